import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { STATUSES, type Status } from '../src/appointments/appointment.ts';
import { given } from './support/given.ts';
import { DILANI, NUWAN, PRIYA, TOMASZ } from './support/mechanics.ts';
import { ownDays } from './support/own-days.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const PAST = 'New appointment time must be in the future';
const CLOSED = 'The selected time slot is not available';
const FULL = 'The selected time slot is fully booked';
const UNKNOWN = 'Employee not found';
const AWAY = 'Employee is not available';
const EMPLOYEE_BUSY = 'Employee is not available at the selected time';
const CUSTOMER_BUSY = 'Customer already has an appointment at this time';
const OVER = 'Cannot reschedule completed or cancelled appointments';
const NOBODYS = 'Cannot assign an employee to a completed or cancelled appointment';

const { appointment, nextDate } = ownDays(world);

const to = (date: string, time: string, more: object = {}) => ({
  new_date: date,
  new_time: time,
  ...more,
});
const move = (id: string, body: object) => world.employee.act(id, 'move', body);

async function expectRefusal(id: string, body: object, problems: readonly string[]) {
  const before = await recordsOf(world, id);
  const answer = await move(id, body);
  expect([answer.status, answer.body]).toEqual([400, problems]);
  expect(await recordsOf(world, id)).toEqual(before);
}

test('time and employee change together: one version, a line for each, one message', async () => {
  const { id, scheduled_date } = await appointment({ status: 'confirmed' });

  const wish = { employee_id: PRIYA, reason: ' the lift is free ' };
  const answer = await move(id, to(scheduled_date, '14:30', wish));

  expect(answer.status).toBe(200);
  expect(answer.headers.etag).toBe('"2"');
  expect(answer.body).toMatchObject({
    status: 'moved',
    message: 'Appointment moved successfully',
    appointment: {
      status: 'confirmed',
      scheduled_date,
      scheduled_time: '14:30:00',
      duration_minutes: 60,
      assigned_employee_id: PRIYA,
      employee_name: 'Priya Nair',
    },
  });
  const { history, messages, audit } = await recordsOf(world, id);
  expect(history.map(({ change_reason }) => change_reason).sort()).toEqual([
    `Assigned employee changed from nobody to ${PRIYA}`,
    `Rescheduled from ${scheduled_date} 10:00:00 to ${scheduled_date} 14:30:00: the lift is free`,
  ]);
  for (const line of history)
    expect(line).toMatchObject({
      previous_status: 'confirmed',
      new_status: 'confirmed',
      changed_by_user_id: NUWAN,
      version: 2,
    });
  expect(messages).toMatchObject([{ event: 'rescheduled', moved_from: null }]);
  expect(audit.at(-1)).toMatchObject({
    actions: ['rescheduled', 'assigned'],
    reason: 'the lift is free',
  });
});

test('a new time alone leaves the job with whoever has it', async () => {
  const { id, scheduled_date } = await appointment({ assigned_employee_id: PRIYA });
  const answer = await move(id, to(scheduled_date, '11:00'));
  expect(answer.body.appointment).toMatchObject({
    scheduled_time: '11:00:00',
    assigned_employee_id: PRIYA,
  });
  expect((await recordsOf(world, id)).history).toHaveLength(1);
});

test.each([
  ['another', TOMASZ, TOMASZ],
  ['nobody', null, 'nobody'],
])('the job alone passes to %s, even once it is begun, and nobody is told', async (...cells) => {
  const [, employee_id, named] = cells;
  const { id, scheduled_date } = await appointment({
    assigned_employee_id: PRIYA,
    status: 'in_progress',
  });
  const answer = await move(id, to(scheduled_date, '10:00', { employee_id }));
  expect(answer.status).toBe(200);
  expect(answer.body.appointment.assigned_employee_id).toBe(employee_id);
  const { history, messages } = await recordsOf(world, id);
  expect(history.map(({ change_reason }) => change_reason)).toEqual([
    `Assigned employee changed from ${PRIYA} to ${named}`,
  ]);
  expect(messages).toEqual([]);
});

test('a time and nobody: the employee who is busy then stands in no way', async () => {
  const { id, scheduled_date } = await appointment({ assigned_employee_id: PRIYA });
  const busy = { scheduled_date, scheduled_time: '14:00:00', assigned_employee_id: PRIYA };
  await given(world).appointment(busy);
  await expectRefusal(id, to(scheduled_date, '14:30'), [EMPLOYEE_BUSY]);
  const answer = await move(id, to(scheduled_date, '14:30', { employee_id: null }));
  expect(answer.status).toBe(200);
  expect(answer.body.appointment.assigned_employee_id).toBeNull();
});

test.each(STATUSES)('what is there already changes nothing, while %s', async (status) => {
  const { id, scheduled_date } = await appointment({ status, assigned_employee_id: PRIYA });
  const before = await recordsOf(world, id);
  const answer = await move(id, to(scheduled_date, '10:00', { employee_id: PRIYA, reason: 'x' }));
  expect([answer.status, answer.headers.etag]).toEqual([200, '"1"']);
  expect(answer.body.status).toBe('moved');
  expect(await recordsOf(world, id)).toEqual(before);
});

