import { expect, test } from 'vitest';
import { PRIYA } from './support/mechanics.ts';
import { nth } from './support/people.ts';
import { adoptedDatabase, dirtyRows, isGuarded } from './support/predecessor.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ database: adoptedDatabase });

const FULL = 'The selected time slot is fully booked';
const CUSTOMER_BUSY = 'Customer already has an appointment at this time';
const EMPLOYEE_BUSY = 'Employee is not available at the selected time';
const TOO_LONG = 'The duration of this appointment must be between 1 and 1440 minutes';

const move = (id: string, new_date: string, new_time: string) =>
  world.employee.act(id, 'reschedule', { new_date, new_time });
const give = (id: string, employee_id: string) => world.employee.act(id, 'assign', { employee_id });
const guarded = (id: string) => isGuarded(world.databaseUrl, id);

test('an overbooked one finds no place in its own hour, but one in another', async () => {
  const [id = ''] = await dirtyRows(world.databaseUrl, 'overbooked');
  // The other eight are still there, all of one employee.
  const refused = await move(id, '2031-01-06', '10:30');
  expect([refused.status, refused.body]).toEqual([400, [FULL, EMPLOYEE_BUSY]]);
  expect(await guarded(id)).toBe(false);
  expect((await move(id, '2031-01-06', '13:00')).status).toBe(200);
  expect(await guarded(id)).toBe(true);
});

test('once moved, it is held to the rules like any other', async () => {
  const [, second = '', third = ''] = await dirtyRows(world.databaseUrl, 'overbooked');
  expect((await move(second, '2031-01-06', '14:00')).status).toBe(200);
  const refused = await move(third, '2031-01-06', '14:30');
  expect([refused.status, refused.body]).toEqual([400, [EMPLOYEE_BUSY]]);
});

test('one of a customer who is booked twice moves only out of the other’s way', async () => {
  const [first = ''] = await dirtyRows(world.databaseUrl, 'twice');
  const refused = await move(first, '2031-01-07', '10:30');
  expect([refused.status, refused.body]).toEqual([400, [CUSTOMER_BUSY]]);
  expect((await move(first, '2031-01-07', '14:00')).status).toBe(200);
});

test('one of 33 hours moves only once it is given a length that can be booked', async () => {
  const [id = ''] = await dirtyRows(world.databaseUrl, 'over midnight, 33 hours');
  const refused = await move(id, '2031-02-03', '10:00');
  expect([refused.status, refused.body]).toEqual([400, [TOO_LONG]]);
  const patched = await world.admin.request({
    method: 'PATCH',
    url: `/api/v1/appointments/${id}/`,
    payload: { scheduled_date: '2031-02-03', scheduled_time: '10:00', duration_minutes: 60 },
  });
  expect(patched.status).toBe(200);
  expect(await guarded(id)).toBe(true);
});

test('an employee is given one of the overbooked, not two', async () => {
  const ids = await dirtyRows(world.databaseUrl, 'overbooked');
  const [one, other] = [nth(ids, 7), nth(ids, 8)];
  expect((await give(one, PRIYA)).status).toBe(200);
  const refused = await give(other, PRIYA);
  expect([refused.status, refused.body]).toEqual([400, [EMPLOYEE_BUSY]]);
  expect([await guarded(one), await guarded(other)]).toEqual([true, false]);
});

test('to give it to the one who has it already changes nothing', async () => {
  const ids = await dirtyRows(world.databaseUrl, 'overbooked');
  const answer = await world.employee.get<{ assigned_employee_id: string }>(
    `/appointments/${nth(ids, 8)}/`,
  );
  const same = await give(nth(ids, 8), answer.body.assigned_employee_id);
  expect(same.status).toBe(200);
  expect(await guarded(nth(ids, 8))).toBe(false);
});

test('a reopened one is completed anew', async () => {
  const [id = ''] = await dirtyRows(world.databaseUrl, 'reopened');
  for (const action of ['confirm', 'start']) await world.employee.act(id, action);
  const { body } = await world.employee.act(id, 'complete');
  expect(body.appointment.completed_at).not.toBe('2025-01-08T10:00:00Z');
});
