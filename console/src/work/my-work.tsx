import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { calendarQuery } from '../appointments/appointments.queries.ts';
import { usePerson } from '../person.tsx';
import { longDate, shortDate } from '../time/format.ts';
import { addDays, isDate, mondayOf } from '../time/wall-time.ts';
import { DateSteps } from '../ui/date-steps.tsx';
import { focusIfLost } from '../ui/focus.ts';
import { Page } from '../ui/page.tsx';
import { Empty, ErrorMessage, Loading } from '../ui/states.tsx';
import { useFrozen } from '../ui/use-frozen.ts';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import { DayOfWork } from './day-of-work.tsx';
import { cardId } from './job-card.tsx';
import type { JobQuestions } from './job-questions.ts';
import { MissedDialog } from './missed-dialog.tsx';
import styles from './my-work.module.css';
import { RecordDialog } from './record-dialog.tsx';
import { WeekOfWork } from './week-of-work.tsx';

const route = getRouteApi('/inside/work');

/** The day or week of the employee who is signed in. */
export function MyWork(): ReactNode {
  const words = useWords();
  const person = usePerson();
  const today = useNow().date;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [missed, setMissed] = useState<AppointmentListItem>();
  const [recorded, setRecorded] = useState<AppointmentListItem>();
  const isWeek = search.view === 'week';
  const date = isDate(search.date) ? search.date : today;
  const range = isWeek
    ? { start_date: mondayOf(date), end_date: addDays(mondayOf(date), 6) }
    : { start_date: date, end_date: date };
  const calendar = useQuery({
    ...calendarQuery({ ...range, employee_id: person.id }),
    placeholderData: keepPreviousData,
  });
  const live = useMemo(
    () => ({ isWeek, date, jobs: calendar.data?.appointments }),
    [isWeek, date, calendar.data],
  );
  // Until other days are known those that were shown stay.
  const shown = useFrozen(live, calendar.isPlaceholderData);
  const { jobs } = shown;
  const monday = mondayOf(shown.date);
  const questions: JobQuestions = { onMissed: setMissed, onRecord: setRecorded };

  return (
    <Page
      title={words.common.navigation.work}
      wide={isWeek}
      actions={<ViewSwitch isWeek={isWeek} />}
    >
      <div className={styles.bar}>
        <DateSteps
          date={date}
          today={today}
          step={isWeek ? 7 : 1}
          onDate={(chosen) =>
            void navigate({
              search: ({ date: _, ...kept }) =>
                chosen === today ? kept : { ...kept, date: chosen },
            })
          }
        />
        <p className={styles.range} role="status" aria-busy={calendar.isPlaceholderData}>
          <strong>
            {shown.isWeek
              ? `${shortDate(monday)} – ${shortDate(addDays(monday, 6))}`
              : longDate(shown.date)}
          </strong>
          {jobs && <span>{words.work.jobs(jobs.length)}</span>}
        </p>
      </div>
      {calendar.isError && (
        <ErrorMessage error={calendar.error} onRetry={() => void calendar.refetch()} />
      )}
      {jobs === undefined && !calendar.isError && <Loading />}
      {jobs?.length === 0 && (
        <Empty title={shown.isWeek ? words.work.freeWeek : words.work.freeDay}>
          <Link to="/board" search={{ date: shown.date }}>
            {words.work.toBoard}
          </Link>
        </Empty>
      )}
      {jobs && jobs.length > 0 && !shown.isWeek && (
        <DayOfWork jobs={jobs} isToday={shown.date === today} questions={questions} />
      )}
      {jobs && jobs.length > 0 && shown.isWeek && (
        <WeekOfWork monday={monday} today={today} jobs={jobs} questions={questions} />
      )}
      {missed && (
        <MissedDialog
          job={missed}
          onClose={() => setMissed(undefined)}
          onDone={() => focusIfLost(cardId(missed))}
        />
      )}
      {recorded && <RecordDialog id={recorded.id} onClose={() => setRecorded(undefined)} />}
    </Page>
  );
}

function ViewSwitch({ isWeek }: { readonly isWeek: boolean }): ReactNode {
  const words = useWords();
  return (
    <nav className={styles.views} aria-label={words.work.view}>
      <Link
        to="/work"
        activeOptions={{ exact: true }}
        search={({ date }) => (date === undefined ? {} : { date })}
        aria-current={isWeek ? undefined : 'true'}
      >
        {words.work.views.day}
      </Link>
      <Link
        to="/work"
        activeOptions={{ exact: true }}
        search={({ date }) => ({ ...(date === undefined ? {} : { date }), view: 'week' })}
        aria-current={isWeek ? 'true' : undefined}
      >
        {words.work.views.week}
      </Link>
    </nav>
  );
}
