import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { given } from './support/given.ts';
import { DILANI, NUWAN, PRIYA, TOMASZ } from './support/mechanics.ts';
import { ownDays } from './support/own-days.ts';
import { nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld();

const BUSY = 'Employee is not available at the selected time';
const AWAY = 'Employee is not available';
const UNKNOWN = 'Employee not found';

const { appointment } = ownDays(world);

async function expectRefusal(id: string, employeeId: string, problems: readonly string[]) {
  const before = await recordsOf(world, id);
  const answer = await world.admin.act(id, 'assign', { employee_id: employeeId });
  expect([answer.status, answer.body]).toEqual([400, problems]);
  expect(await recordsOf(world, id)).toEqual(before);
}

test('an employee gets the job; the record names who, and nobody is told', async () => {
  const { id } = await appointment({ status: 'confirmed' });
  const answer = await world.employee.act(id, 'assign', { employee_id: PRIYA });
  expect(answer.status).toBe(200);
  expect(answer.body.appointment).toMatchObject({
    status: 'confirmed',
    assigned_employee_id: PRIYA,
    employee_name: 'Priya Nair',
  });
  const { history, messages } = await recordsOf(world, id);
  expect(history).toMatchObject([
    {
      previous_status: 'confirmed',
      new_status: 'confirmed',
      changed_by_user_id: NUWAN,
      change_reason: expect.stringContaining(PRIYA),
    },
  ]);
  expect(messages).toEqual([]);
});

test('the job passes to another, and the record names both', async () => {
  const { id } = await appointment({ assigned_employee_id: PRIYA });
  const answer = await world.employee.act(id, 'assign', { employee_id: TOMASZ });
  expect(answer.body.appointment.assigned_employee_id).toBe(TOMASZ);
  const { history } = await recordsOf(world, id);
  expect(nth(history, 0).change_reason).toMatch(new RegExp(`${PRIYA}.*${TOMASZ}`));
});

test('giving the job to whoever has it already changes nothing', async () => {
  const { id } = await appointment({ assigned_employee_id: PRIYA, status: 'in_progress' });
  const before = await recordsOf(world, id);
  const answer = await world.employee.act(id, 'assign', { employee_id: PRIYA });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    status: 'assigned',
    message: 'Employee assigned successfully',
    appointment: { assigned_employee_id: PRIYA, updated_at: before.row.updated_at },
  });
  expect(await recordsOf(world, id)).toEqual(before);
});

test.each([
  { other: 'a pending job at the same time', row: { status: 'pending' } },
  { other: 'a confirmed job at the same time', row: { status: 'confirmed' } },
  { other: 'a running job at the same time', row: { status: 'in_progress' } },
  { other: 'a job that has a minute left', row: { scheduled_time: '09:01:00' } },
  { other: 'a job that begins a minute before the end', row: { scheduled_time: '10:59:00' } },
  { other: 'a long job around it', row: { scheduled_time: '08:00:00', duration_minutes: 300 } },
  { other: 'an adopted job without a length', row: { duration_minutes: 0 } },
])('an employee with $other is busy', async ({ row }) => {
  const { id, scheduled_date } = await appointment();
  await given(world).appointment({ scheduled_date, assigned_employee_id: PRIYA, ...row });
  await expectRefusal(id, PRIYA, [BUSY]);
});

test.each([
  { other: 'a job that ends when this one begins', row: { scheduled_time: '09:00:00' } },
  { other: 'a job that begins when this one ends', row: { scheduled_time: '11:00:00' } },
  { other: 'a completed job', row: { status: 'completed' } },
  { other: 'a cancelled job', row: { status: 'cancelled' } },
  { other: 'a customer who did not come', row: { status: 'no_show' } },
])('an employee with $other is free', async ({ row }) => {
  const { id, scheduled_date } = await appointment();
  await given(world).appointment({ scheduled_date, assigned_employee_id: PRIYA, ...row });
  expect((await world.employee.act(id, 'assign', { employee_id: PRIYA })).status).toBe(200);
});

test.each([
  {
    one: { scheduled_date: '2028-03-01', scheduled_time: '23:30:00' },
    next: { scheduled_date: '2028-03-02', scheduled_time: '00:15:00' },
  },
  {
    one: { scheduled_date: '2028-03-05', scheduled_time: '00:15:00' },
    next: { scheduled_date: '2028-03-04', scheduled_time: '23:30:00' },
  },
])('a job on the other side of midnight counts: $next.scheduled_date', async ({ one, next }) => {
  const { id } = await appointment(one);
  await given(world).appointment({ ...next, assigned_employee_id: PRIYA });
  await expectRefusal(id, PRIYA, [BUSY]);
});

