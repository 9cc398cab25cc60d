import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const CUSTOMER_BUSY = 'Customer already has an appointment at this time';

type Row = Awaited<ReturnType<ReturnType<typeof given>['appointment']>>;

/** A day of its own for each story. */
let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}

describe('written past every lock, the database still books nobody twice', () => {
  const customer_id = randomUUID();
  const assigned_employee_id = randomUUID();
  const exclusion = { code: '23P01' };

  test.each<[string, Partial<Row>, Partial<Row>]>([
    ['one customer at the same time', { customer_id }, { customer_id }],
    ['one employee at the same time', { assigned_employee_id }, { assigned_employee_id }],
    [
      'one customer, one minute shared',
      { customer_id, scheduled_time: '09:01:00', status: 'confirmed' },
      { customer_id, status: 'in_progress' },
    ],
    [
      'one customer, a job without a length',
      { customer_id, scheduled_time: '10:59:00', duration_minutes: 0 },
      { customer_id },
    ],
  ])('%s is refused', async (_case, one, other) => {
    const scheduled_date = nextDate();
    await given(world).appointment({ scheduled_date, guarded: true, ...one });
    const second = given(world).appointment({ scheduled_date, guarded: true, ...other });
    await expect(second).rejects.toMatchObject(exclusion);
  });

  test('over midnight too', async () => {
    const evening = { scheduled_date: '2026-12-12', scheduled_time: '23:30:00' };
    const morning = { scheduled_date: '2026-12-13', scheduled_time: '00:15:00' };
    await given(world).appointment({ customer_id, guarded: true, ...evening });
    const second = given(world).appointment({ customer_id, guarded: true, ...morning });
    await expect(second).rejects.toMatchObject(exclusion);
  });

  test.each<[string, Partial<Row>, Partial<Row>]>([
    ['adopted rows', { customer_id, guarded: false }, { customer_id, guarded: false }],
    ['an adopted row and one of ours', { customer_id, guarded: false }, { customer_id }],
    ['what touches', { customer_id }, { customer_id, scheduled_time: '11:00:00' }],
    ['what is cancelled', { customer_id, status: 'cancelled' }, { customer_id }],
    ['what nobody is assigned to', {}, {}],
  ])('%s may be side by side', async (_case, one, other) => {
    const scheduled_date = nextDate();
    await given(world).appointment({ scheduled_date, guarded: true, ...one });
    await given(world).appointment({ scheduled_date, guarded: true, ...other });
  });
});

/** An adopted appointment of a customer who has another, guarded one at the same time. */
async function adoptedDuplicate(row: Partial<Row> = {}): Promise<Row> {
  const owner = of(nth(carOwners(world.people), 0));
  const scheduled_date = nextDate();
  await given(world).appointment({ ...owner, scheduled_date, guarded: true });
  return await given(world).appointment({ ...owner, scheduled_date, ...row });
}

test('what the last guard refuses is a refusal like any other', async () => {
  const { id } = await adoptedDuplicate();
  const before = await recordsOf(world, id);
  const answer = await world.employee.act(id, 'assign', { employee_id: PRIYA });
  expect([answer.status, answer.body]).toEqual([400, [CUSTOMER_BUSY]]);
  expect(await recordsOf(world, id)).toEqual(before);
});

test.each([
  ['confirm', 'pending'],
  ['start', 'confirmed'],
  ['complete', 'in_progress'],
  ['cancel', 'in_progress'],
])('to %s an adopted appointment is no question of room', async (action, status) => {
  const { id, scheduled_date } = await adoptedDuplicate({ status });
  await given(world).slot({ date: scheduled_date, from: '10:00', to: '11:00', places: 0 });
  expect((await world.employee.act(id, action)).status).toBe(200);
});

test('an adopted appointment that is in the way of another moves to a free time', async () => {
  const { id, scheduled_date } = await adoptedDuplicate();
  const time = { new_date: scheduled_date, new_time: '10:30' };
  const refused = await world.employee.act(id, 'reschedule', time);
  expect(refused.body).toEqual([CUSTOMER_BUSY]);
  const moved = await world.employee.act(id, 'reschedule', { ...time, new_time: '11:00' });
  expect(moved.status).toBe(200);
});
