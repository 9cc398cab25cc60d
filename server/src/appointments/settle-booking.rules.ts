import type { AppointmentType, BookingRequest, Status } from './appointment.ts';

/** A booking as a caller asks for it: what is left out gets a default. */
export interface AskedBooking {
  readonly customer_id: string;
  readonly vehicle_id: string;
  readonly appointment_type: AppointmentType;
  readonly scheduled_date: string;
  readonly scheduled_time: string;
  readonly duration_minutes?: number | undefined;
  readonly assigned_employee_id?: string | null | undefined;
  readonly status?: Status | undefined;
  readonly service_description?: string | undefined;
  readonly customer_notes?: string | undefined;
  readonly internal_notes?: string | undefined;
  readonly estimated_cost?: string | null | undefined;
}

/** Whether staff may book an appointment with this status at once (contract 9.16). */
export function canBookAs(status: Status): boolean {
  return status === 'pending' || status === 'confirmed';
}

/** Completes a booking; what only staff may decide is dropped from a customer's (contract 9.16). */
export function settleBooking(
  asked: AskedBooking,
  by: { readonly staff: boolean },
  defaultMinutes: number,
): BookingRequest {
  const staffOnly: Partial<AskedBooking> = by.staff ? asked : {};
  return {
    customer_id: asked.customer_id,
    vehicle_id: asked.vehicle_id,
    assigned_employee_id: staffOnly.assigned_employee_id ?? null,
    appointment_type: asked.appointment_type,
    scheduled_date: asked.scheduled_date,
    scheduled_time: asked.scheduled_time,
    duration_minutes: asked.duration_minutes ?? defaultMinutes,
    status: staffOnly.status ?? 'pending',
    service_description: asked.service_description ?? '',
    customer_notes: asked.customer_notes ?? '',
    internal_notes: staffOnly.internal_notes ?? '',
    estimated_cost: staffOnly.estimated_cost ?? null,
  };
}
