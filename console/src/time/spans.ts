import { minutesOf } from './wall-time.ts';

const DAY_MINUTES = 24 * 60;
const LAST_MINUTE = '23:59:00';

/** Something that takes time on a day, in minutes since midnight. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What runs at a time of a day. */
export interface Timed {
  readonly scheduled_time: string;
  readonly duration_minutes: number;
}

export function overlaps(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** An appointment's time on its day; what runs past midnight ends there. */
export function spanOf({ scheduled_time, duration_minutes }: Timed): Span {
  const start = minutesOf(scheduled_time);
  return { start, end: Math.min(DAY_MINUTES, start + duration_minutes) };
}

/** The time of an hour or slot; an end of 23:59 means midnight. */
export function hourSpan({
  start_time,
  end_time,
}: {
  readonly start_time: string;
  readonly end_time: string;
}): Span {
  const end = end_time === LAST_MINUTE ? DAY_MINUTES : minutesOf(end_time);
  return { start: minutesOf(start_time), end };
}
