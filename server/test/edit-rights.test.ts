import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { editsOf } from './support/edits.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf, rewritten } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);
const CREATOR = nth(carOwners(samplePeople), 2);
const NOT_FOUND = { detail: 'Not found.' };
const FORBIDDEN = { detail: 'You do not have permission to perform this action.' };

const customer = () => editsOf(world.as(OWNER.person));
const employee = () => editsOf(world.employee);

let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}

/** An appointment of OWNER that CREATOR entered in the service before this one. */
async function appointment(row: Parameters<ReturnType<typeof given>['appointment']>[0] = {}) {
  return await given(world).appointment({
    ...of(OWNER),
    created_by_user_id: CREATOR.person.user_id,
    scheduled_date: nextDate(),
    status: 'confirmed',
    ...row,
  });
}

function bodyOf(row: Awaited<ReturnType<typeof appointment>>) {
  const { customer_id, vehicle_id, appointment_type, scheduled_date, scheduled_time } = row;
  return { customer_id, vehicle_id, appointment_type, scheduled_date, scheduled_time };
}

/** Runs edits that must leave no trace. */
async function unchanged(id: string, work: () => Promise<void>): Promise<void> {
  const before = await recordsOf(world, id);
  await work();
  expect(await recordsOf(world, id)).toEqual(before);
}

describe('who may edit', () => {
  interface Rights {
    /** Statuses of PUT and of PATCH on an existing appointment, then on a missing one. */
    readonly existing: [number, number];
    readonly missing: [number, number];
  }
  test.each<[string, () => Client, Rights]>([
    ['nobody', () => world.withHeader(undefined), { existing: [401, 401], missing: [401, 401] }],
    ['the customer', () => world.as(OWNER.person), { existing: [200, 200], missing: [404, 404] }],
    [
      'another customer',
      () => world.as(OTHER.person),
      { existing: [404, 404], missing: [404, 404] },
    ],
    [
      'the customer who entered it before',
      () => world.as(CREATOR.person),
      { existing: [200, 200], missing: [404, 404] },
    ],
    ['an employee', () => world.employee, { existing: [403, 200], missing: [403, 404] }],
    ['an admin', () => world.admin, { existing: [200, 200], missing: [404, 404] }],
    [
      'an unknown role',
      () => world.withClaims({ user_role: 'mechanic', user_id: OWNER.person.user_id }),
      { existing: [403, 403], missing: [403, 403] },
    ],
  ])('%s', async (_who, client, { existing, missing }) => {
    const row = await appointment();
    const { put, patch } = editsOf(client());
    const statuses = async (id: string) => [
      (await put(id, bodyOf(row))).status,
      (await patch(id, {})).status,
    ];
    expect(await statuses(row.id)).toEqual(existing);
    expect(await statuses(randomUUID())).toEqual(missing);
  });

  test('an employee who entered it before may PATCH as any other, and not PUT', async () => {
    const row = await appointment({ created_by_user_id: nth(samplePeople.employees, 0).user_id });
    expect((await employee().put(row.id, bodyOf(row))).body).toEqual(FORBIDDEN);
    expect((await employee().patch(row.id, { customer_notes: 'x' })).body).toEqual(FORBIDDEN);
    expect((await employee().patch(row.id, { internal_notes: 'x' })).status).toBe(200);
  });

  test('an appointment that is not to be known of is 404 before its body is looked at', async () => {
    const { id } = await appointment();
    const wrong = { customer_notes: {}, status: 'done' };
    await unchanged(id, async () => {
      for (const [edits, target] of [
        [editsOf(world.as(OTHER.person)), id],
        [customer(), randomUUID()],
        [employee(), randomUUID()],
        [employee(), 'no-uuid'],
      ] as const) {
        const answer = await edits.patch(target, wrong);
        expect([answer.status, answer.body]).toEqual([404, NOT_FOUND]);
      }
      const put = await editsOf(world.as(OTHER.person)).put(id, {});
      expect([put.status, put.body]).toEqual([404, NOT_FOUND]);
    });
  });
});

describe('an employee', () => {
  test.each([
    { status: 'in_progress' },
    { duration_seconds: 5400 },
    { internal_notes: 'ask for the second key' },
    { estimated_cost: '75.00' },
  ])('may write %o', async (body) => {
    const { id } = await appointment();
    const answer = await employee().patch(id, body);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject(body);
  });

  test('may write all four at once', async () => {
    const { id } = await appointment();
    const all = {
      status: 'in_progress',
      duration_seconds: 1,
      internal_notes: 'x',
      estimated_cost: '1.00',
    };
    expect((await employee().patch(id, all)).body).toMatchObject(all);
  });

  test.each<[string, unknown]>([
    ['customer_id', OTHER.person.user_id],
    ['vehicle_id', OTHER.car.vehicle_id],
    ['assigned_employee_id', PRIYA],
    ['assigned_employee_id', null],
    ['appointment_type', 'repair'],
    ['scheduled_date', '2028-01-03'],
    ['scheduled_time', '14:00'],
    ['duration_minutes', 30],
    ['service_description', 'Oil'],
    ['customer_notes', 'hi'],
  ])('may not write %s (%j)', async (field, value) => {
    const row = await appointment();
    await unchanged(row.id, async () => {
      for (const body of [
        { [field]: value },
        { [field]: row[field as keyof typeof row] },
        { [field]: { not: 'valid' } },
        { [field]: value, duration_seconds: 60, status: 'in_progress' },
        { [field]: value, status: 'nonsense' },
      ]) {
        const answer = await employee().patch(row.id, body);
        expect([body, answer.status, answer.body]).toEqual([body, 403, FORBIDDEN]);
      }
    });
  });

  test('may send what nobody can write, and it is ignored', async () => {
    const { id } = await appointment();
    const { row: before } = await recordsOf(world, id);
    const ignored = { id: randomUUID(), created_by_user_id: PRIYA, completed_at: null, note: 'x' };
    const answer = await employee().patch(id, { ...ignored, duration_seconds: 60 });
    expect(answer.status).toBe(200);
    const { row } = await recordsOf(world, id);
    expect(row).toEqual({ ...rewritten(before, row.updated_at), duration_seconds: 60 });
  });

  test('is told what is wrong with what may be written', async () => {
    const { id } = await appointment();
    await unchanged(id, async () => {
      const wrong = { status: 'done', duration_seconds: -1, estimated_cost: 'much' };
      expect((await employee().patch(id, wrong)).body).toEqual({
        status: ['"done" is not a valid choice.'],
        estimated_cost: ['A valid number is required.'],
        duration_seconds: ['Ensure this value is greater than or equal to 0.'],
      });
      expect((await employee().patch(id, [1])).body).toEqual({
        non_field_errors: ['Invalid data. Expected a dictionary, but got list.'],
      });
    });
  });
});

