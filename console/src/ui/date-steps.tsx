import type { ReactNode } from 'react';
import { addDays } from '../time/wall-time.ts';
import { useWords } from '../words/use-words.tsx';
import { Button } from './button.tsx';
import { useDateDraft } from './date-draft.ts';
import styles from './date-steps.module.css';

interface DateStepsProps {
  readonly date: string;
  readonly today: string;
  /** How many days one step goes. */
  readonly step: 1 | 7;
  readonly onDate: (date: string) => void;
}

/** Goes to the day or week before or after, to today, or to any date. */
export function DateSteps({ date, today, step, onDate }: DateStepsProps): ReactNode {
  const words = useWords();
  const typed = useDateDraft(date, onDate);
  const stride = step === 7 ? 'week' : 'day';
  return (
    <div className={styles.steps}>
      <Button
        aria-label={words.board.previous[stride]}
        title={words.board.previous[stride]}
        onClick={() => onDate(addDays(date, -step))}
      >
        <span aria-hidden="true">‹</span>
      </Button>
      <Button onClick={() => onDate(today)} aria-pressed={date === today}>
        {words.common.today}
      </Button>
      <Button
        aria-label={words.board.next[stride]}
        title={words.board.next[stride]}
        onClick={() => onDate(addDays(date, step))}
      >
        <span aria-hidden="true">›</span>
      </Button>
      <input
        type="date"
        className={styles.date}
        aria-label={words.common.date}
        required
        {...typed}
      />
    </div>
  );
}
