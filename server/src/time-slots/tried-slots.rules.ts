import { changedSlot } from './settle-slot.rules.ts';
import type { SlotChange, TimeSlot } from './time-slot.ts';

/** A slot as far as it says when and how much can be booked. */
export type Hours = Omit<TimeSlot, 'id'>;

/** What a change of slots would take away and put in its place. */
export interface SlotPlan {
  readonly leaves: readonly TimeSlot[];
  readonly comes: readonly Hours[];
  /** Whether a slot that would start when another one does is left out; otherwise it is a fault. */
  readonly keepsTaken: boolean;
}

/** The slots that a change is about: those that it leaves as they are do not count. */
export function changePlan(slots: readonly TimeSlot[], change: SlotChange): SlotPlan {
  const leaves = slots.filter((slot) => !isSame(slot, changedSlot(slot, change)));
  return { leaves, comes: leaves.map((slot) => changedSlot(slot, change)), keepsTaken: false };
}

/** The slots of some dates after a plan, and how many come; `taken` when two would start at once. */
export function triedSlots(
  stored: readonly TimeSlot[],
  plan: SlotPlan,
): { readonly after: readonly Hours[]; readonly coming: number } | 'taken' {
  const leaving = new Set(plan.leaves.map(({ id }) => id));
  const kept = stored.filter(({ id }) => !leaving.has(id));
  const starts = new Set(kept.map(startOf));
  const coming: Hours[] = [];
  for (const slot of plan.comes) {
    const start = startOf(slot);
    if (!starts.has(start)) coming.push(slot);
    else if (!plan.keepsTaken) return 'taken';
    starts.add(start);
  }
  return { after: [...kept, ...coming], coming: coming.length };
}

function isSame(one: TimeSlot, other: TimeSlot): boolean {
  return (
    startOf(one) === startOf(other) &&
    one.end_time === other.end_time &&
    one.is_available === other.is_available &&
    one.max_concurrent_appointments === other.max_concurrent_appointments
  );
}

const startOf = ({ date, start_time }: Hours): string => `${date} ${start_time}`;
