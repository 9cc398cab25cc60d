import { DAY, dayOf, MINUTE, type Moment, momentOf } from '../platform/wall-clock.ts';

/** Half-open: `start` belongs to it, `end` does not. */
export interface Interval {
  readonly start: Moment;
  readonly end: Moment;
}

/** The columns that say when an appointment takes place. */
export interface Scheduled {
  readonly scheduled_date: string;
  readonly scheduled_time: string;
  readonly duration_minutes: number;
}

/**
 * The time an appointment occupies, one minute at least: adopted rows may have no length or a
 * negative one (contract 9.26). The column `occupies` says the same in SQL.
 */
export function occupiedBy(appointment: Scheduled): Interval {
  const start = momentOf(appointment.scheduled_date, appointment.scheduled_time);
  return { start, end: start + Math.max(appointment.duration_minutes, 1) * MINUTE };
}

/** Whether two intervals share a moment; touching ends do not. */
export function overlaps(one: Interval, other: Interval): boolean {
  return one.start < other.end && other.start < one.end;
}

/** Whether every moment of `inner` lies in `outer`. */
export function covers(outer: Interval, inner: Interval): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The most intervals that run at the same moment within a window. */
export function peakWithin(window: Interval, intervals: readonly Interval[]): number {
  const steps: { at: Moment; change: number }[] = [];
  for (const interval of intervals) {
    if (!overlaps(window, interval)) continue;
    steps.push({ at: Math.max(interval.start, window.start), change: 1 });
    steps.push({ at: Math.min(interval.end, window.end), change: -1 });
  }
  // At one moment ends come before starts: the intervals are half-open.
  steps.sort((a, b) => a.at - b.at || a.change - b.change);
  let running = 0;
  let peak = 0;
  for (const { change } of steps) {
    running += change;
    peak = Math.max(peak, running);
  }
  return peak;
}

/** The day numbers that an interval touches, in ascending order, kept within a window. */
export function daysTouched(interval: Interval, window: Interval = interval): number[] {
  const end = Math.min(interval.end, window.end);
  const days: number[] = [];
  for (let day = dayOf(Math.max(interval.start, window.start)); day * DAY < end; day += 1)
    days.push(day);
  return days;
}
