import type { Directory, Names } from '../directory/directory.ts';
import type { Actor } from '../platform/actor.ts';
import type { Appointment } from './appointment.ts';

/** Looks up the names that the rows mention, each person and car once and all at the same time. */
export async function namesFor(
  directory: Directory,
  actor: Actor,
  rows: readonly Appointment[],
): Promise<Names> {
  const employees = rows.flatMap((row) => row.assigned_employee_id ?? []);
  return await directory.namesOf(
    {
      customers: new Set(rows.map((row) => row.customer_id)),
      vehicles: new Set(rows.map((row) => row.vehicle_id)),
      employees: new Set(employees),
    },
    actor.token,
  );
}
