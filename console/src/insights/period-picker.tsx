import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useDateDraft } from '../ui/date-draft.ts';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './dashboard.module.css';
import { type Period, PRESETS, periodOf, samePeriod } from './period.ts';

interface PeriodPickerProps {
  readonly today: string;
  readonly period: Period;
  readonly problem: string | undefined;
  readonly onPeriod: (period: Period) => void;
}

export function PeriodPicker({ today, period, problem, onPeriod }: PeriodPickerProps): ReactNode {
  const { insights } = useWords();
  const start = useDateDraft(period.start_date, (start_date) =>
    onPeriod({ ...period, start_date }),
  );
  const end = useDateDraft(period.end_date, (end_date) => onPeriod({ ...period, end_date }));

  return (
    <div className={styles.picker}>
      <div className={styles.presets}>
        {PRESETS.map((preset) => {
          const chosen = periodOf(preset, today);
          return (
            <Button
              key={preset}
              aria-pressed={samePeriod(chosen, period)}
              className={styles.preset}
              onClick={() => onPeriod(chosen)}
            >
              {insights.presets[preset]}
            </Button>
          );
        })}
      </div>
      <div className={styles.dates}>
        <TextField type="date" label={insights.from} {...start} />
        <TextField type="date" label={insights.to} {...end} />
      </div>
      <p role="alert" className={styles.problem}>
        {problem}
      </p>
    </div>
  );
}
