import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.tsx';
import styles from './board.module.css';

export const HINT_ID = 'board-hint';

/** How to work the board, for eyes and screen readers. */
export function Hint(): ReactNode {
  const words = useWords();
  return (
    <p id={HINT_ID} className={styles.hint}>
      {words.board.keys}
    </p>
  );
}
