import { lockDates } from '../availability/claim-place.ts';
import { type Db, inTransaction } from '../platform/db.ts';
import { wholeDate } from './slot-days.rules.ts';
import { deleteSlot, lockSlot } from './time-slots.store.ts';

/** Removes a slot; appointments in it stay and count (contract 9.24). */
export async function removeSlot(deps: { readonly db: Db }, id: string): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    // Lock order (contract 9.20): the slot's row, then its date.
    const current = await lockSlot(tx, id);
    await lockDates(tx, [wholeDate(current.date)]);
    await deleteSlot(tx, id);
  });
}
