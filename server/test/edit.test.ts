import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { STATUSES } from '../src/appointments/appointment.ts';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { editsOf } from './support/edits.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf, rewritten } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const MECHANIC = nth(samplePeople.employees, 0).user_id;
const REQUIRED = ['This field is required.'];

const admin = () => editsOf(world.admin);
const employee = () => editsOf(world.employee);
const customer = () => editsOf(world.as(OWNER.person));

/** A day of its own for each appointment, so that none is in another's way. */
let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}

async function appointment(row: Parameters<ReturnType<typeof given>['appointment']>[0] = {}) {
  return await given(world).appointment({ ...of(OWNER), scheduled_date: nextDate(), ...row });
}

/** What PUT needs, as it stands in the row already. */
function requiredOf(row: Awaited<ReturnType<typeof appointment>>) {
  const { customer_id, vehicle_id, appointment_type, scheduled_date, scheduled_time } = row;
  return { customer_id, vehicle_id, appointment_type, scheduled_date, scheduled_time };
}

describe('PUT', () => {
  test.each([
    ['an admin', admin],
    ['the customer', customer],
  ])('%s must send every required field', async (_who, edits) => {
    const { id } = await appointment();
    const before = await recordsOf(world, id);
    const answer = await edits().put(id, { status: 'pending', customer_notes: 'hi' });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toBe(
      JSON.stringify({
        customer_id: REQUIRED,
        vehicle_id: REQUIRED,
        appointment_type: REQUIRED,
        scheduled_date: REQUIRED,
        scheduled_time: REQUIRED,
      }),
    );
    expect(await recordsOf(world, id)).toEqual(before);
  });

  test.each([
    ['an admin', admin],
    ['the customer', customer],
  ])(
    '%s keeps the optional fields that are left out, whatever their defaults',
    async (_who, edits) => {
      const row = await appointment({
        assigned_employee_id: MECHANIC,
        duration_minutes: 90,
        status: 'confirmed',
        service_description: 'Brakes',
        customer_notes: 'Squeaks',
        internal_notes: 'pays late',
        estimated_cost: '120.00',
        duration_seconds: 600,
      });
      const before = await recordsOf(world, row.id);
      const answer = await edits().put(row.id, { ...requiredOf(row), appointment_type: 'repair' });
      expect(answer.status).toBe(200);
      const after = await recordsOf(world, row.id);
      expect(after.row).toEqual({
        ...rewritten(before.row, answer.body.updated_at),
        appointment_type: 'repair',
      });
      expect(after.history).toMatchObject([
        {
          previous_status: 'confirmed',
          new_status: 'confirmed',
          change_reason: 'Changed appointment_type',
          changed_at: answer.body.updated_at,
          version: after.row.version,
        },
      ]);
      expect(after.messages).toEqual([]);
    },
  );

  test('the same again changes nothing, even when the time is past', async () => {
    const row = await appointment({ scheduled_date: '2026-11-02', status: 'completed' });
    const before = await recordsOf(world, row.id);
    expect((await admin().put(row.id, requiredOf(row))).status).toBe(200);
    const { row: after, history, messages } = await recordsOf(world, row.id);
    expect(after).toEqual(rewritten(before.row, after.updated_at));
    expect([history, messages]).toEqual([before.history, before.messages]);
  });
});

