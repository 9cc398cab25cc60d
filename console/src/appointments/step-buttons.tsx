import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './booking.module.css';

/** Back and on, at the foot of a step; says what is missing where one cannot go on. */
export function StepButtons({
  onBack,
  onContinue,
  missing,
}: {
  readonly onBack?: () => void;
  readonly onContinue?: (() => void) | undefined;
  readonly missing?: string | undefined;
}): ReactNode {
  const words = useWords().appointments.booking;
  return (
    <div className={styles.buttons}>
      {onBack && <Button onClick={onBack}>{words.back}</Button>}
      {onContinue && (
        <Button look="primary" onClick={onContinue}>
          {words.continue}
        </Button>
      )}
      {!onContinue && missing && <p className={styles.missing}>{missing}</p>}
    </div>
  );
}
