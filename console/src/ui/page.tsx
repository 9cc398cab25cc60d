import { type ReactNode, useEffect } from 'react';
import { useWords } from '../words/use-words.tsx';
import styles from './page.module.css';

/** A screen: its title, what can be done with the whole of it, and its content. */
export function Page({
  title,
  actions,
  children,
  wide = false,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}): ReactNode {
  const words = useWords();
  useEffect(() => {
    document.title = `${title} · ${words.common.product}`;
  }, [title, words]);
  return (
    <div className={wide ? styles.wide : styles.page}>
      <div className={styles.head}>
        <h1>{title}</h1>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
