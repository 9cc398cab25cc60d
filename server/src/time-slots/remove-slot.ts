import { lockDates } from '../availability/claim-place.ts';
import { type Change, refuseUnlessCurrent } from '../platform/change.ts';
import type { Db } from '../platform/db.ts';
import { makeChange } from '../platform/make-change.ts';
import { wholeDate } from './slot-days.rules.ts';
import { deleteSlot, lockSlot } from './time-slots.store.ts';

/** Removes a slot; appointments in it stay and count (contract 9.24). */
export async function removeSlot(
  deps: { readonly db: Db },
  change: Change,
  id: string,
): Promise<void> {
  await makeChange(deps.db, { change }, async (tx) => {
    // Lock order (contract 9.20): the slot's row, then its date.
    const current = await lockSlot(tx, id);
    refuseUnlessCurrent(change, current.version);
    await lockDates(tx, [wholeDate(current.date)]);
    await deleteSlot(tx, id);
  });
}
