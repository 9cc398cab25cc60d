import type { ReactNode } from 'react';
import styles from './load-bar.module.css';

/** How much of a day is taken, beside the number that says so. */
export function LoadBar({ share }: { readonly share: number | undefined }): ReactNode {
  return (
    <span
      className={styles.bar}
      data-drawn=""
      aria-hidden="true"
      data-high={(share ?? 0) >= 0.9 || undefined}
    >
      <span style={{ width: `${(share ?? 0) * 100}%` }} />
    </span>
  );
}
