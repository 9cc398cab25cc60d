import type { Fleet } from './fleet.ts';

interface AppointmentRow {
  readonly scheduled_date: string;
  readonly scheduled_time: string;
  readonly duration_minutes: number;
}

interface SlotRow {
  readonly date: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly places: number;
}

const DEFAULT_PLACES = 3;
const MILLISECONDS_A_MINUTE = 60_000;

/**
 * Walks through every booked minute of the table, one by one and with none of the service's
 * arithmetic, and tells those with more appointments than places.
 */
export async function overfullMinutes(fleet: Fleet): Promise<string[]> {
  const appointments = await fleet.query<AppointmentRow>(
    `select scheduled_date::text, scheduled_time::text, duration_minutes
    from appointments
    where status in ('pending', 'confirmed', 'in_progress')`,
  );
  const slots = await fleet.query<SlotRow>(
    `select date::text, start_time::text, end_time::text,
      case when is_available then max_concurrent_appointments else 0 end as places
    from time_slots`,
  );
  const taken = new Map<number, number>();
  for (const { scheduled_date, scheduled_time, duration_minutes } of appointments) {
    const start = minuteOf(scheduled_date, scheduled_time);
    for (let minute = start; minute < start + duration_minutes; minute += 1)
      taken.set(minute, (taken.get(minute) ?? 0) + 1);
  }
  return [...taken].flatMap(([minute, count]) => {
    const places = placesAt(minute, slots);
    return count > places ? [`${textOf(minute)}: ${count} on ${places} places`] : [];
  });
}

function placesAt(minute: number, slots: readonly SlotRow[]): number {
  const today = slots.filter((slot) => slot.date === textOf(minute).slice(0, 10));
  if (today.length === 0) return DEFAULT_PLACES;
  const covering = today.filter(
    (slot) =>
      minuteOf(slot.date, slot.start_time) <= minute && minute < minuteOf(slot.date, slot.end_time),
  );
  return covering.length === 0 ? 0 : Math.min(...covering.map((slot) => slot.places));
}

function minuteOf(date: string, time: string): number {
  return Date.parse(`${date}T${time}Z`) / MILLISECONDS_A_MINUTE;
}

function textOf(minute: number): string {
  return new Date(minute * MILLISECONDS_A_MINUTE).toISOString().slice(0, 16);
}
