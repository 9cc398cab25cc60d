import { addDays, dayNumber } from '../time/wall-time.ts';

export interface Period {
  readonly start_date: string;
  readonly end_date: string;
}

const LONGEST_DAYS = 92;

export const PRESETS = ['last7', 'last30', 'last90', 'next30'] as const;
export type Preset = (typeof PRESETS)[number];

/** The days of a preset, today included. */
export function periodOf(preset: Preset, today: string): Period {
  switch (preset) {
    case 'last7':
      return { start_date: addDays(today, -6), end_date: today };
    case 'last30':
      return { start_date: addDays(today, -29), end_date: today };
    case 'last90':
      return { start_date: addDays(today, -89), end_date: today };
    case 'next30':
      return { start_date: today, end_date: addDays(today, 29) };
  }
}

/** Why a period cannot be shown, if so. */
export function problemWith({ start_date, end_date }: Period): 'reversed' | 'tooLong' | undefined {
  if (end_date < start_date) return 'reversed';
  return dayNumber(end_date) - dayNumber(start_date) >= LONGEST_DAYS ? 'tooLong' : undefined;
}

export function samePeriod(one: Period, other: Period): boolean {
  return one.start_date === other.start_date && one.end_date === other.end_date;
}
