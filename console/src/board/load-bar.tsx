import type { ReactNode } from 'react';
import styles from './load-bar.module.css';

interface LoadBarProps {
  readonly share: number | undefined;
  /** Whether hardly anything is left; by the share unless given. */
  readonly isHigh?: boolean;
  /** There is nothing to take. */
  readonly isBlocked?: boolean;
}

/** How much of a time is taken, beside the words that say so. */
export function LoadBar({
  share = 0,
  isHigh = share >= 0.9,
  isBlocked = false,
}: LoadBarProps): ReactNode {
  return (
    <span
      className={styles.bar}
      data-drawn=""
      aria-hidden="true"
      data-high={isHigh || undefined}
      data-blocked={isBlocked || undefined}
    >
      {!isBlocked && <span style={{ width: `${share * 100}%` }} />}
    </span>
  );
}
