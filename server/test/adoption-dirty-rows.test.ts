import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { carOwners, nth } from './support/people.ts';
import { adoptedDatabase, dirtyRows, isGuarded, sql } from './support/predecessor.ts';
import { slotsOf } from './support/slots.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ database: adoptedDatabase });

const FULL = 'The selected time slot is fully booked';

/** A further row that breaks the same rules, in any status. */
async function copied(id: string, status: string): Promise<string> {
  const copy = randomUUID();
  await sql(
    world.databaseUrl,
    `insert into appointments
    select $2, customer_id, vehicle_id, assigned_employee_id, appointment_type, scheduled_date,
      scheduled_time, duration_minutes, $3, service_description || ', copied', customer_notes,
      internal_notes, estimated_cost, created_by_user_id, created_at, updated_at, cancelled_at,
      completed_at, duration_seconds
    from appointments where id = $1`,
    [id, copy, status],
  );
  return copy;
}

const KINDS = [
  'overbooked',
  'zero minutes',
  'negative minutes',
  'twice',
  'reopened',
  'over midnight, 33 hours',
];

describe.each(KINDS)('a row of the kind "%s"', (kind) => {
  test.each([
    ['confirm', 'pending', 'confirmed'],
    ['start', 'confirmed', 'in_progress'],
    ['complete', 'in_progress', 'completed'],
    ['cancel', 'pending', 'cancelled'],
    ['cancel', 'confirmed', 'cancelled'],
    ['cancel', 'in_progress', 'cancelled'],
    ['no_show', 'confirmed', 'no_show'],
  ])('may %s from %s whatever it breaks', async (action, from, to) => {
    const id = await copied(nth(await dirtyRows(world.databaseUrl, kind), 0), from);
    const { status, body } = await world.employee.act(id, action);
    expect([status, body.appointment.status]).toEqual([200, to]);
    expect(await isGuarded(world.databaseUrl, id)).toBe(false);
    await sql(world.databaseUrl, 'delete from appointments where id = $1', [id]);
  });

  test('may change its status by PATCH, and what is no time', async () => {
    const id = await copied(nth(await dirtyRows(world.databaseUrl, kind), 0), 'confirmed');
    for (const payload of [
      { status: 'in_progress', internal_notes: 'seen' },
      { status: 'completed', duration_seconds: 5 },
    ]) {
      const url = `/api/v1/appointments/${id}/`;
      const answer = await world.employee.request({ method: 'PATCH', url, payload });
      expect([answer.status, answer.body]).toEqual([200, expect.objectContaining(payload)]);
    }
    expect(await isGuarded(world.databaseUrl, id)).toBe(false);
    await sql(world.databaseUrl, 'delete from appointments where id = $1', [id]);
  });
});

describe('the overbooked hour', () => {
  const owner = nth(carOwners(samplePeople), 0);
  const book = (time: string, minutes = 60) =>
    world.as(owner.person).book(owner, {
      scheduled_date: '2031-01-06',
      scheduled_time: time,
      duration_minutes: minutes,
    });

  test('is not shown as free', async () => {
    const range = 'start_date=2031-01-06&end_date=2031-01-06';
    const free = await world.admin.get<{ slots: { start_time: string }[] }>(
      `/appointments/available_slots/?${range}`,
    );
    const starts = free.body.slots.map(({ start_time }) => start_time);
    expect(starts).toContain('09:00:00');
    expect(starts).not.toContain('10:00:00');
    const { body } = await slotsOf(world.admin).list(`?${range}`);
    const capacity = new Map(body.results.map((s) => [s.start_time, s.available_capacity]));
    expect([capacity.get('09:00:00'), capacity.get('10:00:00')]).toEqual([3, 0]);
  });

  test.each([
    ['10:00', 60],
    ['10:59', 1],
    ['09:30', 60],
    ['09:00', 120],
  ])('takes no booking at %s for %i minutes', async (time, minutes) => {
    const { status, body } = await book(time, minutes);
    expect([status, body]).toEqual([400, { non_field_errors: [FULL] }]);
  });

  test('takes one when fewer than its places are left of the nine', async () => {
    const ids = await dirtyRows(world.databaseUrl, 'overbooked');
    for (const id of ids.slice(0, 6))
      expect((await world.employee.act(id, 'cancel')).status).toBe(200);
    expect((await book('10:00')).status).toBe(400);
    expect((await world.employee.act(nth(ids, 6), 'cancel')).status).toBe(200);
    expect((await book('10:00')).status).toBe(201);
  });
});
