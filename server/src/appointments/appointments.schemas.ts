import { z } from 'zod';
import {
  choice,
  date,
  filter,
  integer,
  money,
  nullable,
  optional,
  text,
  time,
  uuid,
  withAliases,
} from '../http/fields.ts';
import { pageOf } from '../http/page-of.ts';
import { APPOINTMENT_TYPES, LONGEST_MINUTES, STATUSES } from './appointment.ts';

const INT_MAX = 2_147_483_647;

export const bookingBody = z.object({
  customer_id: uuid('User id of the customer.'),
  vehicle_id: uuid('The car.'),
  assigned_employee_id: optional(nullable(uuid('User id of the employee; staff only.'))),
  appointment_type: choice(APPOINTMENT_TYPES, 'What is to be done.'),
  scheduled_date: date("Date on the workshop's calendar."),
  scheduled_time: time("Time on the workshop's wall clock."),
  duration_minutes: optional(integer(1, LONGEST_MINUTES, 'Length in minutes.')),
  status: optional(choice(STATUSES, 'Staff may book as `pending` or `confirmed`.')),
  service_description: optional(text('What the customer wants done.')),
  customer_notes: optional(text("The customer's notes.")),
  internal_notes: optional(text('Notes of the staff, never shown to customers; staff only.')),
  estimated_cost: optional(money('Estimated cost; staff only.')),
  duration_seconds: optional(integer(0, INT_MAX, 'Checked, then ignored: work is timed later.')),
  created_by_user_id: optional(uuid('Checked, then ignored: the token says who books.')),
});

const reason = optional(text('Why; kept in the history.'));

export const moveBody = z.object({ reason });

/** The admin service sends `cancellation_reason` (contract 2.5). */
export const cancelBody = withAliases(moveBody, { reason: 'cancellation_reason' });

/** The admin service sends `scheduled_date` and `scheduled_time`. */
export const rescheduleBody = withAliases(
  z.object({ new_date: date('The new date.'), new_time: time('The new time.'), reason }),
  { new_date: 'scheduled_date', new_time: 'scheduled_time' },
);

/** The admin service sends a list, `employee_ids`; the first of it counts. */
export const assignBody = z.preprocess(
  (input) => {
    const { employee_id, employee_ids } = input as Record<string, unknown>;
    const first = Array.isArray(employee_ids) ? employee_ids[0] : undefined;
    return { employee_id: employee_id === undefined ? first : employee_id };
  },
  z.object({ employee_id: uuid('User id of the employee.') }),
);

const editable = {
  customer_id: bookingBody.shape.customer_id,
  vehicle_id: bookingBody.shape.vehicle_id,
  assigned_employee_id: bookingBody.shape.assigned_employee_id,
  appointment_type: bookingBody.shape.appointment_type,
  scheduled_date: bookingBody.shape.scheduled_date,
  scheduled_time: bookingBody.shape.scheduled_time,
  duration_minutes: bookingBody.shape.duration_minutes,
  status: bookingBody.shape.status,
  service_description: bookingBody.shape.service_description,
  customer_notes: bookingBody.shape.customer_notes,
  internal_notes: bookingBody.shape.internal_notes,
  estimated_cost: bookingBody.shape.estimated_cost,
  duration_seconds: optional(integer(0, INT_MAX, 'Seconds worked; staff only.')),
};

/** PUT needs every required field; an optional one that is left out keeps its value. */
export const replaceBody = z.object(editable);

/** PATCH needs nothing. */
export const patchBody = z.object({
  ...editable,
  customer_id: optional(editable.customer_id),
  vehicle_id: optional(editable.vehicle_id),
  appointment_type: optional(editable.appointment_type),
  scheduled_date: optional(editable.scheduled_date),
  scheduled_time: optional(editable.scheduled_time),
});

export const listQuery = z.object({
  status: filter(text('Only this status.')),
  appointment_type: filter(text('Only this type.')),
  customer_id: filter(uuid('Only this customer.')),
  employee_id: filter(uuid('Only those assigned to this employee.')),
  start_date: filter(date('First date.')),
  end_date: filter(date('Last date.')),
  q: filter(text("Part of the customer's name or of the plate, or how the id begins.", 100)),
  ordering: z.string().optional(),
  page: z.string().optional(),
});

/** Names that `ordering` may give; others are dropped silently. */
export const SORT_COLUMNS = [
  'id',
  'customer_id',
  'vehicle_id',
  'assigned_employee_id',
  'appointment_type',
  'scheduled_date',
  'scheduled_time',
  'status',
] as const;
export const NEWEST_FIRST = [
  { column: 'scheduled_date', direction: 'desc' },
  { column: 'scheduled_time', direction: 'desc' },
] as const;

const listItem = {
  id: z.guid(),
  customer_id: z.guid(),
  vehicle_id: z.guid(),
  assigned_employee_id: z.guid().nullable(),
  appointment_type: z.string(),
  scheduled_date: z.string(),
  scheduled_time: z.string(),
  status: z.string(),
  customer_name: z.string(),
  vehicle_details: z.string(),
  employee_name: z.string(),
};

/** The 24 keys of an appointment, in the order of contract 2.2. */
export const appointmentAnswer = z.strictObject({
  id: listItem.id,
  customer_id: listItem.customer_id,
  vehicle_id: listItem.vehicle_id,
  assigned_employee_id: listItem.assigned_employee_id,
  appointment_type: listItem.appointment_type,
  scheduled_date: listItem.scheduled_date,
  scheduled_time: listItem.scheduled_time,
  duration_minutes: z.int(),
  status: listItem.status,
  service_description: z.string(),
  customer_notes: z.string(),
  internal_notes: z.string(),
  estimated_cost: z.string().nullable(),
  duration_seconds: z.int(),
  created_by_user_id: z.guid(),
  created_at: z.string(),
  updated_at: z.string(),
  cancelled_at: z.string().nullable(),
  completed_at: z.string().nullable(),
  customer_name: listItem.customer_name,
  vehicle_details: listItem.vehicle_details,
  employee_name: listItem.employee_name,
  time_until_appointment: z.string(),
  duration: z.string(),
});
export type AppointmentAnswer = z.output<typeof appointmentAnswer>;

/** The 11 keys of an appointment in a list, then those that were added (contract 9.4). */
export const appointmentListItem = z.strictObject({
  ...listItem,
  version: z.int(),
  duration_minutes: z.int(),
  service_description: z.string(),
});
export type AppointmentListItem = z.output<typeof appointmentListItem>;

export const appointmentPage = pageOf(appointmentListItem);

export const actionAnswer = z.strictObject({
  status: z.string(),
  message: z.string(),
  appointment: appointmentAnswer,
});
