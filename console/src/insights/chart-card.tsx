import type { ReactNode } from 'react';
import states from '../ui/states.module.css';
import { useWords } from '../words/use-words.tsx';
import styles from './chart-card.module.css';

interface ChartCardProps {
  readonly title: string;
  readonly note?: string;
  readonly isWide?: boolean;
  /** Heads of the table's columns; the first names the rows. */
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly children: ReactNode;
}

/** A chart with its title, and the same figures as a table behind it. */
export function ChartCard({
  title,
  note,
  isWide = false,
  heads,
  rows,
  children,
}: ChartCardProps): ReactNode {
  const { insights } = useWords();
  return (
    <section className={`${styles.card} ${isWide ? styles.wide : ''}`} aria-label={title}>
      <h3>{title}</h3>
      {note !== undefined && <p className={styles.note}>{note}</p>}
      {rows.length === 0 ? <p className={styles.note}>{insights.nothing}</p> : children}
      {rows.length > 0 && (
        <details className={styles.behind}>
          <summary>{insights.table}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
          <section className={styles.scroller} tabIndex={0} aria-label={insights.tableOf(title)}>
            <table className={styles.table}>
              <caption className={states.hidden}>{title}</caption>
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(([name, ...values]) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    {values.map((value, index) => (
                      <td key={heads[index + 1]}>{value}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </details>
      )}
    </section>
  );
}
