import type { Directory } from '../directory/directory.ts';
import { type Actor, isStaff } from '../platform/actor.ts';
import { permissionDenied } from '../platform/app-error.ts';
import { type Change, refuseUnlessCurrent } from '../platform/change.ts';
import { Overtaken } from '../platform/make-change.ts';
import { applyEdit } from './apply-edit.ts';
import type { Appointment, Status } from './appointment.ts';
import { editRefused, statusRefused } from './appointments.errors.ts';
import { getVisible, lockVisible } from './appointments.store.ts';
import type { BookingParties } from './booking.rules.ts';
import type { AppointmentDeps } from './deps.ts';
import {
  type AppointmentEdit,
  type Changes,
  changesOf,
  customersEdit,
  employeeMayEdit,
  givenValues,
} from './edit.rules.ts';
import { inTurn } from './in-turn.ts';
import { canMove } from './lifecycle.rules.ts';

/**
 * Changes fields of an appointment (PUT and PATCH). A new time runs the checks of a reschedule, a
 * new status those of its action, a new customer, car or employee those of a booking; each leaves
 * the history line and the message that the action would.
 */
export async function editAppointment(
  deps: Pick<AppointmentDeps, 'db' | 'turns' | 'clock' | 'directory' | 'business'>,
  change: Change,
  id: string,
  asked: AppointmentEdit,
): Promise<Appointment> {
  const { actor } = change;
  for (;;) {
    const seen = await getVisible(deps.db, id, actor);
    const permitted = permittedEdit(actor, asked, seen);
    const expected = changesOf(seen, permitted);
    const asking = { ...seen, ...givenValues(permitted) };
    const parties = await askParties(deps.directory, actor, asking, expected);

    const edited = inTurn(deps, expected.time && asking, { change }, async (tx) => {
      // Lock order (contract 9.20): the appointment's row, then the dates of both times.
      const current = await lockVisible(tx, id, actor);
      refuseUnlessCurrent(change, current.version);
      // Somebody changed the people or the car after they were asked about: ask again.
      if (!sameParties(current, seen)) throw new Overtaken();
      const edit = permittedEdit(actor, asked, current);
      const changes = changesOf(current, edit);
      if (changes.status && !canMove(current.status, edit.status as Status))
        throw statusRefused(current.status, edit.status as Status);
      const refused = editRefused;
      return await applyEdit(tx, deps, actor, { current, edit, changes, parties, refused });
    });
    try {
      return await edited;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

function permittedEdit(actor: Actor, asked: AppointmentEdit, current: Appointment) {
  if (actor.role === 'employee' && !employeeMayEdit(Object.keys(givenValues(asked))))
    throw permissionDenied();
  const edit = isStaff(actor) ? asked : customersEdit(asked, current);
  if (edit === 'forbidden') throw permissionDenied();
  return edit;
}

async function askParties(
  directory: Directory,
  actor: Actor,
  wanted: Parties,
  changes: Changes,
): Promise<BookingParties> {
  const employeeId = wanted.assigned_employee_id;
  const [customer, vehicle, employee] = await Promise.all([
    changes.customer ? directory.findCustomer(wanted.customer_id, actor.token) : undefined,
    changes.customer || changes.vehicle
      ? directory.findVehicle(wanted.vehicle_id, actor.token)
      : undefined,
    changes.employee && employeeId !== null
      ? directory.findEmployee(employeeId, actor.token)
      : null,
  ]);
  return { customer, vehicle, employee };
}

type Parties = Pick<Appointment, 'customer_id' | 'vehicle_id' | 'assigned_employee_id'>;

function sameParties(one: Parties, other: Parties): boolean {
  return (
    one.customer_id === other.customer_id &&
    one.vehicle_id === other.vehicle_id &&
    one.assigned_employee_id === other.assigned_employee_id
  );
}
