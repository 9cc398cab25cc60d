/** Time as the checker reckons it: whole minutes of the workshop's wall clock. */

import type { Fields, SlotFields } from './evidence.ts';

/** Half-open, in minutes since 1970. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const HOLDING = ['pending', 'confirmed', 'in_progress'];

export function minuteOf(date: string, time: string): number {
  return Date.parse(`${date}T${time}Z`) / MINUTE_MS;
}

/** The day that a minute belongs to, as a number. */
export function dayOf(minute: number): number {
  return Math.floor(minute / DAY_MINUTES);
}

/** A minute as people write it. */
export function minuteText(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString().slice(0, 16);
}

export function spanOf(
  fields: Pick<Fields, 'scheduled_date' | 'scheduled_time' | 'duration_minutes'>,
): Span {
  const start = minuteOf(fields.scheduled_date, fields.scheduled_time);
  return { start, end: start + Math.max(fields.duration_minutes, 1) };
}

/** The time a slot covers; 23:59 is how midnight is written. */
export function slotSpan(slot: SlotFields): Span {
  const start = minuteOf(slot.date, slot.start_time);
  const end = slot.end_time.startsWith('23:59')
    ? minuteOf(slot.date, '00:00:00') + DAY_MINUTES
    : minuteOf(slot.date, slot.end_time);
  return { start, end };
}

export function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether an appointment of this status takes a place. */
export function holdsPlace(fields: Pick<Fields, 'status'> | null): boolean {
  return fields !== null && HOLDING.includes(fields.status);
}

/** A timestamp of the API or of the database in microseconds since 1970. */
export function microsOf(timestamp: string): number {
  const [, seconds = '', fraction = '', zone = 'Z'] =
    /^(.{19})(?:\.(\d{1,6}))?(Z|[+-].*)$/.exec(timestamp) ?? [];
  return Date.parse(`${seconds}${zone}`) * 1_000 + Number(fraction.padEnd(6, '0'));
}
