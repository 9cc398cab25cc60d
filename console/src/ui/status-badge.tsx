import type { ReactNode } from 'react';
import type { Status } from '../api.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './status-badge.module.css';

/** A sign beside the word, so that nobody has to tell colours apart. */
export const STATUS_SIGNS: Record<Status, string> = {
  pending: '◔',
  confirmed: '✓',
  in_progress: '▶',
  completed: '●',
  cancelled: '✕',
  no_show: '∅',
};

/** The status of an appointment as a word. */
export function StatusBadge({ status }: { readonly status: string }): ReactNode {
  const words = useWords();
  const known = status as Status;
  return (
    <span className={`${styles.badge} ${styles[known] ?? ''}`}>
      <span aria-hidden="true">{STATUS_SIGNS[known]}</span>
      {words.common.statuses[known] ?? status}
    </span>
  );
}