describe('is refused', () => {
  test('into the past', async () => {
    const { id } = await appointment();
    await expectRefusal(id, to('2026-11-25', '08:00'), [PAST]);
  });

  test('to a full hour, and out of the slots of a day', async () => {
    const { id, scheduled_date } = await appointment();
    const other = nextDate();
    for (let place = 0; place < 3; place += 1)
      await given(world).appointment({ scheduled_date, scheduled_time: '14:00:00' });
    await given(world).slot({ date: other, from: '10:00', to: '11:00' });
    await expectRefusal(id, to(scheduled_date, '13:30'), [FULL]);
    await expectRefusal(id, to(other, '10:30'), [CLOSED]);
    expect((await move(id, to(other, '10:00'))).status).toBe(200);
  });

  test('to an employee who is busy at the new time, is away, or is none', async () => {
    const { id, scheduled_date } = await appointment();
    const busy = { scheduled_date, scheduled_time: '14:00:00', assigned_employee_id: PRIYA };
    await given(world).appointment(busy);
    const at = (employee_id: string) => to(scheduled_date, '14:30', { employee_id });
    await expectRefusal(id, at(PRIYA), [EMPLOYEE_BUSY]);
    await expectRefusal(id, at(DILANI), [AWAY]);
    await expectRefusal(id, at(randomUUID()), [UNKNOWN]);
    await expectRefusal(id, at(nth(world.people.admins, 0).user_id), [UNKNOWN]);
    // At the time that it has she is free.
    expect((await move(id, to(scheduled_date, '10:00', { employee_id: PRIYA }))).status).toBe(200);
  });

  test('to an employee who is busy at the time that stays', async () => {
    const { id, scheduled_date } = await appointment();
    await given(world).appointment({ scheduled_date, assigned_employee_id: PRIYA });
    await expectRefusal(id, to(scheduled_date, '10:00', { employee_id: PRIYA }), [EMPLOYEE_BUSY]);
  });

  test('for all its reasons together', async () => {
    const { id, customer_id } = await appointment({ assigned_employee_id: PRIYA });
    const date = '2026-11-23';
    await given(world).slot({ date, from: '10:00', to: '11:00', blocked: true });
    await given(world).appointment({ scheduled_date: date, customer_id });
    await given(world).appointment({ scheduled_date: date, assigned_employee_id: DILANI });
    await expectRefusal(id, to(date, '10:00', { employee_id: DILANI }), [
      PAST,
      CLOSED,
      EMPLOYEE_BUSY,
      CUSTOMER_BUSY,
      AWAY,
    ]);
  });

  test.each<[Status, readonly string[], readonly string[]]>([
    ['in_progress', [OVER], []],
    ['completed', [OVER], [NOBODYS]],
    ['cancelled', [OVER], [NOBODYS]],
    ['no_show', [OVER], [NOBODYS]],
  ])('once it is %s', async (status, ofTime, ofEmployee) => {
    const { id, scheduled_date } = await appointment({ status });
    const employee_id = TOMASZ;
    await expectRefusal(id, to(scheduled_date, '11:00'), ofTime);
    await expectRefusal(id, to(scheduled_date, '11:00', { employee_id }), [
      ...ofTime,
      ...ofEmployee,
    ]);
    if (ofEmployee.length > 0)
      await expectRefusal(id, to(scheduled_date, '10:00', { employee_id }), ofEmployee);
  });

  test('for an adopted length beyond a day', async () => {
    const { id } = await appointment({ duration_minutes: 5000, scheduled_date: '2028-06-01' });
    await expectRefusal(id, to('2028-06-20', '09:00'), [
      'The duration of this appointment must be between 1 and 1440 minutes',
    ]);
  });

  test('with another version in mind than the current one', async () => {
    const { id, scheduled_date } = await appointment();
    const request = (version: number) => ({
      method: 'POST' as const,
      url: `/api/v1/appointments/${id}/move/`,
      headers: { 'if-match': `"${version}"` },
      payload: to(scheduled_date, '12:00'),
    });
    expect((await world.admin.request(request(2))).status).toBe(412);
    expect((await world.admin.request(request(1))).status).toBe(200);
    expect((await world.admin.request(request(1))).status).toBe(412);
  });

  test('with a code for those who read codes', async () => {
    const { id, scheduled_date } = await appointment({ status: 'completed' });
    const asked = async (body: object) => {
      const answer = await world.admin.request<{ code: string }>({
        method: 'POST',
        url: `/api/v1/appointments/${id}/move/`,
        headers: { accept: 'application/problem+json' },
        payload: body,
      });
      return answer.body.code;
    };
    const employee_id = PRIYA;
    expect(await asked(to(scheduled_date, '11:00'))).toBe('reschedule_refused');
    expect(await asked(to(scheduled_date, '10:00', { employee_id }))).toBe('assignment_refused');
  });
});

test('customers move nothing, and an unknown id is told before a wrong body', async () => {
  const owner = nth(carOwners(world.people), 0);
  const { id, scheduled_date } = await appointment();
  const own = await world.as(owner.person).act(id, 'move', to(scheduled_date, '11:00'));
  expect(own.status).toBe(403);
  expect((await move(randomUUID(), {})).status).toBe(404);
  expect((await move(randomUUID(), to(scheduled_date, '11:00'))).status).toBe(404);
});
