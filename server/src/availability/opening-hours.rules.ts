import { DAY, HOUR, isWorkday } from '../platform/wall-clock.ts';
import type { Interval } from './overlap.rules.ts';

export interface OpeningHours {
  /** First whole hour of a workday. */
  readonly opensAt: number;
  /** Hour at which a workday ends, 24 at most. */
  readonly closesAt: number;
}

/** The hours of a day in which the workshop is open by default; none at the weekend. */
export function openHours(day: number, hours: OpeningHours): Interval[] {
  if (!isWorkday(day)) return [];
  const count = Math.max(hours.closesAt - hours.opensAt, 0);
  return Array.from({ length: count }, (_, index) => {
    const start = day * DAY + (hours.opensAt + index) * HOUR;
    return { start, end: start + HOUR };
  });
}

/** The moment at which a day's default hours end. */
export function closingTime(day: number, hours: OpeningHours): number {
  return day * DAY + hours.closesAt * HOUR;
}