describe('PATCH', () => {
  test.each<[string, () => ReturnType<typeof editsOf>, object]>([
    ['an admin sends nothing', admin, {}],
    ['an employee sends nothing', employee, {}],
    ['the customer sends nothing', customer, {}],
    [
      'an admin sends what is there',
      admin,
      { customer_notes: '  Squeaks ', duration_minutes: '60' },
    ],
    [
      'an admin sends what is there in other letters',
      admin,
      { customer_id: OWNER.person.user_id.toUpperCase() },
    ],
    ['an employee sends what nobody knows', employee, { approval_status: 'x', note: { a: [1] } }],
    ['the customer sends what nobody knows', customer, { approval_status: 'x', note: null }],
  ])('%s: 200, the time of the last change, and no history', async (_what, edits, body) => {
    const { id } = await appointment({ customer_notes: 'Squeaks' });
    const before = await recordsOf(world, id);
    const answer = await edits().patch(id, body);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body)).toHaveLength(24);
    const after = await recordsOf(world, id);
    expect(after.row.updated_at > before.row.updated_at).toBe(true);
    expect(after).toEqual({
      ...before,
      row: rewritten(before.row, answer.body.updated_at),
      audit: [...before.audit, expect.objectContaining({ version: 2, actions: [], reason: '' })],
    });
  });

  test.each([
    ['an admin', admin],
    ['an employee', employee],
    ['the customer', customer],
  ])('what nobody may write is ignored when %s sends it', async (_who, edits) => {
    const { id } = await appointment();
    const before = await recordsOf(world, id);
    const answer = await edits().patch(id, {
      id: randomUUID(),
      created_at: '2020-01-01T00:00:00Z',
      updated_at: 'yesterday',
      cancelled_at: '2020-01-01T00:00:00Z',
      completed_at: 7,
      created_by_user_id: randomUUID(),
      customer_name: null,
      vehicle_details: {},
      employee_name: 'Me',
      time_until_appointment: [],
      duration: '99:00:00',
      guarded: true,
      adopted: false,
    });
    expect(answer.status).toBe(200);
    const { row } = await recordsOf(world, id);
    expect(row).toEqual(rewritten(before.row, row.updated_at));
  });

  test('other edits leave one line, which names the fields in their order', async () => {
    const { id } = await appointment({ status: 'completed' });
    const answer = await admin().patch(id, {
      estimated_cost: 99.5,
      duration_seconds: 61,
      customer_notes: ' Please call. ',
      service_description: '',
      internal_notes: 'pays late',
      appointment_type: 'repair',
    });
    expect(answer.body).toMatchObject({
      appointment_type: 'repair',
      service_description: '',
      customer_notes: 'Please call.',
      internal_notes: 'pays late',
      estimated_cost: '99.50',
      duration_seconds: 61,
      duration: '00:01:01',
    });
    const { history, messages } = await recordsOf(world, id);
    expect(history).toMatchObject([
      {
        changed_by_user_id: nth(world.people.admins, 0).user_id,
        previous_status: 'completed',
        new_status: 'completed',
        change_reason:
          'Changed appointment_type, customer_notes, internal_notes, estimated_cost, duration_seconds',
        changed_at: answer.body.updated_at,
      },
    ]);
    expect(messages).toEqual([]);
  });

  test.each([null, ''])('a cost is taken back with %j', async (estimated_cost) => {
    const { id } = await appointment({ estimated_cost: '120.00' });
    expect((await employee().patch(id, { estimated_cost })).body.estimated_cost).toBeNull();
    const { history } = await recordsOf(world, id);
    expect(history).toMatchObject([{ change_reason: 'Changed estimated_cost' }]);
  });

  test('every value is checked, and all that are wrong are told in order', async () => {
    const { id } = await appointment();
    const before = await recordsOf(world, id);
    const answer = await admin().patch(id, {
      duration_seconds: -1,
      estimated_cost: -0.01,
      internal_notes: {},
      customer_notes: null,
      service_description: 'x'.repeat(10_001),
      status: 'done',
      duration_minutes: 1441,
      scheduled_time: '24:00',
      scheduled_date: '2027-02-29',
      appointment_type: 'cleaning',
      assigned_employee_id: 'nobody',
      vehicle_id: null,
      customer_id: '',
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toBe(
      JSON.stringify({
        customer_id: ['Must be a valid UUID.'],
        vehicle_id: ['This field may not be null.'],
        assigned_employee_id: ['Must be a valid UUID.'],
        appointment_type: ['"cleaning" is not a valid choice.'],
        scheduled_date: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
        scheduled_time: [
          'Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].',
        ],
        duration_minutes: ['Ensure this value is less than or equal to 1440.'],
        status: ['"done" is not a valid choice.'],
        service_description: ['Ensure this field has no more than 10000 characters.'],
        customer_notes: ['This field may not be null.'],
        internal_notes: ['Not a valid string.'],
        estimated_cost: ['Ensure this value is greater than or equal to 0.'],
        duration_seconds: ['Ensure this value is greater than or equal to 0.'],
      }),
    );
    expect(await recordsOf(world, id)).toEqual(before);
  });

  test('an adopted row with values that nobody could write today is edited all the same', async () => {
    const adopted = { duration_minutes: -30, estimated_cost: '-5.00', duration_seconds: -7 };
    const { id } = await appointment({ ...adopted, status: 'archived' });
    const answer = await admin().patch(id, { customer_notes: 'still here' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ ...adopted, status: 'archived', duration: '00:00:00' });
  });
});

describe('the time worked', () => {
  test.each(STATUSES)('is reported by an employee while %s', async (status) => {
    const { id } = await appointment({ status });
    const before = await recordsOf(world, id);
    const answer = await employee().patch(id, { duration_seconds: 5400 });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ duration_seconds: 5400, duration: '01:30:00', status });
    const { row, history, messages } = await recordsOf(world, id);
    expect(row).toEqual({ ...rewritten(before.row, row.updated_at), duration_seconds: 5400 });
    expect(history).toMatchObject([
      {
        changed_by_user_id: MECHANIC,
        previous_status: status,
        new_status: status,
        change_reason: 'Changed duration_seconds',
      },
    ]);
    expect(messages).toEqual([]);
  });

  test('is kept when the work is completed, by the action and by PATCH', async () => {
    for (const complete of [
      async (id: string) => await world.employee.act(id, 'complete'),
      async (id: string) => await employee().patch(id, { status: 'completed' }),
    ]) {
      const { id } = await appointment({ status: 'in_progress' });
      await employee().patch(id, { duration_seconds: 5400 });
      expect((await complete(id)).status).toBe(200);
      expect((await recordsOf(world, id)).row).toMatchObject({
        status: 'completed',
        duration_seconds: 5400,
      });
    }
  });
});
