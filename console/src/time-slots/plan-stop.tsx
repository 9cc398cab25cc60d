import type { ReactNode } from 'react';
import { clockTime, shortDate } from '../time/format.ts';
import { ErrorMessage } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './slot-dialog.module.css';
import type { Stop } from './use-plan-run.ts';

/** Says what of a plan is done, what failed and what is left. */
export function PlanStop({ stop }: { readonly stop: Stop }): ReactNode {
  const { timeSlots } = useWords();
  const { slot } = stop.failed;
  return (
    <div className={styles.preview}>
      {stop.all > 1 && (
        <p>
          <strong>{timeSlots.stopped(stop.done, stop.all)}</strong>{' '}
          {timeSlots.untouched(stop.left.length)}
        </p>
      )}
      {slot && (
        <p>{timeSlots.failedAt(`${shortDate(slot.date)}, ${clockTime(slot.start_time)}`)}</p>
      )}
      <ErrorMessage error={stop.error} />
    </div>
  );
}
