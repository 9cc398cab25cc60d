import type { Problem } from '../platform/app-error.ts';
import type { Moment } from '../platform/wall-clock.ts';
import { problem } from './appointments.errors.ts';
import { type Clashing, customerIsBusy, employeeIsBusy } from './clashes.rules.ts';

/** What other services said about the people and the car of a booking. */
export interface BookingParties {
  readonly customer: object | undefined;
  readonly vehicle: { readonly customer_id: string; readonly is_active: boolean } | undefined;
  /** `null` when no employee is wanted. */
  readonly employee: { readonly is_available: boolean } | undefined | null;
}

export interface BookingFacts extends BookingParties {
  readonly customerId: string;
  readonly employeeId: string | null;
  readonly start: Moment;
  readonly now: Moment;
  /** Why the place cannot be had. */
  readonly place: readonly Problem[];
  /** What else holds a place at the time. */
  readonly held: readonly Clashing[];
}

/** Every reason why an appointment cannot be booked, in the order of the seed's list. */
export function problemsWithBooking(facts: BookingFacts): Problem[] {
  return [
    ...(facts.customer === undefined ? [problem('customer_not_found')] : []),
    ...problemsWithVehicle(facts.vehicle, facts.customerId),
    ...(facts.start > facts.now ? [] : [problem('not_in_future')]),
    ...facts.place,
    ...problemsWithEmployee(facts.employee, facts.employeeId, facts.held),
    ...(customerIsBusy(facts.customerId, facts.held) ? [problem('customer_busy')] : []),
  ];
}

/** Every reason why an appointment cannot be moved to another time. */
export function problemsWithMove(
  facts: Pick<BookingFacts, 'start' | 'now' | 'place' | 'held' | 'customerId' | 'employeeId'>,
): Problem[] {
  return [
    ...(facts.start > facts.now
      ? []
      : [{ ...problem('not_in_future'), message: 'New appointment time must be in the future' }]),
    ...facts.place,
    ...(employeeIsBusy(facts.employeeId, facts.held) ? [problem('employee_busy')] : []),
    ...(customerIsBusy(facts.customerId, facts.held) ? [problem('customer_busy')] : []),
  ];
}

/** Every reason why an employee cannot do a job at its time; none for no employee. */
export function problemsWithEmployee(
  employee: BookingParties['employee'],
  employeeId: string | null,
  held: readonly Clashing[],
): Problem[] {
  if (employee === null) return [];
  if (employee === undefined) return [problem('employee_not_found')];
  return [
    ...(employee.is_available ? [] : [problem('employee_unavailable')]),
    ...(employeeIsBusy(employeeId, held) ? [problem('employee_busy')] : []),
  ];
}

/**
 * Every reason why a car cannot be booked for a customer. Customers get a 404 for a foreign or
 * inactive car from the vehicle service itself; staff see all active ones (contract 4.2).
 */
export function problemsWithVehicle(
  vehicle: BookingParties['vehicle'],
  customerId: string,
): Problem[] {
  if (vehicle === undefined || !vehicle.is_active) return [problem('vehicle_not_found')];
  return vehicle.customer_id === customerId ? [] : [problem('vehicle_not_owned')];
}
