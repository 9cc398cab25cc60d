import { findFreeSlots } from '../../availability/find-free-slots.ts';
import { occupiedBy, overlaps } from '../../availability/overlap.rules.ts';
import type { BusinessSettings } from '../../config.ts';
import { wallClockAt } from '../../platform/business-time.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { DAY, dateOf, MINUTE } from '../../platform/wall-clock.ts';
import { listHeldBy } from './workshop.store.ts';

const FURTHEST_DAYS = 30;

/** A start in the coming weeks that is free, and free of the customer's own bookings. */
export async function freeStart(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly business: BusinessSettings;
  readonly customerId: string;
}): Promise<number | undefined> {
  const now = wallClockAt(deps.clock(), deps.business.timeZone);
  const free = await findFreeSlots(deps, {
    start_date: dateOf(now),
    end_date: dateOf(now + FURTHEST_DAYS * DAY),
  });
  const own = (await listHeldBy(deps.db, deps.customerId)).map(occupiedBy);
  const minutes = deps.business.defaultMinutes;
  return free.findLast(({ start }) => {
    const job = { start, end: start + minutes * MINUTE };
    return !own.some((held) => overlaps(held, job));
  })?.start;
}
