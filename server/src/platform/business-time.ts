import { Temporal } from 'temporal-polyfill';
import type { Moment } from './wall-clock.ts';

/** What the workshop's wall clock shows at an instant. */
export function wallClockAt(instant: Date, timeZone: string): Moment {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(
    timeZone,
  );
  const asIfUtc = local.toPlainDateTime().toZonedDateTime('UTC');
  return asIfUtc.epochMilliseconds * 1000;
}

/**
 * The instant at which the workshop's wall clock shows a moment. A time that a clock change skips
 * is read with the offset from before the change; of a time that comes twice, the first counts.
 * Invalid for a moment that no clock shows: an adopted row's date may be beyond the calendar.
 */
export function instantAt(moment: Moment, timeZone: string): Date {
  if (timeZone === 'UTC' || Number.isNaN(moment)) return new Date(moment / 1000);
  const naive = Temporal.Instant.fromEpochMilliseconds(Math.floor(moment / 1000))
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
  return new Date(
    naive.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds,
  );
}

/**
 * Real seconds from an instant until the wall clock shows a moment; negative when it is past or
 * when no clock ever shows it.
 */
export function secondsUntil(moment: Moment, now: Date, timeZone: string): number {
  if (Number.isNaN(moment)) return -Infinity;
  return (instantAt(moment, timeZone).getTime() - now.getTime()) / 1000;
}
