import type { Interval } from '../availability/overlap.rules.ts';
import { DAY, dayNumber, isWorkday } from '../platform/wall-clock.ts';

/** The whole of a date, from midnight to midnight. */
export function wholeDate(date: string): Interval {
  return wholeDay(dayNumber(date));
}

/** The whole of a day, from midnight to midnight. */
export function wholeDay(day: number): Interval {
  return { start: day * DAY, end: (day + 1) * DAY };
}

/** The workdays from the first to the last day, both included. */
export function workdaysBetween(firstDay: number, lastDay: number): number[] {
  const count = Math.max(lastDay - firstDay + 1, 0);
  return Array.from({ length: count }, (_, index) => firstDay + index).filter(isWorkday);
}

/** The next workdays, today included when it is one. */
export function nextWorkdays(today: number, count: number): number[] {
  const days: number[] = [];
  for (let day = today; days.length < count; day += 1) if (isWorkday(day)) days.push(day);
  return days;
}
