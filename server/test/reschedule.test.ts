import { expect, test } from 'vitest';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const MECHANIC = '20f04d22-7e60-45ab-bb9f-b93fe5a3d416';
const PAST = 'New appointment time must be in the future';
const CLOSED = 'The selected time slot is not available';
const FULL = 'The selected time slot is fully booked';
const EMPLOYEE_BUSY = 'Employee is not available at the selected time';
const CUSTOMER_BUSY = 'Customer already has an appointment at this time';

type Row = Awaited<ReturnType<ReturnType<typeof given>['appointment']>>;

/** The first car owner's appointment; each story has a date of its own. */
async function appointment(row: Partial<Row> & Pick<Row, 'scheduled_date'>): Promise<Row> {
  return await given(world).appointment({ ...of(nth(carOwners(world.people), 0)), ...row });
}

async function fill(places: number, row: Partial<Row>): Promise<void> {
  for (let place = 0; place < places; place += 1) await given(world).appointment(row);
}

const to = (date: string, time: string) => ({ new_date: date, new_time: time });

async function expectRefusal(id: string, body: object, problems: readonly string[]) {
  const before = await recordsOf(world, id);
  const answer = await world.employee.act(id, 'reschedule', body);
  expect([answer.status, answer.body]).toEqual([400, problems]);
  expect(await recordsOf(world, id)).toEqual(before);
}

test('an appointment moves, keeps its status, and the move is on record', async () => {
  const { id } = await appointment({ scheduled_date: '2026-12-01', status: 'confirmed' });

  const answer = await world.employee.act(id, 'reschedule', {
    ...to('2026-12-02', '14:30'),
    reason: ' the part is late ',
  });

  expect(answer.status).toBe(200);
  expect(answer.body.appointment).toMatchObject({
    status: 'confirmed',
    scheduled_date: '2026-12-02',
    scheduled_time: '14:30:00',
    duration_minutes: 60,
  });
  const { history, messages } = await recordsOf(world, id);
  expect(history).toMatchObject([
    {
      previous_status: 'confirmed',
      new_status: 'confirmed',
      change_reason:
        'Rescheduled from 2026-12-01 10:00:00 to 2026-12-02 14:30:00: the part is late',
    },
  ]);
  expect(messages).toMatchObject([
    {
      event: 'rescheduled',
      payload: {
        message: 'Your maintenance appointment has been moved to 2026-12-02 at 14:30.',
        data: { status: 'confirmed', scheduled_date: '2026-12-02', scheduled_time: '14:30:00' },
      },
    },
  ]);
});

test('without a reason the record tells old and new time only', async () => {
  const { id } = await appointment({ scheduled_date: '2026-12-03' });
  await world.employee.act(id, 'reschedule', { ...to('20261204', '9:05'), reason: '  ' });
  expect((await recordsOf(world, id)).history).toMatchObject([
    { change_reason: 'Rescheduled from 2026-12-03 10:00:00 to 2026-12-04 09:05:00' },
  ]);
});

test("the admin screen's names for date and time are understood", async () => {
  const { id } = await appointment({ scheduled_date: '2026-12-03' });
  const answer = await world.admin.act(id, 'reschedule', {
    scheduled_date: '2026-12-04',
    scheduled_time: '11:00',
    reason: 'asked',
  });
  expect(answer.status).toBe(200);
  expect(answer.body.appointment).toMatchObject({
    scheduled_date: '2026-12-04',
    scheduled_time: '11:00:00',
  });
});

test('an appointment never stands in its own way', async () => {
  // Given a full hour that it is part of, with its own customer and employee,
  const date = '2026-12-07';
  const { id } = await appointment({ scheduled_date: date, assigned_employee_id: MECHANIC });
  await fill(2, { scheduled_date: date });

  // when it moves by a quarter of an hour, then there is room.
  const answer = await world.employee.act(id, 'reschedule', to(date, '10:15'));
  expect(answer.status).toBe(200);

  // And back to where it came from, now as a row of this service.
  expect((await world.employee.act(id, 'reschedule', to(date, '10:00'))).status).toBe(200);
});

test('a moved appointment leaves its old place to another', async () => {
  const owner = nth(carOwners(world.people), 1);
  const wish = { scheduled_date: '2026-12-08', scheduled_time: '10:00' };
  const { id } = await appointment({ scheduled_date: '2026-12-08' });
  await fill(2, { scheduled_date: '2026-12-08' });
  expect((await world.as(owner.person).book(owner, wish)).status).toBe(400);

  await world.employee.act(id, 'reschedule', to('2026-12-08', '11:00'));

  expect((await world.as(owner.person).book(owner, wish)).status).toBe(201);
});

test.each([
  ['yesterday', to('2026-11-24', '10:00')],
  ['an hour ago', to('2026-11-25', '07:00')],
  ['now', to('2026-11-25', '08:00')],
])('it does not move to %s', async (_when, time) => {
  const { id } = await appointment({ scheduled_date: '2026-12-09' });
  await expectRefusal(id, time, [PAST]);
});

test('it moves to the next second', async () => {
  const { id } = await appointment({ scheduled_date: '2026-12-09' });
  const answer = await world.employee.act(id, 'reschedule', to('2026-11-25', '08:00:01'));
  expect(answer.status).toBe(200);
});

test('it does not move to a full time', async () => {
  const { id } = await appointment({ scheduled_date: '2026-12-09' });
  await fill(3, { scheduled_date: '2026-12-10' });
  await expectRefusal(id, to('2026-12-10', '10:59'), [FULL]);
  await expectRefusal(id, to('2026-12-10', '09:01'), [FULL]);
  expect((await world.employee.act(id, 'reschedule', to('2026-12-10', '11:00'))).status).toBe(200);
});

