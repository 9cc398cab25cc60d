import { describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { editsOf } from './support/edits.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf, rewritten } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const MECHANIC = nth(samplePeople.employees, 0).user_id;

const FULL = 'The selected time slot is fully booked';
const CLOSED = 'The selected time slot is not available';
const PAST = 'New appointment time must be in the future';
const STUCK = 'Cannot reschedule completed or cancelled appointments';
const EMPLOYEE_BUSY = 'Employee is not available at the selected time';
const CUSTOMER_BUSY = 'Customer already has an appointment at this time';

const admin = () => editsOf(world.admin);
const customer = () => editsOf(world.as(OWNER.person));

/** A Monday of its own for each story, with the next week free. */
let week = 0;
function nextMonday(): string {
  week += 1;
  return new Date(Date.UTC(2027, 0, 4 + 7 * week)).toISOString().slice(0, 10);
}
function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}

type Row = Parameters<ReturnType<typeof given>['appointment']>[0];
async function appointment(row: Row) {
  return await given(world).appointment({ ...of(OWNER), ...row });
}

async function expectRefusal(id: string, change: object, problems: readonly string[]) {
  const before = await recordsOf(world, id);
  const answer = await admin().patch(id, change);
  expect([answer.status, answer.body]).toEqual([400, { non_field_errors: problems }]);
  expect(await recordsOf(world, id)).toEqual(before);
}

describe('a new date or time is a reschedule: moved, on record, announced', () => {
  test.each<[string, () => ReturnType<typeof editsOf>, string]>([
    ['an admin', admin, 'pending'],
    ['an admin', admin, 'confirmed'],
    ['the customer', customer, 'pending'],
    ['the customer', customer, 'confirmed'],
  ])('by %s while %s is %s', async (_who, edits, status) => {
    const date = nextMonday();
    const { id } = await appointment({ scheduled_date: date, status });
    const before = await recordsOf(world, id);
    const to = dayAfter(date);
    const answer = await edits().patch(id, { scheduled_date: to, scheduled_time: '9:05' });
    expect(answer.status).toBe(200);
    const { row, history, messages } = await recordsOf(world, id);
    expect(row).toEqual({
      ...rewritten(before.row, answer.body.updated_at),
      scheduled_date: to,
      scheduled_time: '09:05:00',
      guarded: true,
    });
    expect(history).toMatchObject([
      {
        previous_status: status,
        new_status: status,
        change_reason: `Rescheduled from ${date} 10:00:00 to ${to} 09:05:00`,
        changed_at: answer.body.updated_at,
        version: row.version,
      },
    ]);
    expect(messages).toMatchObject([{ event: 'rescheduled' }]);
  });

  test('one of the two is enough', async () => {
    const date = nextMonday();
    const { id } = await appointment({ scheduled_date: date });
    await admin().patch(id, { scheduled_time: '14:00' });
    await admin().patch(id, { scheduled_date: dayAfter(date) });
    const { row, history } = await recordsOf(world, id);
    expect(row).toMatchObject({ scheduled_date: dayAfter(date), scheduled_time: '14:00:00' });
    expect(history.map(({ change_reason }) => change_reason)).toEqual([
      `Rescheduled from ${date} 10:00:00 to ${date} 14:00:00`,
      `Rescheduled from ${date} 14:00:00 to ${dayAfter(date)} 14:00:00`,
    ]);
  });

  test('PUT moves as PATCH does', async () => {
    const date = nextMonday();
    const { id } = await appointment({ scheduled_date: date });
    const body = { ...of(OWNER), appointment_type: 'maintenance', scheduled_date: date };
    const answer = await customer().put(id, { ...body, scheduled_time: '15:00' });
    expect(answer.body).toMatchObject({ scheduled_time: '15:00:00', status: 'pending' });
    expect((await recordsOf(world, id)).messages).toMatchObject([{ event: 'rescheduled' }]);
  });

  test('the place that it leaves is free again, and it is in nobody else’s way there', async () => {
    const date = nextMonday();
    await given(world).slot({ date, from: '10:00', to: '11:00', places: 1 });
    await given(world).slot({ date, from: '14:00', to: '15:00', places: 1 });
    const { id } = await appointment({ scheduled_date: date });
    expect((await admin().patch(id, { scheduled_time: '14:00' })).status).toBe(200);
    const other = nth(carOwners(samplePeople), 1);
    const book = async (scheduled_time: string) =>
      (await world.admin.book(other, { scheduled_date: date, scheduled_time })).status;
    expect([await book('14:00'), await book('10:00')]).toEqual([400, 201]);
  });

  test('it never stands in its own way', async () => {
    const date = nextMonday();
    await given(world).slot({ date, from: '10:00', to: '12:00', places: 1 });
    const { id } = await appointment({ scheduled_date: date, assigned_employee_id: MECHANIC });
    expect((await admin().patch(id, { scheduled_time: '10:30' })).status).toBe(200);
    expect((await admin().patch(id, { duration_minutes: 90 })).status).toBe(200);
  });
});

