/** Dates and times as people write them, in the browser's language; wall-clock values stay as they are. */
import { minutesOf, timeOf } from './wall-time.ts';

// Tests of words and rules run where there is no browser.
const LOCALES = [...(globalThis.navigator?.languages ?? ['en'])];

const DAY_MINUTES = 24 * 60;
/** A day to hang a time on, where only the time is shown. */
const ANY_DAY = '2000-01-01';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALES, options);
  formats.set(key, known);
  return known;
}

function asUtc(date: string, time = '00:00:00'): Date {
  return new Date(`${date}T${time.slice(0, 8).padEnd(8, ':00')}Z`);
}

function clock(): Intl.DateTimeFormat {
  return format({ timeZone: 'UTC', hour: 'numeric', minute: '2-digit' });
}

/** `Tue 24 November 2026` */
export function longDate(date: string): string {
  return format({
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(asUtc(date));
}

/** `Tue 24 Nov` */
export function shortDate(date: string): string {
  return format({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }).format(
    asUtc(date),
  );
}

/** `24` */
export function dayOfMonth(date: string): string {
  return String(Number(date.slice(8)));
}

/** `Tue` or `Tuesday` */
export function weekdayName(date: string, style: 'short' | 'long' = 'short'): string {
  return format({ timeZone: 'UTC', weekday: style }).format(asUtc(date));
}

/** `November 2026` */
export function monthName(date: string): string {
  return format({ timeZone: 'UTC', month: 'long', year: 'numeric' }).format(asUtc(date));
}

/** `10:30` or `10:30 am`, of a wall-clock time. */
export function clockTime(time: string): string {
  return clock().format(asUtc(ANY_DAY, time));
}

/** `10:30 – 11:30` of a start and a length in minutes; what ends after midnight ends early. */
export function timeRange(time: string, minutes: number): string {
  const end = timeOf((minutesOf(time) + minutes) % DAY_MINUTES);
  // A range that goes back would be shown with its dates.
  return end > time
    ? clock().formatRange(asUtc(ANY_DAY, time), asUtc(ANY_DAY, end))
    : `${clockTime(time)} – ${clockTime(end)}`;
}

/** Date and time of an instant (`…Z`) on the wall clock of a time zone. */
export function instant(timestamp: string, timeZone: string): string {
  return format({ timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(new Date(timestamp));
}

/** `1,234` */
export function count(value: number): string {
  return new Intl.NumberFormat(LOCALES).format(value);
}

/** `42 %` of a share from 0 to 1. */
export function percent(share: number): string {
  return new Intl.NumberFormat(LOCALES, { style: 'percent' }).format(share);
}

/** `1 h 30 min`, in the words of the language. */
export function duration(minutes: number): string {
  const unit = (value: number, name: 'hour' | 'minute'): string =>
    new Intl.NumberFormat(LOCALES, { style: 'unit', unit: name, unitDisplay: 'short' }).format(
      value,
    );
  const whole = Math.round(minutes);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  return [hours > 0 ? unit(hours, 'hour') : '', rest > 0 || hours === 0 ? unit(rest, 'minute') : '']
    .filter(Boolean)
    .join(' ');
}
