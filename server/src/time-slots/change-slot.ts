import { lockDates } from '../availability/claim-place.ts';
import { type Change, refuseUnlessCurrent } from '../platform/change.ts';
import type { Db } from '../platform/db.ts';
import { makeChange } from '../platform/make-change.ts';
import { changedSlot, coversTime, touchesHours } from './settle-slot.rules.ts';
import { wholeDate } from './slot-days.rules.ts';
import type { SlotChange } from './time-slot.ts';
import { slotReversed } from './time-slots.errors.ts';
import { lockSlot, updateSlot } from './time-slots.store.ts';
import { type SlotWithCapacity, withItsCapacity } from './with-capacity.ts';

/**
 * Changes a slot; what the change leaves out stays. Appointments that no longer fit keep their
 * place, and nothing new fits until they are gone (contract 9.24).
 */
export async function changeSlot(
  deps: { readonly db: Db },
  change: Change,
  id: string,
  wanted: SlotChange,
): Promise<SlotWithCapacity> {
  return await makeChange(deps.db, { change }, async (tx) => {
    // Lock order (contract 9.20): the slot's row, then its old and new date ascending.
    const current = await lockSlot(tx, id);
    refuseUnlessCurrent(change, current.version);
    const changed = changedSlot(current, wanted);
    if (touchesHours(wanted) && !coversTime(changed)) throw slotReversed();
    await lockDates(tx, [wholeDate(current.date), wholeDate(changed.date)]);
    return await withItsCapacity(tx, await updateSlot(tx, changed));
  });
}
