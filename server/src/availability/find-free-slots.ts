import type { BusinessSettings } from '../config.ts';
import { wallClockAt } from '../platform/business-time.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { DAY } from '../platform/wall-clock.ts';
import { LONGEST_RANGE_DAYS } from './availability.errors.ts';
import { listHeldPlaces, listSlots } from './availability.store.ts';
import { type FreeSlot, freeSlots } from './free-slots.rules.ts';
import { occupiedBy } from './overlap.rules.ts';
import { type DateRange, daysOf } from './range.rules.ts';

export interface FreeSlotsRequest extends DateRange {
  /** Length of the job; the default length when it is not given. */
  readonly duration_minutes?: number | undefined;
}

/** Finds every start in a range of dates at which a job of the wanted length can be booked. */
export async function findFreeSlots(
  deps: { readonly db: Db; readonly clock: Clock; readonly business: BusinessSettings },
  request: FreeSlotsRequest,
): Promise<FreeSlot[]> {
  const { firstDay, lastDay } = daysOf(request, LONGEST_RANGE_DAYS);
  // One day more: a long job that starts on the last day reaches into the next.
  const [slots, held] = await Promise.all([
    listSlots(deps.db, firstDay, lastDay + 1),
    listHeldPlaces(deps.db, { start: firstDay * DAY, end: (lastDay + 2) * DAY }, null),
  ]);
  return freeSlots(
    {
      firstDay,
      lastDay,
      minutes: request.duration_minutes ?? deps.business.defaultMinutes,
      now: wallClockAt(deps.clock(), deps.business.timeZone),
    },
    { slots, held: held.map(occupiedBy), defaultPlaces: deps.business.defaultPlaces },
    deps.business,
  );
}
