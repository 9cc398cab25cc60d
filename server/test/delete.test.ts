import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { STATUSES } from '../src/appointments/appointment.ts';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { editsOf } from './support/edits.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);
const CREATOR = nth(carOwners(samplePeople), 2);
const ADMIN = nth(samplePeople.admins, 0).user_id;
const NOT_FOUND = { detail: 'Not found.' };
const FORBIDDEN = { detail: 'You do not have permission to perform this action.' };

const DELETABLE = ['pending', 'confirmed', 'cancelled'];
const KEPT = ['in_progress', 'completed', 'no_show', 'archived'];

let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}

async function appointment(row: Parameters<ReturnType<typeof given>['appointment']>[0] = {}) {
  return await given(world).appointment({
    ...of(OWNER),
    created_by_user_id: CREATOR.person.user_id,
    scheduled_date: nextDate(),
    ...row,
  });
}

const remove = async (client: Client, id: string) => await editsOf(client).remove(id);

async function deletedRow(id: string) {
  return await world.db
    .selectFrom('deleted_appointments')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}

describe('deleting', () => {
  const by: readonly [string, () => Client, string, readonly string[]][] = [
    ['the customer', () => world.as(OWNER.person), OWNER.person.user_id, DELETABLE],
    [
      'the customer who entered it before',
      () => world.as(CREATOR.person),
      CREATOR.person.user_id,
      DELETABLE,
    ],
    ['an admin', () => world.admin, ADMIN, [...STATUSES, 'archived']],
  ];
  const cells = by.flatMap(([who, client, userId, statuses]) =>
    statuses.map((status) => ({ who, client, userId, status })),
  );

  test.each(cells)('by $who while $status hides the row and keeps what it was', async (cell) => {
    const { id } = await appointment({ status: cell.status, internal_notes: 'pays late' });
    const { row } = await recordsOf(world, id);

    const answer = await remove(cell.client(), id);

    expect([answer.status, answer.body]).toEqual([204, '']);
    expect(answer.headers['content-type']).toBeUndefined();
    const left = await world.db
      .selectFrom('appointments')
      .select('id')
      .where('id', '=', id)
      .execute();
    expect(left).toEqual([]);
    const { deleted_at, deleted_by_user_id, ...kept } = (await deletedRow(id)) ?? {};
    const version = row.version + 1;
    expect(kept).toEqual({ ...row, version });
    expect(deleted_by_user_id).toBe(cell.userId);
    // and it is on record, once.
    const lines = await world.db
      .selectFrom('appointment_history')
      .selectAll()
      .where('appointment_id', '=', id)
      .execute();
    expect(lines).toMatchObject([
      {
        changed_by_user_id: cell.userId,
        previous_status: cell.status,
        new_status: cell.status,
        change_reason: 'Deleted',
        changed_at: deleted_at,
        version,
      },
    ]);
  });

  test.each(KEPT)('is not for customers while %s: a record is kept', async (status) => {
    const { id } = await appointment({ status });
    const before = await recordsOf(world, id);
    for (const person of [OWNER.person, CREATOR.person]) {
      const answer = await remove(world.as(person), id);
      expect([answer.status, answer.body]).toEqual([
        400,
        [`Cannot delete an appointment that is ${status}`],
      ]);
    }
    expect(await recordsOf(world, id)).toEqual(before);
  });

  test.each<[string, () => Client, number, number]>([
    ['nobody', () => world.withHeader(undefined), 401, 401],
    ['an employee', () => world.employee, 403, 403],
    ['another customer', () => world.as(OTHER.person), 404, 404],
    [
      'an unknown role',
      () => world.withClaims({ user_role: 'mechanic', user_id: OWNER.person.user_id }),
      403,
      403,
    ],
  ])('is not for %s', async (_who, client, existing, missing) => {
    const { id } = await appointment({
      created_by_user_id: nth(samplePeople.employees, 0).user_id,
    });
    const before = await recordsOf(world, id);
    expect((await remove(client(), id)).status).toBe(existing);
    expect((await remove(client(), randomUUID())).status).toBe(missing);
    expect(await recordsOf(world, id)).toEqual(before);
  });

  test('an employee hears 403 in the usual shape, for any id', async () => {
    for (const id of [(await appointment()).id, randomUUID(), 'no-uuid'])
      expect((await remove(world.employee, id)).body).toEqual(FORBIDDEN);
  });

  test('a second time is 404, for everybody', async () => {
    const { id } = await appointment();
    expect((await remove(world.admin, id)).status).toBe(204);
    for (const client of [world.admin, world.as(OWNER.person)]) {
      const answer = await remove(client, id);
      expect([answer.status, answer.body]).toEqual([404, NOT_FOUND]);
    }
    expect(await deletedRow(id)).toMatchObject({ deleted_by_user_id: ADMIN });
  });

  test('five times at once happens once', async () => {
    const { id } = await appointment();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => remove(world.admin, id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404, 404]);
    const history = await world.admin.get(`/history/?appointment_id=${id}`);
    expect(history.body).toMatchObject({ count: 1 });
  });

  test('ignores a body', async () => {
    const { id } = await appointment();
    const answer = await world.admin.request({
      method: 'DELETE',
      url: `/api/v1/appointments/${id}/`,
      payload: { reason: 'twice entered' },
    });
    expect([answer.status, answer.body]).toEqual([204, '']);
  });
});

