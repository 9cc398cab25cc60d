import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { insightsQuery } from '../appointments/appointments.queries.ts';
import { isDate } from '../time/wall-time.ts';
import { Page } from '../ui/page.tsx';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import { EmployeeChart, StatusChart, TypeChart } from './count-charts.tsx';
import styles from './dashboard.module.css';
import { type Period, periodOf, problemWith } from './period.ts';
import { PeriodPicker } from './period-picker.tsx';
import { TodayAtAGlance } from './today-at-a-glance.tsx';
import { UtilisationChart } from './utilisation-chart.tsx';

const route = getRouteApi('/inside/dashboard');

/** Today in figures, and how busy the workshop was or will be. */
export function Dashboard(): ReactNode {
  const words = useWords();
  const today = useNow().date;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const usual = periodOf('last30', today);
  const period: Period = {
    start_date: isDate(search.start_date) ? search.start_date : usual.start_date,
    end_date: isDate(search.end_date) ? search.end_date : usual.end_date,
  };
  const problem = problemWith(period);

  return (
    <Page wide title={words.common.navigation.dashboard}>
      <TodayAtAGlance />
      <section className={styles.section} aria-labelledby="period">
        <h2 id="period">{words.insights.range}</h2>
        <PeriodPicker
          today={today}
          period={period}
          problem={problem && words.insights[problem]}
          onPeriod={(chosen) => void navigate({ search: { ...chosen }, resetScroll: false })}
        />
        {problem === undefined && <Charts period={period} />}
      </section>
    </Page>
  );
}

function Charts({ period }: { readonly period: Period }): ReactNode {
  const insights = useQuery({ ...insightsQuery(period), placeholderData: keepPreviousData });
  const failure = insights.isError && (
    <ErrorMessage error={insights.error} onRetry={() => void insights.refetch()} />
  );
  if (insights.data === undefined) return failure || <Loading lines={8} />;
  const { days, by_status, by_type, employees } = insights.data;
  return (
    <>
      {failure}
      <div className={styles.charts} aria-busy={insights.isPlaceholderData}>
        <UtilisationChart days={days} />
        <StatusChart counts={by_status} />
        <TypeChart counts={by_type} />
        <EmployeeChart employees={employees} />
      </div>
    </>
  );
}
