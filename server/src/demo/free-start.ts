import { findFreeSlots } from '../availability/find-free-slots.ts';
import type { BusinessSettings } from '../config.ts';
import { wallClockAt } from '../platform/business-time.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { DAY, dateOf } from '../platform/wall-clock.ts';

const FURTHEST_DAYS = 30;

/** The latest start that is free in the coming weeks: far from the sample customer's own bookings. */
export async function freeStart(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly business: BusinessSettings;
}): Promise<number | undefined> {
  const now = wallClockAt(deps.clock(), deps.business.timeZone);
  const free = await findFreeSlots(deps, {
    start_date: dateOf(now),
    end_date: dateOf(now + FURTHEST_DAYS * DAY),
  });
  return free.at(-1)?.start;
}
