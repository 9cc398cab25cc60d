import { dayNumber } from '../platform/wall-clock.ts';
import { rangeReversed, rangeTooLong } from './availability.errors.ts';

export interface DateRange {
  readonly start_date: string;
  readonly end_date: string;
}

/** The first and the last day number of a range; refuses one that is reversed or too long. */
export function daysOf(
  { start_date, end_date }: DateRange,
  mostDays: number,
): { readonly firstDay: number; readonly lastDay: number } {
  const firstDay = dayNumber(start_date);
  const lastDay = dayNumber(end_date);
  if (lastDay < firstDay) throw rangeReversed();
  if (lastDay - firstDay >= mostDays) throw rangeTooLong(mostDays);
  return { firstDay, lastDay };
}
