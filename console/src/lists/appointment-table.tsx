import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { clockTime, shortDate, timeRange } from '../time/format.ts';
import states from '../ui/states.module.css';
import { StatusBadge } from '../ui/status-badge.tsx';
import { typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './appointment-list.module.css';
import { nextOrdering, type Sort, sortedBy } from './list-filter.ts';
import { SelectBox, SelectPage } from './select-box.tsx';
import type { Selection } from './use-selection.ts';

interface AppointmentTableProps {
  readonly rows: readonly AppointmentListItem[];
  readonly ordering: string | undefined;
  readonly selection: Selection;
  readonly onSort: (ordering: string) => void;
}

export function AppointmentTable(props: AppointmentTableProps): ReactNode {
  const { rows, selection } = props;
  const { common, lists } = useWords();
  const head = (sort: Sort, label: string): ReactNode => (
    <SortedHead sort={sort} label={label} {...props} />
  );
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <caption className={states.hidden}>{lists.caption}</caption>
        <thead>
          <tr>
            <td>
              <SelectPage rows={rows} selection={selection} />
            </td>
            {head('when', lists.when)}
            <th scope="col">{common.customer}</th>
            {head('type', lists.what)}
            <th scope="col">{common.employee}</th>
            {head('status', common.status)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} selection={selection} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  row,
  selection,
}: {
  readonly row: AppointmentListItem;
  readonly selection: Selection;
}): ReactNode {
  const words = useWords();
  const { common } = words;
  return (
    <tr className={selection.has(row.id) ? styles.selected : undefined}>
      <td>
        <SelectBox row={row} selection={selection} />
      </td>
      <th scope="row" className={styles.when}>
        <Link
          to="/appointments/$id"
          params={{ id: row.id }}
          className={styles.rowLink}
          aria-label={`${row.customer_name}, ${shortDate(row.scheduled_date)}, ${clockTime(row.scheduled_time)}`}
        >
          {shortDate(row.scheduled_date)}
        </Link>
        <span className={styles.second}>{timeRange(row.scheduled_time, row.duration_minutes)}</span>
      </th>
      <td>
        {row.customer_name}
        <span className={styles.second}>{row.vehicle_details}</span>
      </td>
      <td className={styles.what}>
        {typeName(row.appointment_type, words)}
        <span className={styles.second} title={row.service_description}>
          {row.service_description}
        </span>
      </td>
      <td>
        {row.assigned_employee_id === null ? (
          <span className={styles.nobody}>{common.nobody}</span>
        ) : (
          row.employee_name
        )}
      </td>
      <td>
        <StatusBadge status={row.status} />
      </td>
    </tr>
  );
}

interface SortedHeadProps extends Pick<AppointmentTableProps, 'ordering' | 'onSort'> {
  readonly sort: Sort;
  readonly label: string;
}

function SortedHead({ sort, label, ordering, onSort }: SortedHeadProps): ReactNode {
  const sorted = sortedBy(sort, ordering);
  return (
    <th scope="col" aria-sort={sorted ?? 'none'}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort(nextOrdering(sort, ordering))}
      >
        {label}
        <span aria-hidden="true" className={styles.arrow}>
          {sorted === undefined ? '↕' : sorted === 'ascending' ? '↑' : '↓'}
        </span>
      </button>
    </th>
  );
}
