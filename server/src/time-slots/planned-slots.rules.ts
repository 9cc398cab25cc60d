import { shownEnd } from '../availability/free-places.rules.ts';
import { type OpeningHours, openHours } from '../availability/opening-hours.rules.ts';
import { dateOf, timeOf } from '../platform/wall-clock.ts';
import type { TimeSlot } from './time-slot.ts';

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
      end_time: shownEnd(end),
    }));
}
