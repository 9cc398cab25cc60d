import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AppointmentAnswer } from '../src/appointments/appointments.schemas.ts';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { carOwners, nth } from './support/people.ts';
import { adopt, adoptedDatabase, sql } from './support/predecessor.ts';
import { useWorld } from './support/world.ts';

const OWNER = nth(carOwners(samplePeople), 0);

const COLUMNS = [
  ...['id', 'customer_id', 'vehicle_id', 'assigned_employee_id', 'appointment_type'],
  ...['scheduled_date', 'scheduled_time', 'duration_minutes', 'status', 'service_description'],
  ...['customer_notes', 'internal_notes', 'estimated_cost', 'created_by_user_id', 'created_at'],
  ...['updated_at', 'cancelled_at', 'completed_at', 'duration_seconds'],
] as const;
type Row = Record<(typeof COLUMNS)[number], unknown>;

function row(values: Partial<Row> = {}): Row {
  return {
    id: randomUUID(),
    customer_id: OWNER.person.user_id,
    vehicle_id: OWNER.car.vehicle_id,
    assigned_employee_id: null,
    appointment_type: 'repair',
    scheduled_date: '2031-06-02',
    scheduled_time: '10:00:00',
    duration_minutes: 60,
    status: 'pending',
    service_description: 'back in Django',
    customer_notes: '',
    internal_notes: '',
    estimated_cost: '12.50',
    created_by_user_id: OWNER.person.user_id,
    created_at: '2026-11-25T08:00:00.123456Z',
    updated_at: '2026-11-25T08:00:00.123456Z',
    cancelled_at: null,
    completed_at: null,
    duration_seconds: 0,
    ...values,
  };
}

/** The predecessor's statements, as its Django writes them: every column, by name. */
const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
const numbered = (names: readonly string[]): string => names.map((_, i) => `$${i + 1}`).join(', ');
const insertOf = (names: readonly string[]): string =>
  `INSERT INTO "appointments" (${quoted(names)}) VALUES (${numbered(names)})`;
const [, ...CHANGED] = COLUMNS;
const UPDATE = `UPDATE "appointments" SET ${CHANGED.map((name, i) => `"${name}" = $${i + 2}`).join(', ')} WHERE "appointments"."id" = $1`;
const SELECT = `SELECT ${COLUMNS.map((name) => `"appointments"."${name}"`).join(', ')} FROM "appointments" WHERE "appointments"."id" = $1 LIMIT 21`;
const DELETE = 'DELETE FROM "appointments" WHERE "appointments"."id" IN ($1)';

describe('the predecessor comes back to a database that this service has used', () => {
  const world = useWorld({ database: adoptedDatabase });
  const run = (text: string, values: Row | readonly unknown[]) =>
    sql(world.databaseUrl, text, Array.isArray(values) ? values : Object.values(values));
  const shown = async (id: unknown) =>
    await world.as(OWNER.person).get<AppointmentAnswer>(`/appointments/${id}/`);

  test('it inserts, overbooking as ever, and the API shows it', async () => {
    const ours = await world
      .as(OWNER.person)
      .book(OWNER, { scheduled_date: '2031-06-02', scheduled_time: '10:00' });
    expect(ours.status).toBe(201);
    const theirs = [row(), row(), row(), row()];
    for (const values of theirs) await run(insertOf(COLUMNS), values);
    const { created_at, ...rest } = row({ id: theirs[0]?.id, updated_at: undefined });
    expect((await shown(theirs[0]?.id)).body).toMatchObject({
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      created_at,
    });
    const [flags] = await run('select adopted, guarded from appointments where id = $1', [
      theirs[0]?.id,
    ]);
    expect(flags).toEqual({ adopted: true, guarded: false });
    // They count: the hour has no place left.
    const other = nth(carOwners(samplePeople), 1);
    const refused = await world
      .as(other.person)
      .book(other, { scheduled_date: '2031-06-02', scheduled_time: '10:30' });
    expect(refused.status).toBe(400);
  });

  test('it reads, changes and deletes its own rows and ours', async () => {
    const booked = await world
      .as(OWNER.person)
      .book(OWNER, { scheduled_date: '2031-06-03', scheduled_time: '10:00' });
    const { id } = booked.body;
    const [read] = await run(SELECT, [id]);
    expect(Object.keys(read ?? {})).toEqual(COLUMNS);
    await run(UPDATE, row({ ...(read as Row), scheduled_time: '11:30:00', status: 'confirmed' }));
    expect((await shown(id)).body).toMatchObject({
      scheduled_time: '11:30:00',
      status: 'confirmed',
    });
    await run(DELETE, [id]);
    expect((await shown(id)).status).toBe(404);
  });

  test('it writes history and slots', async () => {
    const history =
      'INSERT INTO "appointment_history" ("id", "appointment_id", "changed_by_user_id", "previous_status", "new_status", "change_reason", "changed_at") VALUES ($1, $2, $3, $4, $5, $6, $7)';
    const slot =
      'INSERT INTO "time_slots" ("id", "date", "start_time", "end_time", "is_available", "max_concurrent_appointments") VALUES ($1, $2, $3, $4, $5, $6)';
    const [line, place] = [randomUUID(), randomUUID()];
    const at = '2026-11-25T08:00:00Z';
    await run(history, [line, randomUUID(), randomUUID(), 'pending', 'confirmed', '', at]);
    await run(slot, [place, '2031-06-04', '09:00', '10:00', true, 3]);
    await run('UPDATE "time_slots" SET "is_available" = $2 WHERE "time_slots"."id" = $1', [
      place,
      false,
    ]);
    expect((await world.admin.get(`/history/${line}/`)).status).toBe(200);
    expect((await world.admin.get(`/time-slots/${place}/`)).body).toMatchObject({
      is_available: false,
    });
  });

  test('a deleted appointment is gone for it, its history is not', async () => {
    const values = row({ scheduled_date: '2031-06-05' });
    await run(insertOf(COLUMNS), values);
    const path = `/api/v1/appointments/${values.id}/`;
    expect((await world.admin.request({ method: 'DELETE', url: path })).status).toBe(204);
    expect(await run(SELECT, [values.id])).toEqual([]);
  });

  test('forward again, nothing is migrated or reported anew', async () => {
    const reported = await run('select * from adoption_report order by finding', []);
    expect(await adopt(world.databaseUrl)).toEqual([]);
    expect(await run('select * from adoption_report order by finding', [])).toEqual(reported);
  });
});

describe('the predecessor at its first migration', () => {
  const world = useWorld({ database: () => adoptedDatabase({ at: '0001' }) });

  test('inserts without the column that it does not know', async () => {
    const names = COLUMNS.filter((name) => name !== 'duration_seconds');
    const { duration_seconds: _unknown, ...values } = row();
    await sql(world.databaseUrl, insertOf(names), Object.values(values));
    const { body } = await world.admin.get<AppointmentAnswer>(`/appointments/${values.id}/`);
    expect(body.duration_seconds).toBe(0);
  });
});
