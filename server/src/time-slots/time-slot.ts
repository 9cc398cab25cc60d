import type { TimeSlotsRow } from '../platform/db-types.ts';

/** Hours of one date that can be booked, or are blocked. */
export type TimeSlot = Omit<TimeSlotsRow, 'version'>;

/** A row of `time_slots`. */
export type VersionedSlot = TimeSlotsRow;

/** What a caller may ask for when adding a slot; what is left out gets a default. */
export interface AskedSlot {
  readonly date: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly is_available?: boolean | undefined;
  readonly max_concurrent_appointments?: number | undefined;
}

/** What a caller may ask for when changing a slot; what is left out stays. */
export interface SlotChange extends Omit<AskedSlot, 'date' | 'start_time' | 'end_time'> {
  readonly date?: string | undefined;
  readonly start_time?: string | undefined;
  readonly end_time?: string | undefined;
}
