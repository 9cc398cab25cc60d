import { AppError } from '../platform/app-error.ts';

export type TimeSlotErrorCode = 'slot_exists' | 'slot_reversed';

/** Days that one `bulk_create` may span (contract 9.11). */
export const LONGEST_PLAN_DAYS = 366;

/** Refuses a second slot with the same date and start. */
export function slotExists(): AppError<TimeSlotErrorCode> {
  return new AppError('slot_exists', 'The fields date, start_time must make a unique set.');
}

/** Refuses a slot that covers no time. */
export function slotReversed(): AppError<TimeSlotErrorCode> {
  return new AppError('slot_reversed', 'end_time must be after start_time');
}
