import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { dayOfMonth, longDate, percent, shortDate, weekdayName } from '../time/format.ts';
import states from '../ui/states.module.css';
import { useWords } from '../words/use-words.tsx';
import type { Words } from '../words/words.ts';
import { type DaySummary, type Hour, summaryOf } from './day-summary.ts';
import styles from './week-strip.module.css';

/** Seven days to choose from, each with what is stored and how much of it is taken. */
export function WeekStrip({
  dates,
  date,
  today,
  hours,
}: {
  readonly dates: readonly string[];
  readonly date: string;
  readonly today: string;
  /** Undefined until they are known. */
  readonly hours: readonly Hour[] | undefined;
}): ReactNode {
  const { common, timeSlots } = useWords();
  return (
    <nav aria-label={timeSlots.week}>
      <ol className={styles.strip}>
        {dates.map((each) => {
          const day = hours && summaryOf(hours.filter((hour) => hour.date === each));
          return (
            <li key={each}>
              <Link
                to="/slots"
                search={each === today ? {} : { date: each }}
                resetScroll={false}
                activeOptions={{ exact: true }}
                className={`${styles.day} ${each === date ? styles.chosen : ''}`}
                aria-current={each === date ? 'date' : undefined}
              >
                <span className={`${styles.name} ${each === today ? styles.today : ''}`}>
                  <span aria-hidden="true" className={styles.whole}>
                    {shortDate(each)}
                  </span>
                  <span aria-hidden="true" className={styles.short}>
                    {weekdayName(each)}
                    <strong>{dayOfMonth(each)}</strong>
                  </span>
                  <span className={states.hidden}>{longDate(each)}</span>
                  {each === today && <span className={states.hidden}> ({common.today})</span>}
                </span>
                {day ? <DayFacts day={day} /> : <DayUnknown />}
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function DayFacts({ day }: { readonly day: DaySummary }): ReactNode {
  const { timeSlots } = useWords();
  return (
    <>
      <span className={styles.what}>{whatApplies(day, timeSlots)}</span>
      <span className={styles.load} data-drawn="" aria-hidden="true">
        <span style={{ width: `${day.taken * 100}%` }} />
      </span>
      <span className={styles.what}>
        {day.hours > day.blocked ? timeSlots.taken(percent(day.taken)) : '–'}
      </span>
    </>
  );
}

/** As high as what will stand there. */
function DayUnknown(): ReactNode {
  return (
    <>
      <span className={styles.what}>&nbsp;</span>
      <span className={styles.load} />
      <span className={styles.what}>&nbsp;</span>
    </>
  );
}

function whatApplies(day: DaySummary, words: Words['timeSlots']): string {
  if (day.hours === 0) return words.closed;
  if (day.stored === 0) return words.usual;
  if (day.blocked === day.hours) return words.isBlocked;
  const blocked = day.blocked > 0 ? [words.blocked(day.blocked)] : [];
  return [words.slots(day.stored), ...blocked].join(', ');
}
