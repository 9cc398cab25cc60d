import type { ReactNode } from 'react';
import { clockTime } from '../time/format.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './day-times.module.css';
import type { TimeOption } from './free-slots.rules.ts';

interface DayTimesProps {
  readonly times: readonly TimeOption[];
  /** The time that is chosen already, if it lies on this day. */
  readonly chosen: string | undefined;
  /** The time that the appointment has now, if it lies on this day. */
  readonly current: string | undefined;
  readonly label: string;
  readonly onPick: (time: string) => void;
}

/** The times of a day with the places left; those that cannot be had say why. */
export function DayTimes({ times, chosen, current, label, onPick }: DayTimesProps): ReactNode {
  const words = useWords().availability;
  const reasons = {
    full: words.timeFull,
    taken: words.timeTaken,
    blocked: words.timeBlocked,
    past: words.timePast,
    short: words.timeTooShort,
  };
  return (
    <ul className={styles.times} aria-label={label}>
      {times.map(({ time, state, places }) => {
        const isCurrent = time === current;
        const note = state === 'free' ? words.places(places) : reasons[state];
        return (
          <li key={time}>
            {state === 'free' && !isCurrent ? (
              <button
                type="button"
                className={places === 1 ? `${styles.time} ${styles.few}` : styles.time}
                aria-pressed={time === chosen}
                onClick={() => onPick(time)}
              >
                <span className={styles.clock}>{clockTime(time)}</span>
                <span className={styles.note}>{note}</span>
              </button>
            ) : (
              <div className={`${styles.time} ${styles.gone}`}>
                <span className={styles.clock}>{clockTime(time)}</span>
                <span className={styles.note}>{isCurrent ? words.timeNow : note}</span>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
