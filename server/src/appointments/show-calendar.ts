import { listHeldPlaces, listSlots } from '../availability/availability.store.ts';
import { type DayHourWithCapacity, dayHours } from '../availability/day-hours.rules.ts';
import { occupiedBy } from '../availability/overlap.rules.ts';
import { type DateRange, daysOf } from '../availability/range.rules.ts';
import type { BusinessSettings } from '../config.ts';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { DAY } from '../platform/wall-clock.ts';
import type { Appointment } from './appointment.ts';
import { listAllAppointments } from './appointments.store.ts';

export interface CalendarRequest extends DateRange {
  readonly employee_id?: string | undefined;
}

export interface Calendar {
  readonly appointments: readonly Appointment[];
  readonly hours: readonly DayHourWithCapacity[];
}

const LONGEST_CALENDAR_DAYS = 14;

/** Shows the hours of some days with what is left of them, and the actor's appointments there. */
export async function showCalendar(
  deps: { readonly db: Db; readonly business: BusinessSettings },
  actor: Actor,
  request: CalendarRequest,
): Promise<Calendar> {
  const { firstDay, lastDay } = daysOf(request, LONGEST_CALENDAR_DAYS);
  const range = { start: firstDay * DAY, end: (lastDay + 1) * DAY };
  const [appointments, slots, held] = await Promise.all([
    listAllAppointments(deps.db, actor, request, 'asc'),
    listSlots(deps.db, firstDay, lastDay),
    listHeldPlaces(deps.db, range, null),
  ]);
  const { defaultPlaces } = deps.business;
  const facts = { firstDay, lastDay, slots, held: held.map(occupiedBy), defaultPlaces };
  return { appointments, hours: dayHours(facts, deps.business) };
}
