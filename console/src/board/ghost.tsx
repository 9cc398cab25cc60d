import type { ReactNode } from 'react';
import { shortDate, timeRange } from '../time/format.ts';
import { useWords } from '../words/use-words.tsx';
import { type DragStore, useDragged } from './drag.tsx';
import styles from './ghost.module.css';
import { isSamePlace, type MoveFacts, placeOf, problemsWithMove } from './moving.rules.ts';

/** Where the dragged card would come to rest, and whether it could. */
export function Ghost({
  store,
  facts,
}: {
  readonly store: DragStore;
  readonly facts: MoveFacts;
}): ReactNode {
  const words = useWords();
  const dragged = useDragged(store);
  if (dragged?.target === undefined) return null;
  const { item, target } = dragged;
  const { place, left, top, width, height } = target;
  const isHome = isSamePlace(place, placeOf(item));
  const problems = problemsWithMove(item, place, facts);
  const verdict = isHome ? 'home' : problems.length > 0 ? 'bad' : 'good';
  return (
    <div className={styles.ghost} data-verdict={verdict} style={{ left, top, width, height }}>
      <div className={styles.label} role="status">
        <strong>
          {place.date !== item.scheduled_date && `${shortDate(place.date)}, `}
          {timeRange(place.time, item.duration_minutes)}
        </strong>
        <span>{place.employee_name || words.board.unassigned}</span>
        {verdict === 'good' && (
          <span>
            <span aria-hidden="true">✓ </span>
            {words.board.fits}
          </span>
        )}
        {problems.map((problem) => (
          <span key={problem} className={styles.problem}>
            <span aria-hidden="true">✕ </span>
            {words.errors.problems[problem]}
          </span>
        ))}
      </div>
    </div>
  );
}
