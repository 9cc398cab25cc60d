import { slotInterval } from '../availability/free-places.rules.ts';
import type { AskedSlot, SlotChange, TimeSlot } from './time-slot.ts';

/** Completes a new slot: it is open unless said otherwise, and has the usual number of places. */
export function settleSlot(asked: AskedSlot, defaultPlaces: number): Omit<TimeSlot, 'id'> {
  return {
    date: asked.date,
    start_time: asked.start_time,
    end_time: asked.end_time,
    is_available: asked.is_available ?? true,
    max_concurrent_appointments: asked.max_concurrent_appointments ?? defaultPlaces,
  };
}

/** The slot after a change; what the change leaves out stays. */
export function changedSlot(current: TimeSlot, change: SlotChange): TimeSlot {
  return {
    id: current.id,
    date: change.date ?? current.date,
    start_time: change.start_time ?? current.start_time,
    end_time: change.end_time ?? current.end_time,
    is_available: change.is_available ?? current.is_available,
    max_concurrent_appointments:
      change.max_concurrent_appointments ?? current.max_concurrent_appointments,
  };
}

/** Whether the change is about the hours: adopted rows may have any, as long as nobody writes them. */
export function touchesHours(change: SlotChange): boolean {
  return change.start_time !== undefined || change.end_time !== undefined;
}

/** Whether a slot ends after it starts; 23:59 means midnight (contract 9.22). */
export function coversTime(slot: Pick<TimeSlot, 'date' | 'start_time' | 'end_time'>): boolean {
  return slotInterval(slot) !== undefined;
}