test('the same time in another spelling, or on a day that is past, is no change', async () => {
  const { id } = await appointment({ scheduled_date: '2026-11-02', status: 'completed' });
  const same = { scheduled_date: '20261102', scheduled_time: '10:00Z', duration_minutes: 60.0 };
  const answer = await admin().patch(id, { ...same, customer_notes: 'all well' });
  expect(answer.status).toBe(200);
  const { history, messages } = await recordsOf(world, id);
  expect(history).toMatchObject([{ change_reason: 'Changed customer_notes' }]);
  expect(messages).toEqual([]);
});

describe('a new time runs the checks of a reschedule', () => {
  test.each(['in_progress', 'completed', 'cancelled', 'no_show'])(
    'what is %s stays where it is',
    async (status) => {
      const date = nextMonday();
      const { id } = await appointment({ scheduled_date: date, status });
      await expectRefusal(id, { scheduled_time: '14:00' }, [STUCK]);
      await expectRefusal(id, { duration_minutes: 30 }, [STUCK]);
    },
  );

  test.each([
    ['yesterday', { scheduled_date: '2026-11-24' }],
    ['this very moment', { scheduled_date: '2026-11-25', scheduled_time: '08:00' }],
  ])('not to %s', async (_when, change) => {
    const { id } = await appointment({ scheduled_date: nextMonday() });
    await expectRefusal(id, change, [PAST]);
  });

  test('not to a full time, a blocked slot, or outside the slots of a day', async () => {
    const date = nextMonday();
    const { id } = await appointment({ scheduled_date: dayAfter(date) });
    await given(world).slot({ date, from: '09:00', to: '10:00', places: 0 });
    await given(world).slot({ date, from: '10:00', to: '11:00', blocked: true });
    await expectRefusal(id, { scheduled_date: date, scheduled_time: '09:00' }, [FULL]);
    await expectRefusal(id, { scheduled_date: date, scheduled_time: '10:00' }, [CLOSED]);
    await expectRefusal(id, { scheduled_date: date, scheduled_time: '16:00' }, [CLOSED]);
  });

  test('not to where its employee or its customer is busy', async () => {
    const date = nextMonday();
    const { id } = await appointment({
      scheduled_date: dayAfter(date),
      assigned_employee_id: MECHANIC,
    });
    await given(world).appointment({ scheduled_date: date, assigned_employee_id: MECHANIC });
    await expectRefusal(id, { scheduled_date: date }, [EMPLOYEE_BUSY]);
    await appointment({ scheduled_date: date, scheduled_time: '10:59:00' });
    await expectRefusal(id, { scheduled_date: date }, [EMPLOYEE_BUSY, CUSTOMER_BUSY]);
  });

  test('all problems are told together', async () => {
    const { id } = await appointment({ scheduled_date: nextMonday() });
    for (let row = 0; row < 3; row += 1) await appointment({ scheduled_date: '2026-11-20' });
    await expectRefusal(id, { scheduled_date: '2026-11-20' }, [PAST, FULL, CUSTOMER_BUSY]);
  });

  test('a longer job needs its place for all of its length', async () => {
    const date = nextMonday();
    await given(world).slot({ date, from: '10:00', to: '12:00', places: 1 });
    const { id } = await appointment({ scheduled_date: date });
    await given(world).appointment({ scheduled_date: date, scheduled_time: '11:00:00' });
    await expectRefusal(id, { duration_minutes: 61 }, [FULL]);
    await expectRefusal(id, { duration_minutes: 121 }, [CLOSED]);
    expect((await admin().patch(id, { duration_minutes: 30 })).body.duration_minutes).toBe(30);
  });
});

test('a change of length alone is on record by the name of the field', async () => {
  const { id } = await appointment({ scheduled_date: nextMonday() });
  expect((await admin().patch(id, { duration_minutes: 90 })).status).toBe(200);
  const { history } = await recordsOf(world, id);
  expect(history).toHaveLength(1);
  expect(nth(history, 0).change_reason).toContain('duration_minutes');
});

test('several changes at once leave one line each and are announced in order', async () => {
  const date = nextMonday();
  const { id } = await appointment({ scheduled_date: date, status: 'pending' });
  const other = nth(carOwners(samplePeople), 1);
  const answer = await admin().patch(id, {
    status: 'confirmed',
    scheduled_time: '15:00',
    assigned_employee_id: MECHANIC,
    ...of(other),
    internal_notes: 'taken over',
  });
  expect(answer.status).toBe(200);
  const { history, messages } = await recordsOf(world, id);
  const lines = history.map(({ previous_status, new_status, change_reason }) =>
    [previous_status, new_status, change_reason].join(' | '),
  );
  expect(lines.sort()).toEqual([
    `confirmed | confirmed | Assigned employee changed from nobody to ${MECHANIC}`,
    'confirmed | confirmed | Changed customer_id, vehicle_id, internal_notes',
    `confirmed | confirmed | Rescheduled from ${date} 10:00:00 to ${date} 15:00:00`,
    'pending | confirmed | ',
  ]);
  expect(new Set(history.map(({ changed_at }) => changed_at))).toEqual(
    new Set([answer.body.updated_at]),
  );
  expect(messages.map(({ event }) => event)).toEqual(['rescheduled', 'confirmed']);
  // The customer who has it now is the one to be told.
  expect(new Set(messages.map((message) => message.recipient_user_id))).toEqual(
    new Set([other.person.user_id]),
  );
});
