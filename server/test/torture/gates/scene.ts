import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type CarOwner, nth } from '../../support/people.ts';
import type { World } from '../../support/world.ts';

/** An appointment that is there before the writers come. */
export interface GivenAppointment {
  /** Which customer, of a dozen. */
  readonly owner: number;
  /** Which of the scene's days, and when. */
  readonly at: readonly [day: number, time: string];
  readonly minutes?: number;
  readonly status?: string;
  readonly employee?: number;
}

/** A slot that is there before the writers come. */
export interface GivenSlot {
  readonly day: number;
  readonly from: string;
  readonly to: string;
  readonly places: number;
}

/** What is there beforehand, by name. */
export interface Given {
  readonly appointments?: Readonly<Record<string, GivenAppointment>>;
  readonly slots?: Readonly<Record<string, GivenSlot>>;
}

/** Days of its own on which one schedule takes place. */
export interface Scene {
  readonly dates: readonly string[];
  /** The id of what is given under this name. */
  id(name: string): string;
  /** The name for an id of the given, or undefined. */
  nameOf(id: string): string | undefined;
  readonly owners: readonly CarOwner[];
  readonly employees: readonly string[];
}

const DAYS_A_SCENE = 3;
const FIRST_DAY = Date.UTC(2027, 0, 1);
const MILLISECONDS_A_DAY = 86_400_000;

/** The scene with this number; no two share a day. */
export function newScene(number: number, world: World, owners: readonly CarOwner[]): Scene {
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  return {
    dates: Array.from({ length: DAYS_A_SCENE }, (_, day) =>
      new Date(FIRST_DAY + (number * DAYS_A_SCENE + day) * MILLISECONDS_A_DAY)
        .toISOString()
        .slice(0, 10),
    ),
    id(name) {
      const id = ids.get(name) ?? randomUUID();
      ids.set(name, id);
      names.set(id, name);
      return id;
    },
    nameOf: (id) => names.get(id),
    owners,
    employees: world.people.employees.map(({ user_id }) => user_id),
  };
}

/** Puts into the database what a scene begins with. */
export async function setScene(past: pg.Client, scene: Scene, given: Given): Promise<void> {
  const appointments = Object.entries(given.appointments ?? {}).map(([name, row]) => {
    const { person, car } = nth(scene.owners, row.owner);
    return {
      id: scene.id(name),
      customer_id: person.user_id,
      vehicle_id: car.vehicle_id,
      created_by_user_id: person.user_id,
      assigned_employee_id: row.employee === undefined ? null : nth(scene.employees, row.employee),
      scheduled_date: nth(scene.dates, row.at[0]),
      scheduled_time: row.at[1],
      duration_minutes: row.minutes ?? 60,
      status: row.status ?? 'pending',
    };
  });
  const slots = Object.entries(given.slots ?? {}).map(([name, slot]) => ({
    id: scene.id(name),
    date: nth(scene.dates, slot.day),
    start_time: slot.from,
    end_time: slot.to,
    max_concurrent_appointments: slot.places,
  }));
  await past.query(
    `with slots as (
      insert into time_slots
        (id, date, start_time, end_time, is_available, max_concurrent_appointments)
      select id, date, start_time, end_time, true, max_concurrent_appointments
      from json_populate_recordset(null::time_slots, $2)
    )
    insert into appointments
      (id, customer_id, vehicle_id, created_by_user_id, assigned_employee_id, appointment_type,
      scheduled_date, scheduled_time, duration_minutes, status, service_description, customer_notes,
      internal_notes, created_at, updated_at, duration_seconds, guarded, adopted)
    select id, customer_id, vehicle_id, created_by_user_id, assigned_employee_id, 'repair',
      scheduled_date, scheduled_time, duration_minutes, status, '', '', '', now(), now(), 0, true,
      false
    from json_populate_recordset(null::appointments, $1)`,
    [JSON.stringify(appointments), JSON.stringify(slots)],
  );
}
