import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { insightsQuery } from '../appointments/appointments.queries.ts';
import { dayOfMonth, longDate, percent, weekdayName } from '../time/format.ts';
import { firstOfMonth, weeksOfMonth } from '../time/wall-time.ts';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import { LoadBar } from './load-bar.tsx';
import styles from './month-view.module.css';

/** A month: how many appointments each day has, and how much of it is taken. */
export function MonthView({ date }: { readonly date: string }): ReactNode {
  const words = useWords();
  const today = useNow().date;
  const weeks = weeksOfMonth(date);
  const dates = weeks.flat();
  const insights = useQuery(
    insightsQuery({ start_date: dates[0] ?? date, end_date: dates.at(-1) ?? date }),
  );
  if (insights.data === undefined) {
    if (insights.error)
      return <ErrorMessage error={insights.error} onRetry={() => void insights.refetch()} />;
    return <Loading lines={6} />;
  }
  const byDate = new Map(insights.data.days.map((day) => [day.date, day]));
  const month = firstOfMonth(date);

  return (
    <table className={styles.month} aria-label={words.board.monthBoard}>
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col">
              <abbr title={weekdayName(day, 'long')}>{weekdayName(day)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => {
              const facts = byDate.get(day);
              const offered = facts?.capacity_minutes ?? 0;
              const share =
                offered > 0 ? Math.min(1, (facts?.booked_minutes ?? 0) / offered) : undefined;
              const used =
                share === undefined ? words.board.closed : words.board.used(percent(share));
              const number = words.board.appointments(facts?.appointments ?? 0);
              return (
                <td key={day} data-other={firstOfMonth(day) !== month || undefined}>
                  <Link
                    to="/board"
                    search={{ date: day }}
                    className={styles.day}
                    aria-label={`${longDate(day)}: ${number}, ${used}`}
                    aria-current={day === today ? 'date' : undefined}
                  >
                    <span className={styles.number}>{dayOfMonth(day)}</span>
                    <span className={styles.count}>
                      <strong>{facts?.appointments ?? 0}</strong>
                      <span className={styles.noun}>
                        {' '}
                        {words.board.noun(facts?.appointments ?? 0)}
                      </span>
                    </span>
                    <LoadBar share={share} />
                    <span className={styles.used}>{used}</span>
                  </Link>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
