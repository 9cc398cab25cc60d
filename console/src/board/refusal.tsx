import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './refusal.module.css';

/** Why a card could not be moved, on the card, until it is dismissed. */
export function Refusal({
  texts,
  onDismiss,
}: {
  readonly texts: readonly string[];
  readonly onDismiss: () => void;
}): ReactNode {
  const words = useWords();
  return (
    <div className={styles.refusal} data-refusal="">
      <p>
        <strong>{words.board.refused}</strong> {texts.join(' ')}
      </p>
      <Button look="quiet" small aria-label={words.common.dismiss} onClick={onDismiss}>
        <span aria-hidden="true">✕</span>
      </Button>
    </div>
  );
}
