import { placesLeft, slotInterval } from '../availability/free-places.rules.ts';
import { occupiedBy, type Scheduled } from '../availability/overlap.rules.ts';
import type { TimeSlot } from './time-slot.ts';

/** What else there is on the dates of the slots that are shown. */
export interface Surroundings {
  readonly slots: readonly TimeSlot[];
  readonly held: readonly Scheduled[];
}

/**
 * The places left in each slot over its own time, by slot id: 0 when it is blocked, full or covers
 * no time. Where slots overlap, the smallest limit wins (contract 9.22).
 */
export function capacities(
  shown: readonly TimeSlot[],
  { slots, held }: Surroundings,
): Map<string, number> {
  const occupied = held.map(occupiedBy);
  return new Map(
    shown.map((slot) => {
      const interval = slotInterval(slot);
      if (interval === undefined) return [slot.id, 0];
      const others = slots.filter((other) => other.date === slot.date && other.id !== slot.id);
      // The default is never asked for: the day of a stored slot has stored slots.
      const facts = { slots: [slot, ...others], held: occupied, defaultPlaces: 0 };
      return [slot.id, placesLeft(interval, facts)];
    }),
  );
}
