import { randomUUID } from 'node:crypto';
import { claimPlace } from '../availability/claim-place.ts';
import { occupiedBy } from '../availability/overlap.rules.ts';
import type { Directory } from '../directory/directory.ts';
import { announce, announceToAdmins } from '../notifications/announce.ts';
import { planReminder } from '../notifications/plan-reminder.ts';
import { type Actor, isStaff } from '../platform/actor.ts';
import { fieldsInvalid, permissionDenied } from '../platform/app-error.ts';
import { wallClockAt } from '../platform/business-time.ts';
import type { Change } from '../platform/change.ts';
import type { Appointment, BookingRequest } from './appointment.ts';
import { bookingRefused } from './appointments.errors.ts';
import { insertAppointment } from './appointments.store.ts';
import { type BookingParties, problemsWithBooking } from './booking.rules.ts';
import type { AppointmentDeps } from './deps.ts';
import { inTurn } from './in-turn.ts';
import { refuseBookedTwice } from './refuse-booked-twice.ts';
import { type AskedBooking, canBookAs, settleBooking } from './settle-booking.rules.ts';

/**
 * Books an appointment if every check of the seed allows it; refuses with all problems together.
 * Customers book for themselves only. Places are decided under the locks of `claimPlace`.
 */
export async function bookAppointment(
  deps: Omit<AppointmentDeps, 'onCommitted'>,
  change: Change,
  asked: AskedBooking,
): Promise<Appointment> {
  const { actor } = change;
  const staff = isStaff(actor);
  if (!staff && asked.customer_id !== actor.userId) throw permissionDenied();
  const request = settleBooking(asked, { staff }, deps.business.defaultMinutes);
  if (!canBookAs(request.status))
    throw fieldsInvalid({ status: [`Cannot book an appointment as ${request.status}`] });
  const parties = await askParties(deps.directory, actor, request);
  const wanted = occupiedBy(request);

  return await inTurn(deps, request, { change }, async (tx) => {
    const { problems: place, held } = await claimPlace(tx, { wanted }, deps.business.defaultPlaces);
    const problems = problemsWithBooking({
      ...parties,
      customerId: request.customer_id,
      employeeId: request.assigned_employee_id,
      start: wanted.start,
      now: wallClockAt(deps.clock(), deps.business.timeZone),
      place,
      held,
    });
    if (problems.length > 0) throw bookingRefused(problems);
    const booked = await refuseBookedTwice(bookingRefused, () =>
      insertAppointment(tx, {
        ...request,
        id: randomUUID(),
        created_by_user_id: actor.userId,
        duration_seconds: 0,
        guarded: true,
        adopted: false,
      }),
    );
    await announce(tx, 'created', booked);
    await announceToAdmins(tx, deps.adminUserIds, booked);
    await planReminder(tx, deps, booked);
    return booked;
  });
}

async function askParties(
  directory: Directory,
  actor: Actor,
  request: BookingRequest,
): Promise<BookingParties> {
  const employeeId = request.assigned_employee_id;
  const [customer, vehicle, employee] = await Promise.all([
    directory.findCustomer(request.customer_id, actor.token),
    directory.findVehicle(request.vehicle_id, actor.token),
    employeeId === null ? null : directory.findEmployee(employeeId, actor.token),
  ]);
  return { customer, vehicle, employee };
}
