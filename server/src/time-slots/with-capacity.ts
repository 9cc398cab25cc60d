import { slotInterval } from '../availability/free-places.rules.ts';
import type { Db } from '../platform/db.ts';
import { capacities } from './capacity.rules.ts';
import type { TimeSlot, VersionedSlot } from './time-slot.ts';
import { listHeldDuring, listSlotsOn } from './time-slots.store.ts';

export interface SlotWithCapacity extends TimeSlot {
  readonly available_capacity: number;
  readonly version: number;
}

/** Adds to every slot the places left: two questions to the database, however many slots. */
export async function withCapacity(
  db: Db,
  shown: readonly VersionedSlot[],
): Promise<SlotWithCapacity[]> {
  const left = await capacitiesOf(db, shown);
  return shown.map((slot) => dressed(slot, left));
}

/** Adds to a slot the places left. */
export async function withItsCapacity(db: Db, slot: VersionedSlot): Promise<SlotWithCapacity> {
  const left = await capacitiesOf(db, [slot]);
  return dressed(slot, left);
}

// The version comes after the keys that callers know (contract 9.4).
function dressed(
  { version, ...slot }: VersionedSlot,
  left: ReadonlyMap<string, number>,
): SlotWithCapacity {
  return { ...slot, available_capacity: left.get(slot.id) ?? 0, version };
}

async function capacitiesOf(db: Db, shown: readonly TimeSlot[]): Promise<Map<string, number>> {
  if (shown.length === 0) return new Map();
  const dates = new Set(shown.map((slot) => slot.date));
  // One after the other: within a transaction there is one connection.
  const slots = await listSlotsOn(db, [...dates]);
  const held = await listHeldDuring(
    db,
    shown.flatMap((slot) => slotInterval(slot) ?? []),
  );
  return capacities(shown, { slots, held });
}