describe('what is deleted', () => {
  test('gives its place back', async () => {
    const date = nextDate();
    await given(world).slot({ date, from: '10:00', to: '11:00', places: 1 });
    const { id } = await appointment({ scheduled_date: date, status: 'confirmed' });
    const wish = { scheduled_date: date, scheduled_time: '10:00' };
    expect((await world.admin.book(OTHER, wish)).status).toBe(400);
    await remove(world.as(OWNER.person), id);
    const free = await world.admin.get(
      `/appointments/available_slots/?start_date=${date}&end_date=${date}`,
    );
    expect(free.body).toMatchObject({ count: 1, slots: [{ available_capacity: 1 }] });
    expect((await world.admin.book(OTHER, wish)).status).toBe(201);
  });

  test('can be booked again by the same customer, with the same employee', async () => {
    const employee = nth(samplePeople.employees, 0).user_id;
    const wish = { scheduled_date: nextDate(), scheduled_time: '10:00' };
    const book = async () =>
      await world.admin.book(OWNER, { ...wish, assigned_employee_id: employee });
    const first = await book();
    expect(first.status).toBe(201);
    expect((await book()).status).toBe(400);
    expect((await remove(world.admin, first.body.id)).status).toBe(204);
    expect((await book()).status).toBe(201);
  });

  test('is nowhere to be found or acted on', async () => {
    const { id } = await appointment({ status: 'pending', scheduled_date: '2028-02-01' });
    await remove(world.admin, id);
    for (const client of [world.admin, world.employee, world.as(OWNER.person)]) {
      for (const path of [`/appointments/${id}/`, `/appointments/${id}/history/`]) {
        const answer = await client.get(path);
        expect([path, answer.status, answer.body]).toEqual([path, 404, NOT_FOUND]);
      }
      expect((await client.act(id, 'cancel')).status).toBe(404);
      expect((await editsOf(client).patch(id, {})).status).toBe(404);
      const that = 'start_date=2028-02-01&end_date=2028-02-01';
      expect((await client.get(`/appointments/?${that}`)).body).toMatchObject({ count: 0 });
      const reports = `/appointments/customer_appointments/?customer_id=${OWNER.person.user_id}`;
      expect((await client.get(`${reports}&${that}`)).body).toEqual([]);
    }
  });

  test('is not counted', async () => {
    const total = async () =>
      (await world.admin.get<{ total_appointments: number }>('/appointments/stats/')).body
        .total_appointments;
    const { id } = await appointment();
    const before = await total();
    await remove(world.admin, id);
    expect(await total()).toBe(before - 1);
  });

  test('keeps its history for staff, and for staff alone', async () => {
    const { id } = await appointment({ status: 'pending' });
    await world.employee.act(id, 'confirm', { reason: 'fine' });
    await remove(world.as(OWNER.person), id);
    const path = `/history/?appointment_id=${id}`;
    interface Page {
      readonly results: { id: string; change_reason: string }[];
    }
    for (const client of [world.admin, world.employee]) {
      const { body } = await client.get<Page>(path);
      expect(body).toMatchObject({ count: 2, next: null, previous: null });
      expect(body.results.map(({ change_reason }) => change_reason)).toEqual(['Deleted', 'fine']);
      expect((await client.get(`/history/${nth(body.results, 0).id}/`)).status).toBe(200);
    }
    const lines = (await world.admin.get<Page>(path)).body.results;
    for (const person of [OWNER.person, CREATOR.person, OTHER.person]) {
      const customer = world.as(person);
      expect((await customer.get(path)).body).toEqual({
        count: 0,
        next: null,
        previous: null,
        results: [],
      });
      for (const line of lines)
        expect((await customer.get(`/history/${line.id}/`)).status).toBe(404);
    }
  });

  test('leaves the messages of before on their way and adds none', async () => {
    const { id } = await appointment({ status: 'pending' });
    await world.employee.act(id, 'confirm');
    await remove(world.admin, id);
    const messages = await world.db
      .selectFrom('outbox')
      .select('event')
      .where('appointment_id', '=', id)
      .execute();
    expect(messages).toEqual([{ event: 'confirmed' }]);
  });
});
