import { answerOf } from '../../../sdk/src/client.ts';
import { addDays, mondayOf } from '../../src/time/wall-time.ts';
import { personOf, workday } from './screens.ts';
import type { Workshop } from './workshop.ts';

/** Cars with their owners, each to be booked by one journey only. */
export function carOwners({ people }: Workshop) {
  return people.customers.flatMap((person) => {
    const car = people.vehicles.find(
      ({ customer_id, is_active }) => customer_id === person.user_id && is_active,
    );
    return car !== undefined && person.has_profile && person.is_active ? [{ person, car }] : [];
  });
}

/** Employees who can be given work. */
export function mechanics({ people }: Workshop) {
  return people.employees.filter(
    ({ has_profile, is_available, is_active }) => has_profile && is_available && is_active,
  );
}

/** A workday so far ahead that the demo's diary has nothing on it. */
export async function emptyDay(workshop: Workshop, weeks: number): Promise<string> {
  return addDays(mondayOf(await workday(workshop)), 7 * (14 + weeks));
}

export interface Wanted {
  readonly owner: number;
  readonly date: string;
  readonly time: string;
  readonly minutes?: number;
  readonly employeeId?: string;
  readonly status?: 'pending' | 'confirmed';
}

/** Books as an admin does, past the console. */
export async function book(workshop: Workshop, wanted: Wanted): Promise<string> {
  const api = await workshop.as(personOf(workshop, 'admin'));
  const owner = carOwners(workshop)[wanted.owner];
  if (owner === undefined) throw new Error(`There is no car owner ${wanted.owner}.`);
  const { id } = await answerOf(
    api.POST('/api/v1/appointments/', {
      body: {
        customer_id: owner.person.user_id,
        vehicle_id: owner.car.vehicle_id,
        appointment_type: 'maintenance',
        scheduled_date: wanted.date,
        scheduled_time: wanted.time,
        duration_minutes: wanted.minutes ?? 60,
        status: wanted.status ?? 'confirmed',
        assigned_employee_id: wanted.employeeId ?? null,
      },
    }),
  );
  return id;
}

/** Starts the work as an admin does, past the console. */
export async function start(workshop: Workshop, id: string): Promise<void> {
  const api = await workshop.as(personOf(workshop, 'admin'));
  await answerOf(api.POST('/api/v1/appointments/{id}/start/', { params: { path: { id } } }));
}

/** What the service has stored, seen by an admin. */
export async function stored(workshop: Workshop, id: string) {
  const api = await workshop.as(personOf(workshop, 'admin'));
  return await answerOf(api.GET('/api/v1/appointments/{id}/', { params: { path: { id } } }));
}
