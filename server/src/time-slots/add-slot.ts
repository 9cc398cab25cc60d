import { randomUUID } from 'node:crypto';
import { lockDates } from '../availability/claim-place.ts';
import type { BusinessSettings } from '../config.ts';
import type { Change } from '../platform/change.ts';
import type { Db } from '../platform/db.ts';
import { makeChange } from '../platform/make-change.ts';
import { coversTime, settleSlot } from './settle-slot.rules.ts';
import { wholeDate } from './slot-days.rules.ts';
import type { AskedSlot } from './time-slot.ts';
import { slotReversed } from './time-slots.errors.ts';
import { insertSlot } from './time-slots.store.ts';
import { type SlotWithCapacity, withItsCapacity } from './with-capacity.ts';

/** Adds a slot if it covers some time and no other one starts at its date and time. */
export async function addSlot(
  deps: { readonly db: Db; readonly business: Pick<BusinessSettings, 'defaultPlaces'> },
  change: Change,
  asked: AskedSlot,
): Promise<SlotWithCapacity> {
  const slot = settleSlot(asked, deps.business.defaultPlaces);
  if (!coversTime(slot)) throw slotReversed();
  return await makeChange(deps.db, { change }, async (tx) => {
    // The first slot of a date closes all its other hours, so bookings of the date wait too.
    await lockDates(tx, [wholeDate(slot.date)]);
    return await withItsCapacity(tx, await insertSlot(tx, { id: randomUUID(), ...slot }));
  });
}
