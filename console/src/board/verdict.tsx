import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { errorTexts } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './move-dialog.module.css';
import type { MoveProblem } from './moving.rules.ts';

/** What is known of a move before it is sent; the service has the last word. */
export function Verdict({
  isUnchanged,
  isChecking,
  error,
  onRetry,
  problems,
}: {
  readonly isUnchanged: boolean;
  readonly isChecking: boolean;
  /** Why it could not be checked, if so. */
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly problems: readonly MoveProblem[];
}): ReactNode {
  const words = useWords();
  if (!isUnchanged && error)
    return (
      <div className={styles.verdict} data-look="bad" role="status">
        <p>
          <span aria-hidden="true">? </span>
          {words.board.notChecked} {errorTexts(error, words).join(' ')}
        </p>
        <Button small onClick={onRetry}>
          {words.common.retry}
        </Button>
      </div>
    );
  const look = isUnchanged || isChecking ? 'idle' : problems.length > 0 ? 'bad' : 'good';
  return (
    <div className={styles.verdict} data-look={look} role="status">
      {look === 'idle' && <p>{isChecking ? words.board.checking : words.board.isThere}</p>}
      {look === 'good' && (
        <p>
          <span aria-hidden="true">✓ </span>
          {words.board.fits}
        </p>
      )}
      {look === 'bad' &&
        problems.map((problem) => (
          <p key={problem}>
            <span aria-hidden="true">✕ </span>
            {words.errors.problems[problem]}
          </p>
        ))}
    </div>
  );
}
