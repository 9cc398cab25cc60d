import type { CSSProperties, ReactNode, RefObject } from 'react';
import styles from './frame.module.css';
import { HINT_ID } from './hint.tsx';

interface FrameProps {
  readonly label: string;
  /** Sets how much of the edges stays in sight: `--head` and `--rail`. */
  readonly className: string | undefined;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly style: CSSProperties;
  readonly children: ReactNode;
}

/** What a board of hours stands in: it scrolls by itself, with its head and its hours in sight. */
export function Frame({
  label,
  className,
  scroller,
  grid,
  style,
  children,
}: FrameProps): ReactNode {
  return (
    <section
      ref={scroller}
      className={`${styles.scroller} ${className}`}
      aria-label={label}
      aria-describedby={HINT_ID}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and may hold no card to focus
      tabIndex={0}
    >
      <div ref={grid} data-board="" className={styles.grid} style={style}>
        {children}
      </div>
    </section>
  );
}
