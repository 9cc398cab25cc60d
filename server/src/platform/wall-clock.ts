/**
 * A point on the workshop's wall clock: microseconds since 1970-01-01T00:00:00, every day having
 * 24 hours. Bookings are kept as local date and time (contract 9.7), so their arithmetic is naive
 * by design; only "is it past?" asks a time zone, see `business-time.ts`.
 *
 * Exact for whole seconds up to the year 9999 and for microseconds up to the year 2255.
 */
export type Moment = number;

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const MILLISECONDS_A_DAY = 86_400_000;

/** Whole days since 1970-01-01 of a date `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day) / MILLISECONDS_A_DAY;
}

/** The date `YYYY-MM-DD` of a day number. */
export function dateOfDay(day: number): string {
  const date = new Date(day * MILLISECONDS_A_DAY);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  const month = String(date.getUTCMonth() + 1).padStart(2, '0');
  return `${year}-${month}-${String(date.getUTCDate()).padStart(2, '0')}`;
}

/** Microseconds since midnight of a time `HH:MM[:SS[.ffffff]]`. */
export function timeOfDay(time: string): number {
  const [hours = '0', minutes = '0', seconds = '0'] = time.split(':');
  const [whole = '0', fraction = ''] = seconds.split('.');
  return (
    Number(hours) * HOUR +
    Number(minutes) * MINUTE +
    Number(whole) * SECOND +
    Number(fraction.padEnd(6, '0').slice(0, 6))
  );
}

/** The moment of a local date and time. */
export function momentOf(date: string, time: string): Moment {
  return dayNumber(date) * DAY + timeOfDay(time);
}

/** The day number that a moment falls on. */
export function dayOf(moment: Moment): number {
  return Math.floor(moment / DAY);
}

/** The local date `YYYY-MM-DD` of a moment. */
export function dateOf(moment: Moment): string {
  return dateOfDay(dayOf(moment));
}

/** The local time of a moment: `HH:MM:SS`, with six more digits when it is not a whole second. */
export function timeOf(moment: Moment): string {
  const sinceMidnight = moment - dayOf(moment) * DAY;
  const part = (unit: number, size: number): string =>
    String(Math.floor((sinceMidnight % size) / unit)).padStart(2, '0');
  const fraction = sinceMidnight % SECOND;
  const clock = `${part(HOUR, DAY)}:${part(MINUTE, HOUR)}:${part(SECOND, MINUTE)}`;
  return fraction === 0 ? clock : `${clock}.${String(fraction).padStart(6, '0')}`;
}

/** The moment as PostgreSQL reads a `timestamp`. */
export function timestampOf(moment: Moment): string {
  return `${dateOf(moment)} ${timeOf(moment)}`;
}

/** Monday to Friday. */
export function isWorkday(day: number): boolean {
  // Day 0, 1 January 1970, was a Thursday.
  const weekday = (((day + 3) % 7) + 7) % 7;
  return weekday < 5;
}
