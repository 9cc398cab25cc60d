import type { ReactNode } from 'react';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './dialogs.module.css';
import type { SpentEntries } from './time-spent.rules.ts';

/** Asks for the time spent; what is typed stays as it is typed. */
export function TimeSpentFields({
  entries,
  errors,
  onEnter,
  children,
}: {
  readonly entries: SpentEntries;
  readonly errors?: readonly string[] | undefined;
  readonly onEnter: (change: Partial<SpentEntries>) => void;
  /** What else is to be said of it. */
  readonly children?: ReactNode;
}): ReactNode {
  const texts = useWords().appointments;
  const field = (name: keyof SpentEntries): ReactNode => (
    <TextField
      type="number"
      inputMode="numeric"
      label={texts[name]}
      min={0}
      max={999}
      errors={name === 'hours' ? errors : undefined}
      value={entries[name]}
      onChange={({ target }) => onEnter({ [name]: target.value })}
    />
  );
  return (
    <fieldset className={styles.spent}>
      <legend className={styles.legend}>{texts.timeSpent}</legend>
      <div className={styles.spentFields}>
        {field('hours')}
        {field('minutes')}
      </div>
      {children}
    </fieldset>
  );
}
