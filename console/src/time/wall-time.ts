/**
 * Arithmetic on the workshop's wall clock. Dates are `YYYY-MM-DD`, times `HH:MM[:SS]`; neither ever
 * becomes an instant of the browser's own time zone.
 */

const DAY_MS = 86_400_000;

/** Whole days since 1970-01-01. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

const LIKELY_YEARS = /^(19|20)\d{2}-/;

/**
 * Whether a text is a date of these centuries: anybody can write into an address, and a year that
 * is half typed is one of the first centuries, or has six digits.
 */
export function isDate(text: string | undefined): text is string {
  if (text === undefined || !LIKELY_YEARS.test(text)) return false;
  const day = dayNumber(text);
  return !Number.isNaN(day) && dateOfDay(day) === text;
}

export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days);
}

/** Minutes since midnight. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** `HH:MM:00` of minutes since midnight. */
export function timeOf(minutes: number): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${part(Math.floor(minutes / 60))}:${part(minutes % 60)}:00`;
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(date: string): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the week that a date lies in. */
export function mondayOf(date: string): string {
  return addDays(date, 1 - weekday(date));
}

/** `count` dates from `first` on. */
export function datesFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** First day of the month that lies `months` after a date's month. */
export function firstOfMonth(date: string, months = 0): string {
  const [year = 1970, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** The weeks, Monday first, that show a month; some days belong to its neighbours. */
export function weeksOfMonth(date: string): string[][] {
  const first = firstOfMonth(date);
  const end = firstOfMonth(date, 1);
  const weeks: string[][] = [];
  for (let monday = mondayOf(first); monday < end; monday = addDays(monday, 7))
    weeks.push(datesFrom(monday, 7));
  return weeks;
}

export interface WallClock {
  readonly date: string;
  /** `HH:MM:SS` */
  readonly time: string;
}

/** What the clock in a time zone shows at an instant. */
export function wallClockAt(instant: Date, timeZone: string): WallClock {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return {
    date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}
