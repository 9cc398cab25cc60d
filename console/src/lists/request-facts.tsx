import type { ReactNode } from 'react';
import { clockTime } from '../time/format.ts';
import { useWords } from '../words/use-words.tsx';
import type { Surroundings } from './at-that-time.ts';
import styles from './requests.module.css';

/** What is known of the time that is asked for; keeps its line while it is looked up. */
export function RequestFacts({
  surroundings,
}: {
  readonly surroundings: Surroundings | undefined;
}): ReactNode {
  const { lists } = useWords();
  if (surroundings === undefined) return <p className={styles.facts}>&nbsp;</p>;
  const { places, customerComesAt } = surroundings;
  return (
    <ul className={styles.facts}>
      {places === undefined ? (
        <li className={styles.against}>{lists.requests.closed}</li>
      ) : (
        <li className={places.left === 0 ? styles.tight : styles.fine}>
          {places.left === 0
            ? lists.requests.full
            : lists.requests.placesLeft(places.left, places.of)}
        </li>
      )}
      {customerComesAt !== undefined && (
        <li className={styles.against}>
          {lists.requests.customerBusy(clockTime(customerComesAt))}
        </li>
      )}
    </ul>
  );
}
