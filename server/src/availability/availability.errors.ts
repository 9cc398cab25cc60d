import { AppError, type Problem } from '../platform/app-error.ts';

/** What each refusal of a place says to people. */
export const PLACE_PROBLEM_MESSAGES = {
  /** The time is blocked, or lies outside the stored slots of its day. */
  slot_unavailable: 'The selected time slot is not available',
  /** All places are taken at some minute of the time. */
  slot_full: 'The selected time slot is fully booked',
} as const;

/** Why a place cannot be had, in words for a person. */
export function placeProblem(code: keyof typeof PLACE_PROBLEM_MESSAGES): Problem {
  return { code, message: PLACE_PROBLEM_MESSAGES[code] };
}

export type AvailabilityErrorCode = 'range_reversed' | 'range_too_long';

/** Days that one question for free slots may span (contract 9.11). */
export const LONGEST_RANGE_DAYS = 92;

/** Refuses a range that ends before it starts. */
export function rangeReversed(): AppError<AvailabilityErrorCode> {
  return new AppError('range_reversed', 'end_date must be after start_date');
}

/** Refuses a range of more days than are taken at once. */
export function rangeTooLong(mostDays: number): AppError<AvailabilityErrorCode> {
  return new AppError('range_too_long', `The range may span at most ${mostDays} days`);
}
