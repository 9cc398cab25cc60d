import { AppError, type Problem } from '../platform/app-error.ts';

export type PlaceProblemCode = 'slot_unavailable' | 'slot_full';

/** The time is blocked, or lies outside the stored slots of its day. */
export function slotUnavailable(): Problem & { code: PlaceProblemCode } {
  return { code: 'slot_unavailable', message: 'The selected time slot is not available' };
}

/** All places are taken at some minute of the time. */
export function slotFull(): Problem & { code: PlaceProblemCode } {
  return { code: 'slot_full', message: 'The selected time slot is fully booked' };
}

export type AvailabilityErrorCode = 'range_reversed' | 'range_too_long';

/** Days that one question for free slots may span (contract 9.11). */
export const LONGEST_RANGE_DAYS = 92;

/** Refuses a range that ends before it starts. */
export function rangeReversed(): AppError<AvailabilityErrorCode> {
  return new AppError('range_reversed', 'end_date must be after start_date');
}

/** Refuses a range of more days than are answered at once. */
export function rangeTooLong(): AppError<AvailabilityErrorCode> {
  return new AppError('range_too_long', `The range may span at most ${LONGEST_RANGE_DAYS} days`);
}