describe('a customer', () => {
  test('sees what only staff may write checked, then dropped', async () => {
    const { id } = await appointment();
    const { row: before } = await recordsOf(world, id);
    const answer = await customer().patch(id, {
      internal_notes: 'I am nice',
      estimated_cost: '0.01',
      assigned_employee_id: PRIYA,
      duration_seconds: 7,
    });
    expect(answer.status).toBe(200);
    const { row, history } = await recordsOf(world, id);
    expect(row).toEqual(rewritten(before, row.updated_at));
    expect(history).toEqual([]);

    const wrong = await customer().patch(id, {
      internal_notes: {},
      estimated_cost: 'free',
      assigned_employee_id: 'Priya',
      duration_seconds: true,
    });
    expect([wrong.status, wrong.body]).toEqual([
      400,
      {
        assigned_employee_id: ['Must be a valid UUID.'],
        internal_notes: ['Not a valid string.'],
        estimated_cost: ['A valid number is required.'],
        duration_seconds: ['A valid integer is required.'],
      },
    ]);
  });

  test('has dropped by PUT too what only staff may write', async () => {
    const row = await appointment({ assigned_employee_id: PRIYA, internal_notes: 'pays late' });
    const body = { ...bodyOf(row), customer_notes: 'hi', assigned_employee_id: null };
    const answer = await customer().put(row.id, {
      ...body,
      internal_notes: '',
      status: 'confirmed',
    });
    expect(answer.status).toBe(200);
    expect((await recordsOf(world, row.id)).row).toMatchObject({
      assigned_employee_id: PRIYA,
      internal_notes: 'pays late',
      customer_notes: 'hi',
    });
  });

  test('moves no status, whether the lifecycle allows it or not', async () => {
    const row = await appointment();
    await unchanged(row.id, async () => {
      for (const status of ['cancelled', 'in_progress', 'completed', 'pending', 'no_show']) {
        const patched = await customer().patch(row.id, { status, customer_notes: 'x' });
        expect([status, patched.status, patched.body]).toEqual([status, 403, FORBIDDEN]);
        const put = await customer().put(row.id, { ...bodyOf(row), status });
        expect([status, put.status, put.body]).toEqual([status, 403, FORBIDDEN]);
      }
    });
    expect((await customer().patch(row.id, { status: 'confirmed' })).status).toBe(200);
    const unheard = await customer().patch(row.id, { status: 'zzz' });
    expect(unheard.body).toEqual({ status: ['"zzz" is not a valid choice.'] });
  });

  test('gives the appointment to nobody else', async () => {
    const row = await appointment();
    await unchanged(row.id, async () => {
      for (const customer_id of [OTHER.person.user_id, randomUUID()]) {
        const patched = await customer().patch(row.id, { customer_id });
        expect([patched.status, patched.body]).toEqual([403, FORBIDDEN]);
        const put = await customer().put(row.id, { ...bodyOf(row), customer_id });
        expect([put.status, put.body]).toEqual([403, FORBIDDEN]);
      }
    });
    const own = { customer_id: OWNER.person.user_id.toUpperCase() };
    expect((await customer().patch(row.id, own)).status).toBe(200);
  });

  test('who entered it for another before does not become its customer', async () => {
    const { id } = await appointment();
    const creator = editsOf(world.as(CREATOR.person));
    const own = await creator.patch(id, { customer_id: CREATOR.person.user_id });
    expect([own.status, own.body]).toEqual([403, FORBIDDEN]);
    expect((await creator.patch(id, { customer_notes: 'from me' })).status).toBe(200);
    expect((await recordsOf(world, id)).history).toMatchObject([
      { changed_by_user_id: CREATOR.person.user_id, change_reason: 'Changed customer_notes' },
    ]);
  });
});

test('nobody changes who entered an appointment', async () => {
  const row = await appointment();
  for (const edits of [customer(), employee(), editsOf(world.admin)])
    expect((await edits.patch(row.id, { created_by_user_id: PRIYA })).status).toBe(200);
  const body = { ...bodyOf(row), created_by_user_id: PRIYA };
  expect((await editsOf(world.admin).put(row.id, body)).status).toBe(200);
  const after = await recordsOf(world, row.id);
  expect(after.row.created_by_user_id).toBe(CREATOR.person.user_id);
  expect(after.history).toEqual([]);
});
