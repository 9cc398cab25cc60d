import { type ReactNode, useState } from 'react';
import type { TimeSlot } from '../api.ts';
import { longDate } from '../time/format.ts';
import { timeOf } from '../time/wall-time.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/use-words.tsx';
import { useWorkshop } from '../workshop.tsx';
import type { Asked } from './asked.ts';
import styles from './day-of-slots.module.css';
import type { Hour } from './day-summary.ts';
import { SlotRow } from './slot-row.tsx';
import { UsualHours } from './usual-hours.tsx';

interface DayOfSlotsProps {
  readonly date: string;
  readonly slots: readonly TimeSlot[];
  readonly hours: readonly Hour[];
  readonly onAsk: (asked: Asked) => void;
}

interface Shown extends DayOfSlotsProps {
  /** Another day is being looked up. */
  readonly isOld: boolean;
  /** How many changes have been made: after each the selection is empty. */
  readonly finished: number;
}

export const DAY_HEADING = 'day-of-slots';

const NONE: ReadonlySet<string> = new Set();

/** The stored slots of a day, to change one, several or all of them; else the usual hours. */
export function DayOfSlots(props: Shown): ReactNode {
  const { date, slots, hours, isOld, finished, onAsk } = props;
  const { timeSlots } = useWords();
  const [selection, setSelection] = useState({ finished, marked: NONE });
  const marked = selection.finished === finished ? selection.marked : NONE;
  const setMarked = (ids: ReadonlySet<string>): void => setSelection({ finished, marked: ids });
  const selected = slots.filter(({ id }) => marked.has(id));
  const ask = asker(date, onAsk);
  return (
    <section className={styles.day} aria-labelledby={DAY_HEADING} aria-busy={isOld}>
      <div className={styles.head}>
        <h2 id={DAY_HEADING} tabIndex={-1}>
          {longDate(date)}
        </h2>
        <DayActions date={date} slots={slots} hours={hours} onAsk={onAsk} />
      </div>
      {slots.length === 0 && <UsualHours hours={hours} />}
      {slots.length > 0 && (
        <div className={styles.selection}>
          <label className={styles.all}>
            <input
              type="checkbox"
              checked={selected.length === slots.length}
              onChange={(event) =>
                setMarked(new Set(event.target.checked ? slots.map(({ id }) => id) : []))
              }
            />
            {timeSlots.selectDay}
          </label>
          {selected.length > 0 && (
            <div className={styles.actions}>
              <span role="status">{timeSlots.selected(selected.length)}</span>
              <Button small onClick={() => ask.block(selected)}>
                {timeSlots.block}
              </Button>
              <Button small onClick={() => ask.unblock(selected)}>
                {timeSlots.unblock}
              </Button>
              <Button small onClick={() => ask.capacity(selected)}>
                {timeSlots.capacity}
              </Button>
              <Button small look="danger" onClick={() => ask.remove(selected)}>
                {timeSlots.remove}
              </Button>
            </div>
          )}
        </div>
      )}
      <ul className={styles.slots}>
        {slots.map((slot) => (
          <SlotRow
            key={slot.id}
            slot={slot}
            isMarked={marked.has(slot.id)}
            onMark={(isMarked) => {
              const after = new Set(marked);
              if (isMarked) after.add(slot.id);
              else after.delete(slot.id);
              setMarked(after);
            }}
            onBlock={() => (slot.is_available ? ask.block([slot]) : ask.unblock([slot]))}
            onEdit={() => ask.edit(slot)}
            onRemove={() => ask.remove([slot])}
          />
        ))}
      </ul>
    </section>
  );
}

function DayActions({ date, slots, hours, onAsk }: DayOfSlotsProps): ReactNode {
  const { timeSlots } = useWords();
  const { opening_hour, closing_hour } = useWorkshop();
  const ask = asker(date, onAsk);
  const open = slots.filter(({ is_available }) => is_available);
  const blocked = slots.filter(({ is_available }) => !is_available);
  return (
    <div className={styles.actions}>
      {open.length > 0 && <Button onClick={() => ask.block(open)}>{timeSlots.blockDay}</Button>}
      {blocked.length > 0 && (
        <Button onClick={() => ask.unblock(blocked)}>{timeSlots.unblockDay}</Button>
      )}
      {slots.length === 0 && hours.length > 0 && (
        <Button
          onClick={() =>
            onAsk({
              title: 'close',
              slots: [],
              date,
              plan: {
                action: 'create',
                slot: {
                  date,
                  start_time: timeOf(opening_hour * 60),
                  end_time: closing_hour === 24 ? '23:59:00' : timeOf(closing_hour * 60),
                  is_available: false,
                  max_concurrent_appointments: 0,
                },
              },
            })
          }
        >
          {timeSlots.closeDay}
        </Button>
      )}
    </div>
  );
}

function asker(date: string, onAsk: (asked: Asked) => void) {
  const change = (title: Asked['title'], slots: readonly TimeSlot[], is_available: boolean) =>
    onAsk({ title, slots, date, plan: { action: 'change', slots, edit: { is_available } } });
  return {
    block: (slots: readonly TimeSlot[]) => change('block', slots, false),
    unblock: (slots: readonly TimeSlot[]) => change('unblock', slots, true),
    capacity: (slots: readonly TimeSlot[]) =>
      onAsk({ title: 'capacity', form: 'capacity', slots, date }),
    edit: (slot: TimeSlot) => onAsk({ title: 'edit', form: 'one', slots: [slot], date }),
    remove: (slots: readonly TimeSlot[]) =>
      onAsk({ title: 'remove', slots, date, plan: { action: 'delete', slots } }),
  };
}
