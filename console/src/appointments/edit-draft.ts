import type { operations } from '@servease/appointment-sdk/api-types';
import type { Person } from '@servease/appointment-sdk/tokens';
import { type Appointment, isAwaited } from '../api.ts';

export type AppointmentEdit = NonNullable<
  operations['editAppointment']['requestBody']
>['content']['application/json'];

/** The fields that the form shows. */
export type EditField = Extract<
  keyof AppointmentEdit,
  | 'vehicle_id'
  | 'appointment_type'
  | 'service_description'
  | 'customer_notes'
  | 'duration_minutes'
  | 'internal_notes'
  | 'estimated_cost'
  | 'duration_seconds'
>;

/** What was entered, field by field; what was not touched stays as the service has it. */
export type EditDraft = Pick<AppointmentEdit, EditField>;

const OF_THE_JOB: readonly EditField[] = [
  'appointment_type',
  'service_description',
  'customer_notes',
  'vehicle_id',
];
const OF_THE_WORK: readonly EditField[] = ['internal_notes', 'estimated_cost', 'duration_seconds'];

/** The fields that a role may change on an appointment of this status. */
export function editableFields(role: Person['role'], status: string): readonly EditField[] {
  if (role === 'employee') return OF_THE_WORK;
  const ofTheJob = isAwaited(status) ? ([...OF_THE_JOB, 'duration_minutes'] as const) : OF_THE_JOB;
  return role === 'admin' ? [...ofTheJob, ...OF_THE_WORK] : ofTheJob;
}

/** What a draft really changes: entries that are there already are left out. */
export function changedBy(draft: EditDraft, appointment: Appointment): EditDraft {
  return Object.fromEntries(
    Object.entries(draft).filter(([field, value]) => value !== appointment[field as EditField]),
  );
}
