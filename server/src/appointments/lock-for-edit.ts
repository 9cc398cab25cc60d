import {
  type ClaimFindings,
  claimPlace,
  lockDates,
  lockTime,
} from '../availability/claim-place.ts';
import { occupiedBy } from '../availability/overlap.rules.ts';
import type { Tx } from '../platform/db.ts';
import { type Appointment, LONGEST_MINUTES } from './appointment.ts';
import type { Changes } from './edit.rules.ts';
import { canReschedule, holdsPlace } from './lifecycle.rules.ts';

export interface EditToLock {
  readonly current: Appointment;
  readonly wanted: Appointment;
  readonly changes: Changes;
}

/** Locks the dates that an edit needs, if any, and finds what is at the wanted time. */
export async function lockForEdit(
  tx: Tx,
  business: { readonly defaultPlaces: number },
  { current, wanted, changes }: EditToLock,
): Promise<ClaimFindings> {
  const appointmentId = current.id;
  const nothing = { problems: [], held: [] };
  if (changes.time) {
    // What may not move at all, or is of any length, is refused without claiming a place for it.
    if (!canReschedule(current.status) || wanted.duration_minutes > LONGEST_MINUTES) return nothing;
    const claim = { wanted: occupiedBy(wanted), leaves: occupiedBy(current), appointmentId };
    return await claimPlace(tx, claim, business.defaultPlaces);
  }
  if (changes.customer || changes.employee)
    return {
      problems: [],
      held: holdsPlace(current.status)
        ? await lockTime(tx, { wanted: occupiedBy(current), appointmentId })
        : [],
    };
  if (changes.status && !holdsPlace(wanted.status)) await lockDates(tx, [occupiedBy(current)]);
  return nothing;
}
