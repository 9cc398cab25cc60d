import type { ReactNode } from 'react';
import { timeRange } from '../time/format.ts';
import { minutesOf } from '../time/wall-time.ts';
import { useWords } from '../words/use-words.tsx';
import { useWorkshop } from '../workshop.tsx';
import styles from './day-of-slots.module.css';
import type { Hour } from './day-summary.ts';

/** What applies on a day without stored slots. */
export function UsualHours({ hours }: { readonly hours: readonly Hour[] }): ReactNode {
  const { timeSlots } = useWords();
  const { default_places } = useWorkshop();
  if (hours.length === 0) return <p className={styles.note}>{timeSlots.dayClosed}</p>;
  return (
    <>
      <p className={styles.note}>{timeSlots.dayUsual(default_places)}</p>
      <ul className={styles.slots}>
        {hours.map((hour) => (
          <li key={hour.start_time} className={styles.slot}>
            <span className={styles.time}>
              {timeRange(hour.start_time, minutesOf(hour.end_time) - minutesOf(hour.start_time))}
            </span>
            <span className={styles.state}>{timeSlots.usual}</span>
            <span className={styles.places}>
              {timeSlots.free(Math.max(0, hour.available_capacity), hour.places)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
