import { type ReactNode, useEffect, useRef } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { clockTime, shortDate } from '../time/format.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './appointment-list.module.css';
import { isSelectable, type Selection } from './use-selection.ts';

/** Marks one request; there is none beside what cannot be confirmed. */
export function SelectBox({
  row,
  selection,
}: {
  readonly row: AppointmentListItem;
  readonly selection: Selection;
}): ReactNode {
  const { lists } = useWords();
  if (!isSelectable(row) && !selection.has(row.id)) return null;
  const time = `${shortDate(row.scheduled_date)}, ${clockTime(row.scheduled_time)}`;
  return (
    <label className={styles.box}>
      <input
        type="checkbox"
        aria-label={lists.select(row.customer_name, time)}
        checked={selection.has(row.id)}
        onChange={(event) => selection.set([row], event.target.checked)}
      />
    </label>
  );
}

/** Marks all requests of a page. */
export function SelectPage({
  rows,
  selection,
  label,
}: {
  readonly rows: readonly AppointmentListItem[];
  readonly selection: Selection;
  readonly label?: string;
}): ReactNode {
  const { lists } = useWords();
  const box = useRef<HTMLInputElement>(null);
  const requests = rows.filter(isSelectable);
  const marked = requests.filter(({ id }) => selection.has(id)).length;
  const isPartly = marked > 0 && marked < requests.length;

  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = isPartly;
  });

  if (requests.length === 0) return null;
  return (
    <label className={styles.box}>
      <input
        ref={box}
        type="checkbox"
        {...(label === undefined ? { 'aria-label': lists.selectAll } : {})}
        checked={marked > 0 && !isPartly}
        onChange={(event) => selection.set(requests, event.target.checked)}
      />
      {label}
    </label>
  );
}
