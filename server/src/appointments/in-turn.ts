import type { Tx } from '../platform/db.ts';
import { type Making, makeChange } from '../platform/make-change.ts';
import { dayNumber } from '../platform/wall-clock.ts';
import type { AppointmentDeps } from './deps.ts';

/**
 * Makes a change that wants a place on a date, or none (`false`), when it is its turn on that date.
 * Locks decide who gets the place; turns only keep the crowd off the connections.
 */
export async function inTurn<T>(
  deps: Pick<AppointmentDeps, 'db' | 'turns'>,
  wanted: { readonly scheduled_date: string } | false,
  making: Making,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (wanted === false) return await makeChange(deps.db, making, work);
  return await deps.turns.take(dayNumber(wanted.scheduled_date), (since) =>
    makeChange(deps.db, { ...making, since }, work),
  );
}
