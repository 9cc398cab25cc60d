import { type OpeningHours, openHours } from '../availability/opening-hours.rules.ts';
import { dateOf, dayOf, timeOf } from '../platform/wall-clock.ts';
import type { TimeSlot } from './time-slot.ts';

/** How a slot until midnight is stored: the column knows no later time of its date (contract 9.22). */
const UNTIL_MIDNIGHT = '23:59:00';

/** The hourly slots of the days, one after the other; none at the weekend. */
export function plannedSlots(
  days: readonly number[],
  hours: OpeningHours,
): Pick<TimeSlot, 'date' | 'start_time' | 'end_time'>[] {
  return days
    .flatMap((day) => openHours(day, hours))
    .map(({ start, end }) => ({
      date: dateOf(start),
      start_time: timeOf(start),
      end_time: dayOf(end) > dayOf(start) ? UNTIL_MIDNIGHT : timeOf(end),
    }));
}
