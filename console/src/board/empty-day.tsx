import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Empty } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './board.module.css';

/** A day without appointments, and how to change that. */
export function EmptyDay({ date }: { readonly date: string }): ReactNode {
  const words = useWords();
  return (
    <div className={styles.empty}>
      <Empty title={words.board.emptyDay}>
        <Link to="/book" search={{ date }}>
          {words.board.bookOne}
        </Link>
      </Empty>
    </div>
  );
}
