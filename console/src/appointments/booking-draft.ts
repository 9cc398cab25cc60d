import type { operations } from '@servease/appointment-sdk/api-types';
import type { AppointmentType } from '../api.ts';
import type { Start } from '../availability/free-slots.rules.ts';
import { isDate } from '../time/wall-time.ts';
import type { Customer, Vehicle } from './people.queries.ts';

export type BookingBody =
  operations['bookAppointment']['requestBody']['content']['application/json'];

/** The length of a job of which nothing is known yet. */
export const USUAL_MINUTES = 60;

/** What has been entered so far. */
export interface BookingDraft {
  /** For whom; a customer books for nobody else. */
  readonly customer: Customer | undefined;
  readonly vehicle: Vehicle | undefined;
  readonly type: AppointmentType | undefined;
  readonly description: string;
  readonly notes: string;
  readonly minutes: number;
  readonly start: Start | undefined;
  readonly employeeId: string;
  /** Staff may confirm what they book. */
  readonly confirmed: boolean;
}

export const STEPS = ['car', 'wants', 'slot', 'confirm'] as const;
export type Step = (typeof STEPS)[number];

/** What every step of the booking works with. */
export interface StepProps {
  readonly draft: BookingDraft;
  readonly change: (change: Partial<BookingDraft>) => void;
  readonly go: (step: Step) => void;
}

function isComplete(step: Step, draft: BookingDraft): boolean {
  switch (step) {
    case 'car':
      return draft.customer !== undefined && draft.vehicle !== undefined;
    case 'wants':
      return draft.type !== undefined;
    case 'slot':
      return draft.start !== undefined;
    case 'confirm':
      return false;
  }
}

/** The step that can be shown when this one is wanted: none before it may be incomplete. */
export function reachable(wanted: Step, draft: BookingDraft): Step {
  const first = STEPS.findIndex((step) => !isComplete(step, draft));
  return STEPS[Math.min(first, STEPS.indexOf(wanted))] ?? 'car';
}

/** What is sent for a complete draft; staff alone decide on employee and status. */
export function bodyOf(draft: BookingDraft, isStaff: boolean): BookingBody | undefined {
  const { customer, vehicle, type, start, employeeId } = draft;
  if (!customer || !vehicle || !type || !start) return undefined;
  return {
    customer_id: customer.id,
    vehicle_id: vehicle.id,
    appointment_type: type,
    scheduled_date: start.date,
    scheduled_time: start.time,
    duration_minutes: draft.minutes,
    service_description: draft.description.trim(),
    customer_notes: draft.notes.trim(),
    ...(isStaff
      ? {
          status: draft.confirmed ? 'confirmed' : 'pending',
          assigned_employee_id: employeeId === '' ? null : employeeId,
        }
      : {}),
  };
}

/** The time that the address of the screen asks for. */
export function startIn(search: {
  readonly date?: string;
  readonly time?: string;
}): Start | undefined {
  const time = /^([01]\d|2[0-3]):[0-5]\d/.exec(search.time ?? '')?.[0];
  return isDate(search.date) && time !== undefined
    ? { date: search.date, time: `${time}:00` }
    : undefined;
}
