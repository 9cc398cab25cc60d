import type { Records, StoredAppointment, StoredSlot } from './records.ts';

const DEFAULT_PLACES = 3;
const MILLISECONDS_A_MINUTE = 60_000;
const HOLDING: readonly string[] = ['pending', 'confirmed', 'in_progress'];

/**
 * What must never be, whatever the writers wanted: found minute by minute and pair by pair, with
 * none of the service's arithmetic.
 */
export function violationsIn(records: Records): string[] {
  const held = records.appointments.filter(({ status }) => HOLDING.includes(status));
  return [
    ...overfull(held, records.slots),
    ...twice(held, 'customer_id'),
    ...twice(held, 'assigned_employee_id'),
    ...records.faultyAudit.map((entry) => `faulty audit: ${JSON.stringify(entry)}`),
    ...records.lonelyMessages.map((sent) => `a message of no change: ${JSON.stringify(sent)}`),
  ];
}

function overfull(held: readonly StoredAppointment[], slots: readonly StoredSlot[]): string[] {
  const taken = new Map<number, number>();
  for (const appointment of held)
    for (const minute of minutesOf(appointment)) taken.set(minute, (taken.get(minute) ?? 0) + 1);
  return [...taken].flatMap(([minute, count]) => {
    const places = placesAt(minute, slots);
    return count > places ? [`${textOf(minute)}: ${count} on ${places} places`] : [];
  });
}

function twice(
  held: readonly StoredAppointment[],
  who: 'customer_id' | 'assigned_employee_id',
): string[] {
  const seen = new Set<string>();
  return held.flatMap((appointment) => {
    if (appointment[who] === null) return [];
    return minutesOf(appointment).flatMap((minute) => {
      const key = `${appointment[who]} at ${textOf(minute)}`;
      if (seen.has(key)) return [`${who} twice: ${key}`];
      seen.add(key);
      return [];
    });
  });
}

function placesAt(minute: number, slots: readonly StoredSlot[]): number {
  const today = slots.filter(({ date }) => date === textOf(minute).slice(0, 10));
  if (today.length === 0) return DEFAULT_PLACES;
  const covering = today.filter(
    (slot) =>
      minuteOf(slot.date, slot.start_time) <= minute && minute < minuteOf(slot.date, slot.end_time),
  );
  if (covering.length === 0) return 0;
  return Math.min(
    ...covering.map((slot) => (slot.is_available ? slot.max_concurrent_appointments : 0)),
  );
}

function minutesOf({
  scheduled_date,
  scheduled_time,
  duration_minutes,
}: StoredAppointment): number[] {
  const start = minuteOf(scheduled_date, scheduled_time);
  return Array.from({ length: duration_minutes }, (_, minute) => start + minute);
}

function minuteOf(date: string, time: string): number {
  return Date.parse(`${date}T${time}Z`) / MILLISECONDS_A_MINUTE;
}

function textOf(minute: number): string {
  return new Date(minute * MILLISECONDS_A_MINUTE).toISOString().slice(0, 16);
}
