import { memo, type ReactNode } from 'react';
import { type AppointmentListItem, isAwaited, type Status } from '../api.ts';
import { clockTime } from '../time/format.ts';
import { STATUS_SIGNS } from '../ui/status-badge.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './card.module.css';
import { spokenName } from './card.tsx';
import { type StartDrag, useCardHandlers } from './card-handlers.tsx';
import { Refusal } from './refusal.tsx';

interface ChipProps {
  readonly item: AppointmentListItem;
  readonly refusal: readonly string[] | undefined;
  readonly isDragged: boolean;
  readonly startDrag: StartDrag;
}

/** An appointment of the week, on one line. */
export const Chip = memo(function Chip(props: ChipProps): ReactNode {
  const { item, refusal, isDragged, startDrag } = props;
  const words = useWords();
  const { onOpen, onDismiss } = useCardHandlers();
  const status = item.status as Status;
  const looks = [
    styles.card,
    styles.short,
    styles.chip,
    styles[status],
    isDragged && styles.dragged,
    isAwaited(status) && styles.movable,
  ];
  return (
    <li className={styles.chipPlace}>
      <button
        type="button"
        data-card={item.id}
        className={looks.filter(Boolean).join(' ')}
        aria-label={spokenName(item, words)}
        onPointerDown={(event) => startDrag(event, item)}
        onClick={() => onOpen(item)}
      >
        <span className={styles.time}>
          <span aria-hidden="true">{STATUS_SIGNS[status]}</span> {clockTime(item.scheduled_time)}
        </span>
        <span className={styles.who}>{item.customer_name}</span>
      </button>
      {refusal && <Refusal texts={refusal} onDismiss={() => onDismiss(item.id)} />}
    </li>
  );
});