test('an employee who is away gets no jobs, and all problems are told together', async () => {
  const { id, scheduled_date } = await appointment();
  await expectRefusal(id, DILANI, [AWAY]);
  await given(world).appointment({ scheduled_date, assigned_employee_id: DILANI });
  await expectRefusal(id, DILANI, [AWAY, BUSY]);
});

test('only employees get jobs', async () => {
  const { id } = await appointment();
  await expectRefusal(id, randomUUID(), [UNKNOWN]);
  await expectRefusal(id, nth(world.people.admins, 0).user_id, [UNKNOWN]);
  await expectRefusal(id, nth(world.people.customers, 0).user_id, [UNKNOWN]);
});

test('an employee who never signed in to the employee service is vouched for by the accounts', async () => {
  const template = nth(world.people.employees, 0);
  const [fresh, gone] = [randomUUID(), randomUUID()];
  const account = { ...template, first_name: 'Ishara', last_name: 'Silva', has_profile: false };
  world.people.employees.push(
    { ...account, user_id: fresh, email: 'ishara@example.com' },
    { ...account, user_id: gone, email: 'gone@example.com', is_active: false },
  );
  const { id } = await appointment();
  await expectRefusal(id, gone, [UNKNOWN]);
  // The accounts answer only an admin and the person itself.
  const colleague = await world.employee.act(id, 'assign', { employee_id: fresh });
  expect([colleague.status, colleague.body]).toEqual([400, [UNKNOWN]]);

  const answer = await world.admin.act(id, 'assign', { employee_id: fresh });
  expect(answer.status).toBe(200);
  expect(answer.body.appointment).toMatchObject({
    assigned_employee_id: fresh,
    employee_name: 'Ishara Silva',
  });

  const another = await appointment();
  const own = await world.as({ user_id: fresh }).act(another.id, 'assign', { employee_id: fresh });
  expect(own.status).toBe(200);
});

test.each(['completed', 'cancelled', 'no_show'])('nobody gets a job that is %s', async (status) => {
  const { id } = await appointment({ status, assigned_employee_id: TOMASZ });
  const problem = 'Cannot assign an employee to a completed or cancelled appointment';
  await expectRefusal(id, PRIYA, [problem]);
  await expectRefusal(id, TOMASZ, [problem]);
});

test.each([
  ['capitals', PRIYA.toUpperCase()],
  ['no dashes', PRIYA.replaceAll('-', '')],
  ['braces', `{${PRIYA}}`],
  ['urn:uuid:', `urn:uuid:${PRIYA}`],
])('the id may be written with %s', async (_how, employee_id) => {
  const { id } = await appointment();
  const answer = await world.employee.act(id.toUpperCase(), 'assign', { employee_id });
  expect(answer.status).toBe(200);
  expect(answer.body.appointment).toMatchObject({ id, assigned_employee_id: PRIYA });
  expect((await recordsOf(world, id)).row.assigned_employee_id).toBe(PRIYA);
});

test.each([
  [{}, 'This field is required.'],
  [{ employee_id: null }, 'This field may not be null.'],
  [{ employee_id: 'Priya' }, 'Must be a valid UUID.'],
  [{ employee_id: '' }, 'Must be a valid UUID.'],
  [{ employee_id: 5 }, 'Must be a valid UUID.'],
])('the employee is named by id: %o', async (body, fault) => {
  const { id } = await appointment();
  const answer = await world.employee.act(id, 'assign', body);
  expect([answer.status, answer.body]).toEqual([400, { employee_id: [fault] }]);
});

test("the first of the admin screen's employees gets the job", async () => {
  const { id } = await appointment();
  const none = await world.admin.act(id, 'assign', { employee_ids: [] });
  expect(none.status).toBe(400);
  expect(none.body).not.toBeInstanceOf(Array);
  const answer = await world.admin.act(id, 'assign', { employee_ids: [TOMASZ, PRIYA] });
  expect(answer.status).toBe(200);
  expect(answer.body.appointment.assigned_employee_id).toBe(TOMASZ);
});

test('nobody is assigned while the employee service is away', async () => {
  const { world: lonely, close } = await openWorld({
    people: world.people,
    services: { employees: 'http://127.0.0.1:9' },
  });
  try {
    const { id } = await given(lonely).appointment();
    const before = await recordsOf(lonely, id);
    const answer = await lonely.employee.act(id, 'assign', { employee_id: PRIYA });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    expect(answer.body).toEqual({
      detail: 'The employee service is not available. Please try again.',
    });
    expect(await recordsOf(lonely, id)).toEqual(before);
  } finally {
    await close();
  }
});
