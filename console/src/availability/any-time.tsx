import { type ReactNode, useState } from 'react';
import { isDate } from '../time/wall-time.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../words/use-words.tsx';
import type { Start } from './free-slots.rules.ts';
import styles from './slot-picker.module.css';

/** Enters any date and time, for those who may book between the slots. */
export function AnyTime({
  date,
  today,
  onPick,
}: {
  readonly date: string;
  readonly today: string;
  readonly onPick: (start: Start) => void;
}): ReactNode {
  const words = useWords();
  const [entered, setEntered] = useState<{ date?: string; time: string }>({ time: '' });
  const wanted = { date: entered.date ?? date, time: entered.time };
  const isComplete = isDate(wanted.date) && wanted.time !== '';
  return (
    <details className={styles.anyTime}>
      <summary>{words.availability.anotherTime}</summary>
      <p className={styles.hint}>{words.availability.anotherTimeHint}</p>
      <div className={styles.entry}>
        <TextField
          type="date"
          label={words.common.date}
          min={today}
          value={wanted.date}
          onChange={(event) => setEntered({ ...entered, date: event.target.value })}
        />
        <TextField
          type="time"
          label={words.common.time}
          value={wanted.time}
          onChange={(event) => setEntered({ ...entered, time: event.target.value })}
        />
        <Button
          disabled={!isComplete}
          onClick={() => onPick({ date: wanted.date, time: `${wanted.time.slice(0, 5)}:00` })}
        >
          {words.availability.useThisTime}
        </Button>
      </div>
    </details>
  );
}
