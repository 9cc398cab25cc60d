import { memo, type ReactNode } from 'react';
import { type AppointmentListItem, isActive } from '../api.ts';
import { timeRange } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './agenda.module.css';
import { spokenName } from './card.tsx';
import { useCardHandlers } from './card-handlers.tsx';
import { Refusal } from './refusal.tsx';

interface AgendaRowProps {
  readonly item: AppointmentListItem;
  readonly refusal: readonly string[] | undefined;
  /** What the heading of its group does not say. */
  readonly shows: 'employee' | 'nothing';
}

/** An appointment of the agenda. */
export const AgendaRow = memo(function AgendaRow(props: AgendaRowProps): ReactNode {
  const { item, refusal, shows } = props;
  const words = useWords();
  const { onOpen, onMove, onDismiss } = useCardHandlers();
  return (
    <li className={styles.row} data-status={item.status}>
      <button
        type="button"
        data-card={item.id}
        className={styles.card}
        aria-label={spokenName(item, words)}
        onClick={() => onOpen(item)}
      >
        <span className={styles.time}>{timeRange(item.scheduled_time, item.duration_minutes)}</span>
        <span className={styles.who}>{item.customer_name}</span>
        <span className={styles.what}>
          {item.vehicle_details} · {typeName(item.appointment_type, words)}
        </span>
        {shows === 'employee' && (
          <span className={styles.what}>{item.employee_name || words.board.unassigned}</span>
        )}
      </button>
      <div className={styles.side}>
        <StatusBadge status={item.status} />
        {isActive(item.status) && (
          <Button aria-label={words.board.moveOf(item.customer_name)} onClick={() => onMove(item)}>
            {words.board.move}
          </Button>
        )}
      </div>
      {refusal && (
        <div className={styles.refused}>
          <Refusal texts={refusal} onDismiss={() => onDismiss(item.id)} />
        </div>
      )}
    </li>
  );
});
