import type { Problem } from '../platform/app-error.ts';
import type { Tx } from '../platform/db.ts';
import { DAY, dayOf } from '../platform/wall-clock.ts';
import { placeProblem } from './availability.errors.ts';
import { type HeldPlace, listHeldPlaces, listSlots, lockDays } from './availability.store.ts';
import { isClosed, placesLeft } from './free-places.rules.ts';
import { daysTouched, type Interval, occupiedBy } from './overlap.rules.ts';

export interface PlaceClaim {
  readonly wanted: Interval;
  /** The appointment that wants the place, when it exists already; it never stands in its own way. */
  readonly appointmentId?: string;
  /** Where that appointment is now. */
  readonly leaves?: Interval;
}

export interface ClaimFindings {
  /** Why the place cannot be had; empty when it can. */
  readonly problems: readonly Problem[];
  /** Everything else that holds a place at the wanted time, for the checks of people. */
  readonly held: readonly HeldPlace[];
}

/** Rows adopted with an absurd length would lock centuries; only leaving them gets this far. */
const MOST_DAYS = 31;

/**
 * Locks the dates that the old and the new time touch and recounts under the locks. What it finds
 * holds until the transaction ends (contract 9.20): appointment first, then its dates ascending.
 */
export async function claimPlace(
  tx: Tx,
  claim: PlaceClaim,
  defaultPlaces: number,
): Promise<ClaimFindings> {
  const held = await lockTime(tx, claim);
  const lastDay = dayOf(claim.wanted.end - 1);
  const slots = await listSlots(tx, dayOf(claim.wanted.start), lastDay);
  const facts = { slots, held: held.map(occupiedBy), defaultPlaces };
  if (isClosed(claim.wanted, facts)) return { problems: [placeProblem('slot_unavailable')], held };
  return { problems: placesLeft(claim.wanted, facts) > 0 ? [] : [placeProblem('slot_full')], held };
}

/** Locks the dates of a claim and lists everything else that holds a place at the wanted time. */
export async function lockTime(tx: Tx, claim: PlaceClaim): Promise<HeldPlace[]> {
  const { wanted, leaves = wanted, appointmentId = null } = claim;
  await lockDates(tx, [leaves, wanted]);
  return await listHeldPlaces(tx, wanted, appointmentId);
}

/** Locks the dates that the intervals touch, ascending, until the transaction ends. */
export async function lockDates(tx: Tx, intervals: readonly Interval[]): Promise<void> {
  const days = intervals.flatMap((interval) =>
    daysTouched(interval, { start: interval.start, end: interval.start + MOST_DAYS * DAY }),
  );
  await lockDays(
    tx,
    [...new Set(days)].sort((a, b) => a - b),
  );
}
