import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { shortDate, timeRange } from '../time/format.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import { typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './appointment-list.module.css';
import { SelectBox, SelectPage } from './select-box.tsx';
import type { Selection } from './use-selection.ts';

/** The rows of the list as cards, for narrow pages. */
export function AppointmentCards({
  rows,
  selection,
}: {
  readonly rows: readonly AppointmentListItem[];
  readonly selection: Selection;
}): ReactNode {
  const words = useWords();
  const { lists } = words;
  return (
    <>
      <SelectPage rows={rows} selection={selection} label={lists.selectAll} />
      <ul className={styles.cards}>
        {rows.map((row) => (
          <li
            key={row.id}
            className={`${styles.card} ${selection.has(row.id) ? styles.selected : ''}`}
          >
            <div className={styles.cardHead}>
              <Link to="/appointments/$id" params={{ id: row.id }} className={styles.rowLink}>
                {row.customer_name}
              </Link>
              <StatusBadge status={row.status} />
            </div>
            <p className={styles.cardTime}>
              {shortDate(row.scheduled_date)}, {timeRange(row.scheduled_time, row.duration_minutes)}
            </p>
            <p>{row.vehicle_details}</p>
            <div className={styles.cardFoot}>
              <p>
                {typeName(row.appointment_type, words)}
                {row.assigned_employee_id !== null && ` · ${row.employee_name}`}
              </p>
              <SelectBox row={row} selection={selection} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