test('it does not move to a blocked slot or outside the stored slots of a day', async () => {
  const { id } = await appointment({ scheduled_date: '2026-12-09' });
  await given(world).slot({ date: '2026-12-11', from: '10:00', to: '11:00', blocked: true });
  await given(world).slot({ date: '2026-12-11', from: '11:00', to: '12:00' });
  await expectRefusal(id, to('2026-12-11', '10:00'), [CLOSED]);
  await expectRefusal(id, to('2026-12-11', '11:30'), [CLOSED]);
  expect((await world.employee.act(id, 'reschedule', to('2026-12-11', '11:00'))).status).toBe(200);
});

test('it does not move to where its employee or its customer is busy', async () => {
  const moving = { scheduled_date: '2026-12-14', assigned_employee_id: MECHANIC };
  const { id, customer_id } = await appointment(moving);
  await given(world).appointment({
    scheduled_date: '2026-12-15',
    assigned_employee_id: MECHANIC,
  });
  await given(world).appointment({ scheduled_date: '2026-12-16', customer_id });
  await expectRefusal(id, to('2026-12-15', '10:30'), [EMPLOYEE_BUSY]);
  await expectRefusal(id, to('2026-12-16', '09:30'), [CUSTOMER_BUSY]);
  expect((await world.employee.act(id, 'reschedule', to('2026-12-15', '11:00'))).status).toBe(200);
});

test('all problems of a new time are told together', async () => {
  const date = '2026-11-20';
  const { id, customer_id } = await appointment({
    scheduled_date: '2026-12-17',
    assigned_employee_id: MECHANIC,
  });
  await given(world).slot({ date, from: '10:00', to: '11:00', blocked: true });
  await given(world).appointment({
    scheduled_date: date,
    customer_id,
    assigned_employee_id: MECHANIC,
  });
  await expectRefusal(id, to(date, '10:00'), [PAST, CLOSED, EMPLOYEE_BUSY, CUSTOMER_BUSY]);
});

test('a job that would run over midnight meets what is booked after it', async () => {
  const { id } = await appointment({ scheduled_date: '2026-12-18' });
  await fill(3, { scheduled_date: '2026-12-20', scheduled_time: '00:00:00' });
  await expectRefusal(id, to('2026-12-19', '23:30'), [FULL]);
  expect((await world.employee.act(id, 'reschedule', to('2026-12-19', '23:00'))).status).toBe(200);
});

test('a job after midnight meets what began before it', async () => {
  const { id, customer_id } = await appointment({ scheduled_date: '2026-12-21' });
  await given(world).appointment({
    customer_id,
    scheduled_date: '2026-12-22',
    scheduled_time: '23:30:00',
  });
  await expectRefusal(id, to('2026-12-23', '00:15'), [CUSTOMER_BUSY]);
  expect((await world.employee.act(id, 'reschedule', to('2026-12-23', '00:30'))).status).toBe(200);
});

test('a night job moves to another night', async () => {
  const night = { scheduled_date: '2026-12-24', scheduled_time: '23:30:00' };
  const { id } = await appointment(night);
  const answer = await world.employee.act(id, 'reschedule', to('2026-12-23', '23:45'));
  expect(answer.status).toBe(200);
});

test("a customer moves the own appointment, and knows of nobody else's", async () => {
  const [owner, other] = [nth(carOwners(world.people), 0), nth(carOwners(world.people), 1)];
  const { id } = await appointment({ scheduled_date: '2026-12-28' });
  const time = to('2026-12-29', '10:00');
  const before = await recordsOf(world, id);

  const foreign = await world.as(other.person).act(id, 'reschedule', time);
  expect([foreign.status, foreign.body]).toEqual([404, { detail: 'Not found.' }]);
  expect(await recordsOf(world, id)).toEqual(before);

  const own = await world.as(owner.person).act(id, 'reschedule', time);
  expect(own.body.appointment.scheduled_date).toBe('2026-12-29');
  expect(nth((await recordsOf(world, id)).history, 0).changed_by_user_id).toBe(
    owner.person.user_id,
  );
});

test.each([0, -30])('an adopted appointment of %i minutes moves', async (minutes) => {
  const { id } = await appointment({
    scheduled_date: '2027-01-04',
    duration_minutes: minutes,
    status: 'confirmed',
  });
  const answer = await world.employee.act(id, 'reschedule', to('2027-01-05', '09:00'));
  expect(answer.status).toBe(200);
  expect(answer.body.appointment.duration_minutes).toBe(minutes);
  await world.employee.act(id, 'cancel');
});

test('an adopted appointment longer than a day is not moved', async () => {
  const { id } = await appointment({ scheduled_date: '2027-06-01', duration_minutes: 5000 });
  await expectRefusal(id, to('2027-06-20', '09:00'), [
    'The duration of this appointment must be between 1 and 1440 minutes',
  ]);
  await world.employee.act(id, 'cancel');
});

test.each([
  {
    body: {},
    faults: { new_date: ['This field is required.'], new_time: ['This field is required.'] },
  },
  {
    body: { new_date: null, new_time: '' },
    faults: {
      new_date: ['This field may not be null.'],
      new_time: ['Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].'],
    },
  },
  {
    body: { new_date: '2027-02-30', new_time: '24:00' },
    faults: {
      new_date: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
      new_time: ['Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].'],
    },
  },
])('a new time that is none is refused by field: $body', async ({ body, faults }) => {
  const { id } = await appointment({ scheduled_date: '2026-12-30' });
  const answer = await world.employee.act(id, 'reschedule', body);
  expect([answer.status, answer.body]).toEqual([400, faults]);
  await world.employee.act(id, 'cancel');
});
