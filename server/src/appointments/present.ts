import type { BusinessSettings } from '../config.ts';
import type { Directory, Names } from '../directory/directory.ts';
import { customerName, employeeName, vehicleDetails } from '../directory/names.rules.ts';
import { type Actor, isStaff } from '../platform/actor.ts';
import { secondsUntil } from '../platform/business-time.ts';
import type { Clock } from '../platform/clock.ts';
import { momentOf } from '../platform/wall-clock.ts';
import type { Appointment } from './appointment.ts';
import type { AppointmentAnswer, AppointmentListItem } from './appointments.schemas.ts';
import { durationText, timeUntil } from './time-texts.rules.ts';
import { namesFor } from './with-names.ts';

interface Presentation {
  readonly actor: Actor;
  readonly names: Names;
  readonly now: Date;
  readonly timeZone: string;
}

export interface PresentDeps {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly business: BusinessSettings;
}

/** Appointments as this actor may see them, their names looked up in one batch. */
export async function presentAll(
  deps: PresentDeps,
  actor: Actor,
  rows: readonly Appointment[],
): Promise<AppointmentAnswer[]> {
  const names = await namesFor(deps.directory, actor, rows);
  const shown = { actor, names, now: deps.clock(), timeZone: deps.business.timeZone };
  return rows.map((row) => presentAppointment(row, shown));
}

/** One appointment as this actor may see it. */
export async function presentOne(
  deps: PresentDeps,
  actor: Actor,
  row: Appointment,
): Promise<AppointmentAnswer> {
  const [answer] = await presentAll(deps, actor, [row]);
  return answer as AppointmentAnswer;
}

/** An appointment as this actor may see it: customers get no internal notes (contract 2.2). */
function presentAppointment(row: Appointment, shown: Presentation): AppointmentAnswer {
  const start = momentOf(row.scheduled_date, row.scheduled_time);
  return {
    id: row.id,
    customer_id: row.customer_id,
    vehicle_id: row.vehicle_id,
    assigned_employee_id: row.assigned_employee_id,
    appointment_type: row.appointment_type,
    scheduled_date: row.scheduled_date,
    scheduled_time: row.scheduled_time,
    duration_minutes: row.duration_minutes,
    status: row.status,
    service_description: row.service_description,
    customer_notes: row.customer_notes,
    internal_notes: isStaff(shown.actor) ? row.internal_notes : '',
    estimated_cost: row.estimated_cost,
    duration_seconds: row.duration_seconds,
    created_by_user_id: row.created_by_user_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    cancelled_at: row.cancelled_at,
    completed_at: row.completed_at,
    ...presentNames(row, shown.names),
    time_until_appointment: timeUntil(secondsUntil(start, shown.now, shown.timeZone)),
    duration: durationText(row.duration_seconds),
  };
}

/** An appointment as it stands in a list. */
export function presentListItem(row: Appointment, names: Names): AppointmentListItem {
  return {
    id: row.id,
    customer_id: row.customer_id,
    vehicle_id: row.vehicle_id,
    assigned_employee_id: row.assigned_employee_id,
    appointment_type: row.appointment_type,
    scheduled_date: row.scheduled_date,
    scheduled_time: row.scheduled_time,
    status: row.status,
    ...presentNames(row, names),
    version: row.version,
    duration_minutes: row.duration_minutes,
    service_description: row.service_description,
  };
}

function presentNames(
  row: Appointment,
  names: Names,
): Pick<AppointmentAnswer, 'customer_name' | 'vehicle_details' | 'employee_name'> {
  const employeeId = row.assigned_employee_id;
  return {
    customer_name: customerName(names.customers.get(row.customer_id)),
    vehicle_details: vehicleDetails(names.vehicles.get(row.vehicle_id)),
    employee_name: employeeName(employeeId, names.employees.get(employeeId ?? '')),
  };
}
