import type { ReactNode } from 'react';
import type { TimeSlot } from '../api.ts';
import { timeRange } from '../time/format.ts';
import { minutesOf } from '../time/wall-time.ts';
import { Button } from '../ui/button.tsx';
import { useNarrow } from '../ui/use-narrow.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './day-of-slots.module.css';

interface SlotRowProps {
  readonly slot: TimeSlot;
  readonly isMarked: boolean;
  readonly onMark: (isMarked: boolean) => void;
  readonly onBlock: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

export function SlotRow({
  slot,
  isMarked,
  onMark,
  onBlock,
  onEdit,
  onRemove,
}: SlotRowProps): ReactNode {
  const { timeSlots } = useWords();
  const narrow = useNarrow();
  const { start_time, end_time, max_concurrent_appointments: places, is_available } = slot;
  const time = timeRange(start_time, minutesOf(end_time) - minutesOf(start_time));
  const block = is_available ? timeSlots.block : timeSlots.unblock;
  return (
    <li
      className={`${styles.slot} ${isMarked ? styles.marked : ''} ${is_available ? '' : styles.blocked}`}
    >
      <label className={styles.time}>
        <input
          type="checkbox"
          aria-label={timeSlots.select(time)}
          checked={isMarked}
          onChange={(event) => onMark(event.target.checked)}
        />
        {time}
      </label>
      <span className={styles.state}>
        <span aria-hidden="true">{is_available ? '●' : '⊘'}</span>{' '}
        {is_available ? timeSlots.open : timeSlots.isBlocked}
      </span>
      <span className={styles.places}>
        {is_available && (
          <span className={styles.load} data-drawn="" aria-hidden="true">
            <span style={{ width: `${takenShare(slot) * 100}%` }} />
          </span>
        )}
        {is_available
          ? timeSlots.free(Math.max(0, slot.available_capacity), places)
          : timeSlots.places(places)}
      </span>
      <span className={styles.actions}>
        <Button small look="quiet" aria-label={timeSlots.of(block, time)} onClick={onBlock}>
          {block}
        </Button>
        <Button small look="quiet" aria-label={timeSlots.of(timeSlots.edit, time)} onClick={onEdit}>
          {timeSlots.edit}
        </Button>
        {/* On a phone a slot is marked to delete it. */}
        {!narrow && (
          <Button
            small
            look="quiet"
            aria-label={timeSlots.of(timeSlots.remove, time)}
            onClick={onRemove}
          >
            {timeSlots.remove}
          </Button>
        )}
      </span>
    </li>
  );
}

function takenShare({
  max_concurrent_appointments: places,
  available_capacity: left,
}: TimeSlot): number {
  return places === 0 ? 1 : Math.min(1, Math.max(0, (places - left) / places));
}
