import { memo, type ReactNode } from 'react';
import { type AppointmentListItem, isActive, type Status } from '../api.ts';
import { clockTime, timeRange } from '../time/format.ts';
import { STATUS_SIGNS } from '../ui/status-badge.tsx';
import { statusName, typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import type { Words } from '../words/words.ts';
import styles from './card.module.css';
import { type StartDrag, useCardHandlers } from './card-handlers.tsx';
import { Refusal } from './refusal.tsx';

interface CardProps {
  readonly item: AppointmentListItem;
  readonly refusal: readonly string[] | undefined;
  readonly startDrag: StartDrag;
  readonly isDragged: boolean;
  /** Where it stands in its column: pixels, and shares of its width. */
  readonly top: number;
  readonly height: number;
  readonly left: number;
  readonly width: number;
}

/** In pixels: below it everything stands on one line. */
const SHORT = 34;
const LINE = 17;
const EDGES = 8;

/** An appointment on the day board. */
export const Card = memo(function Card(props: CardProps): ReactNode {
  const { item, refusal, startDrag, isDragged, top, height, left, width } = props;
  const words = useWords();
  const { onOpen, onDismiss } = useCardHandlers();
  const status = item.status as Status;
  const lines = Math.floor((height - EDGES) / LINE);
  return (
    <li
      className={styles.place}
      style={{ top, height, left: `${left * 100}%`, width: `${width * 100}%` }}
      data-refused={refusal !== undefined || undefined}
    >
      <button
        type="button"
        data-card={item.id}
        className={[
          styles.card,
          styles[status],
          height < SHORT && styles.short,
          isDragged && styles.dragged,
          isActive(status) && styles.movable,
        ]
          .filter(Boolean)
          .join(' ')}
        aria-label={spokenName(item, words)}
        onPointerDown={(event) => startDrag(event, item)}
        onClick={() => onOpen(item)}
      >
        <span className={styles.time}>
          <span aria-hidden="true">{STATUS_SIGNS[status]}</span> {clockTime(item.scheduled_time)}
        </span>
        <span className={styles.who}>{item.customer_name}</span>
        {lines >= 3 && <span className={styles.what}>{item.vehicle_details}</span>}
        {lines >= 4 && (
          <span className={styles.what}>{typeName(item.appointment_type, words)}</span>
        )}
      </button>
      {refusal && <Refusal texts={refusal} onDismiss={() => onDismiss(item.id)} />}
    </li>
  );
});

/** All that a card shows, and what its place on the board says, in one line. */
export function spokenName(item: AppointmentListItem, words: Words): string {
  return [
    timeRange(item.scheduled_time, item.duration_minutes),
    item.customer_name,
    item.vehicle_details,
    typeName(item.appointment_type, words),
    statusName(item.status, words),
    item.employee_name || words.board.unassigned,
  ].join(', ');
}
