import type { Problem } from '../platform/app-error.ts';
import { STAFF_ONLY } from '../platform/staff-only.ts';
import type { Moment } from '../platform/wall-clock.ts';
import type { Appointment, AppointmentType, Status } from './appointment.ts';
import { LONGEST_MINUTES } from './appointment.ts';
import { problem } from './appointments.errors.ts';
import {
  type BookingParties,
  problemsWithEmployee,
  problemsWithMove,
  problemsWithVehicle,
} from './booking.rules.ts';
import { type Clashing, customerIsBusy } from './clashes.rules.ts';
import { canAssign, canReschedule, isAwaited } from './lifecycle.rules.ts';

/** The fields that PUT and PATCH may change; an absent one is left as it is. */
export interface AppointmentEdit {
  readonly customer_id?: string | undefined;
  readonly vehicle_id?: string | undefined;
  readonly assigned_employee_id?: string | null | undefined;
  readonly appointment_type?: AppointmentType | undefined;
  readonly scheduled_date?: string | undefined;
  readonly scheduled_time?: string | undefined;
  readonly duration_minutes?: number | undefined;
  readonly status?: Status | undefined;
  readonly service_description?: string | undefined;
  readonly customer_notes?: string | undefined;
  readonly internal_notes?: string | undefined;
  readonly estimated_cost?: string | null | undefined;
  readonly duration_seconds?: number | undefined;
}
export type EditableField = keyof AppointmentEdit;

/** What changes, by kind: each kind has checks and a history line of its own. */
export interface Changes {
  /** Date, time or length: whatever moves the place. */
  readonly time: boolean;
  /** Date or time. */
  readonly start: boolean;
  readonly customer: boolean;
  readonly vehicle: boolean;
  readonly employee: boolean;
  readonly status: boolean;
  /** All other fields that change, by name. */
  readonly others: readonly EditableField[];
}

const EMPLOYEE_FIELDS: readonly string[] = [
  'status',
  'duration_seconds',
  'internal_notes',
  'estimated_cost',
];
const START: readonly EditableField[] = ['scheduled_date', 'scheduled_time'];
const TIME: readonly EditableField[] = [...START, 'duration_minutes'];
const OTHERS: readonly EditableField[] = [
  'duration_minutes',
  'appointment_type',
  'service_description',
  'customer_notes',
  'internal_notes',
  'estimated_cost',
  'duration_seconds',
];
const EDITABLE: readonly string[] = [
  ...TIME,
  ...OTHERS,
  'customer_id',
  'vehicle_id',
  'assigned_employee_id',
  'status',
];

/** Whether an employee may send these keys; what nobody can edit is ignored (contract 9.10). */
export function employeeMayEdit(keys: readonly string[]): boolean {
  return keys.every((key) => EMPLOYEE_FIELDS.includes(key) || !EDITABLE.includes(key));
}

/** A customer's edit without what only staff decide, or `forbidden` (contract 9.16). */
export function customersEdit(
  edit: AppointmentEdit,
  current: Pick<Appointment, 'customer_id' | 'status'>,
): AppointmentEdit | 'forbidden' {
  const { customer_id = current.customer_id, status = current.status } = edit;
  if (customer_id !== current.customer_id || status !== current.status) return 'forbidden';
  return Object.fromEntries(
    Object.entries(edit).filter(([key]) => !STAFF_ONLY.some((field) => field === key)),
  );
}

/** What an edit changes; a value that is there already changes nothing. */
export function changesOf(current: Appointment, edit: AppointmentEdit): Changes {
  const differs = (field: EditableField): boolean =>
    edit[field] !== undefined && edit[field] !== current[field];
  return {
    time: TIME.some(differs),
    start: START.some(differs),
    customer: differs('customer_id'),
    vehicle: differs('vehicle_id'),
    employee: differs('assigned_employee_id'),
    status: differs('status'),
    others: OTHERS.filter(differs),
  };
}

/** Whether an edit changes what the customer's reminder says, or ends the need for one. */
export function concernsReminder(changes: Changes, wanted: Appointment): boolean {
  const reworded = changes.time || changes.customer || changes.others.includes('appointment_type');
  return reworded || !isAwaited(wanted.status);
}

/** The values that an edit sets; absent fields are left out. */
export function givenValues(edit: AppointmentEdit): Partial<Appointment> {
  return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
}

/** The names of the changed fields that say whose car it is. */
export function changedParties(changes: Changes): EditableField[] {
  return [
    ...(changes.customer ? ['customer_id' as const] : []),
    ...(changes.vehicle ? ['vehicle_id' as const] : []),
  ];
}

export interface EditFacts {
  readonly changes: Changes;
  /** Before the edit, and as it would be afterwards. */
  readonly current: Appointment;
  readonly wanted: Appointment;
  readonly parties: BookingParties;
  readonly start: Moment;
  readonly now: Moment;
  readonly place: readonly Problem[];
  readonly held: readonly Clashing[];
}

/** Every reason why an edit is refused: each changed field runs its own check (contract 9.17). */
export function problemsWithEdit(facts: EditFacts): Problem[] {
  const { changes, current, wanted, parties, held } = facts;
  const customerId = wanted.customer_id;
  const employeeId = wanted.assigned_employee_id;
  return [
    ...(changes.customer && parties.customer === undefined ? [problem('customer_not_found')] : []),
    ...(changes.customer || changes.vehicle
      ? problemsWithVehicle(parties.vehicle, customerId)
      : []),
    ...(changes.time ? problemsWithTime(facts) : []),
    ...(changes.employee && !canAssign(current.status) ? [problem('not_assignable')] : []),
    ...(changes.employee
      ? problemsWithEmployee(parties.employee, employeeId, changes.time ? [] : held)
      : []),
    ...(changes.customer && !changes.time && customerIsBusy(customerId, held)
      ? [problem('customer_busy')]
      : []),
  ];
}

function problemsWithTime({ current, wanted, ...facts }: EditFacts): Problem[] {
  if (!canReschedule(current.status)) return [problem('not_reschedulable')];
  if (wanted.duration_minutes > LONGEST_MINUTES) return [problem('length_out_of_bounds')];
  return problemsWithMove({
    ...facts,
    customerId: wanted.customer_id,
    employeeId: wanted.assigned_employee_id,
  });
}
