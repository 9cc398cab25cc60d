import {
  AppError,
  fieldsInvalid,
  type PlatformErrorCode,
  type Problem,
} from '../platform/app-error.ts';

export type AppointmentErrorCode =
  | 'booking_refused'
  | 'transition_not_allowed'
  | 'reschedule_refused'
  | 'assignment_refused'
  | 'edit_refused'
  | 'deletion_refused';

/** What each refusal of a rule says to people. */
export const PROBLEM_MESSAGES = {
  customer_not_found: 'Customer not found',
  vehicle_not_found: 'Vehicle not found',
  vehicle_not_owned: 'Vehicle does not belong to this customer',
  not_in_future: 'Appointment time must be in the future',
  employee_not_found: 'Employee not found',
  employee_unavailable: 'Employee is not available',
  employee_busy: 'Employee is not available at the selected time',
  customer_busy: 'Customer already has an appointment at this time',
  not_reschedulable: 'Cannot reschedule completed or cancelled appointments',
  not_assignable: 'Cannot assign an employee to a completed or cancelled appointment',
  length_out_of_bounds: 'The duration of this appointment must be between 1 and 1440 minutes',
} as const;

/** One rule's refusal, in words for a person. */
export function problem(code: keyof typeof PROBLEM_MESSAGES): Problem {
  return { code, message: PROBLEM_MESSAGES[code] };
}

/** Refuses a booking with every problem it has. */
export function bookingRefused(problems: readonly Problem[]): AppError<AppointmentErrorCode> {
  return new AppError('booking_refused', 'The appointment cannot be booked.', { problems });
}

/** Refuses a move that the lifecycle does not allow. */
export function transitionNotAllowed(from: string, to: string): AppError<AppointmentErrorCode> {
  const message = `Cannot transition from ${from} to ${to}`;
  return new AppError('transition_not_allowed', message, {
    problems: [{ code: 'transition_not_allowed', message }],
  });
}

/** Refuses a new time with every problem it has. */
export function rescheduleRefused(problems: readonly Problem[]): AppError<AppointmentErrorCode> {
  return new AppError('reschedule_refused', 'The appointment cannot be moved.', { problems });
}

/** Refuses an employee with every problem there is. */
export function assignmentRefused(problems: readonly Problem[]): AppError<AppointmentErrorCode> {
  return new AppError('assignment_refused', 'The employee cannot be assigned.', { problems });
}

/** Refuses an edit with every problem it has. */
export function editRefused(problems: readonly Problem[]): AppError<AppointmentErrorCode> {
  return new AppError('edit_refused', 'The appointment cannot be changed.', { problems });
}

/** Refuses an edit of the status that the lifecycle does not allow, as an error of that field. */
export function statusRefused(from: string, to: string): AppError<PlatformErrorCode> {
  return fieldsInvalid({ status: [`Cannot transition from ${from} to ${to}`] });
}

/** Refuses to delete work that is begun or done: it is a record. */
export function deletionRefused(status: string): AppError<AppointmentErrorCode> {
  const message = `Cannot delete an appointment that is ${status}`;
  return new AppError('deletion_refused', message, {
    problems: [{ code: 'not_deletable', message }],
  });
}
