import type { AppointmentsRow } from '../platform/db-types.ts';

export const APPOINTMENT_TYPES = [
  'maintenance',
  'repair',
  'inspection',
  'diagnostic',
  'emergency',
] as const;
export type AppointmentType = (typeof APPOINTMENT_TYPES)[number];

export const STATUSES = [
  'pending',
  'confirmed',
  'in_progress',
  'completed',
  'cancelled',
  'no_show',
] as const;
export type Status = (typeof STATUSES)[number];

/** The longest appointment that can be booked, in minutes (contract 9.11). */
export const LONGEST_MINUTES = 1440;

/** A row of `appointments`; `status` and `appointment_type` are text, as adopted rows may hold any. */
export type Appointment = Omit<AppointmentsRow, 'occupies'>;

/** What a caller may ask for when booking; the rest is the service's to decide. */
export interface BookingRequest {
  readonly customer_id: string;
  readonly vehicle_id: string;
  readonly assigned_employee_id: string | null;
  readonly appointment_type: AppointmentType;
  readonly scheduled_date: string;
  readonly scheduled_time: string;
  readonly duration_minutes: number;
  readonly status: Status;
  readonly service_description: string;
  readonly customer_notes: string;
  readonly internal_notes: string;
  readonly estimated_cost: string | null;
}
