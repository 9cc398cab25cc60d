import { beforeEach, describe, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { carOwners, nth } from './support/people.ts';
import { type Reminder, remindersOf } from './support/reminders.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ business: { timeZone: 'Europe/Berlin', reminderHours: 24 } });

/** Far ahead, so that PostgreSQL's clock, which the relays go by, finds nothing due by itself. */
beforeEach(() => {
  world.now = new Date('2099-01-15T08:00:00Z');
});

const owner = () => nth(carOwners(world.people), 0);

async function booked(date: string, time: string, wish: object = {}): Promise<string> {
  const answer = await world.admin.book(owner(), {
    scheduled_date: date,
    scheduled_time: time,
    ...wish,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}

async function edit(id: string, body: object): Promise<void> {
  const url = `/api/v1/appointments/${id}/`;
  const answer = await world.admin.request({ method: 'PATCH', url, payload: body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function onlyReminderOf(id: string): Promise<Reminder> {
  const reminders = await remindersOf(world, id);
  expect(reminders).toHaveLength(1);
  return nth(reminders, 0);
}

test('a booking leaves a reminder for the customer, due at the same time of the day before', async () => {
  const id = await booked('2099-12-01', '10:00', { appointment_type: 'repair' });

  expect(await onlyReminderOf(id)).toMatchObject({
    event: 'reminder',
    recipient_user_id: owner().person.user_id,
    next_attempt_at: '2099-11-30T09:00:00Z',
    due_at: '2099-11-30T09:00:00Z',
    attempts: 0,
    delivered_at: null,
    payload: {
      recipient_user_id: owner().person.user_id,
      type: 'APPOINTMENT',
      title: 'Appointment reminder',
      message: 'Please remember your repair appointment on 2099-12-01 at 10:00.',
      data: { appointment_id: id, event: 'reminder', scheduled_date: '2099-12-01' },
    },
  });
});

test.each([
  ['the clock goes forward in between', '2099-03-29', '10:00', '2099-03-28T09:00:00Z'],
  ['the clock goes back in between', '2099-10-25', '10:00', '2099-10-24T08:00:00Z'],
  ['its hour is skipped the day before', '2099-03-30', '02:30', '2099-03-29T01:30:00Z'],
  ['its hour comes twice the day before', '2099-10-26', '02:30', '2099-10-25T00:30:00Z'],
])('a reminder is due by the wall clock when %s', async (_what, date, time, due) => {
  expect(await onlyReminderOf(await booked(date, time))).toMatchObject({ next_attempt_at: due });
});

test('who books less than a day ahead is not reminded', async () => {
  world.now = new Date('2099-02-03T09:00:00Z');
  const reminded = async (time: string): Promise<number> =>
    (await remindersOf(world, await booked('2099-02-04', time))).length;
  expect(await reminded('08:00')).toBe(0);
  // To the minute: it would be due at this very moment.
  expect(await reminded('10:00')).toBe(0);
  expect(await reminded('11:01')).toBe(1);
});

describe('a reminder follows its appointment', () => {
  test('to another time', async () => {
    const id = await booked('2099-04-01', '10:00');
    const before = await onlyReminderOf(id);

    const answer = await world.employee.act(id, 'reschedule', {
      new_date: '2099-04-08',
      new_time: '14:30',
    });

    expect(answer.status).toBe(200);
    const after = await onlyReminderOf(id);
    expect(after.id).not.toBe(before.id);
    expect(after).toMatchObject({
      next_attempt_at: '2099-04-07T12:30:00Z',
      payload: { message: expect.stringContaining('on 2099-04-08 at 14:30.') },
    });
  });

  test('unless the new time is less than a day ahead', async () => {
    const id = await booked('2099-04-02', '10:00');
    world.now = new Date('2099-03-20T08:00:00Z');
    await world.employee.act(id, 'reschedule', { new_date: '2099-03-21', new_time: '08:30' });
    expect(await remindersOf(world, id)).toEqual([]);
  });

  test('not when the move is refused', async () => {
    const id = await booked('2099-04-03', '10:00');
    const before = await onlyReminderOf(id);
    const answer = await world.employee.act(id, 'reschedule', {
      new_date: '2099-01-14',
      new_time: '10:00',
    });
    expect(answer.status).toBe(400);
    expect(await onlyReminderOf(id)).toEqual(before);
  });

  test('through an edit of the time, the job or the customer', async () => {
    const id = await booked('2099-04-06', '10:00');
    await edit(id, { scheduled_time: '11:15' });
    expect(await onlyReminderOf(id)).toMatchObject({ next_attempt_at: '2099-04-05T09:15:00Z' });
    await edit(id, { appointment_type: 'inspection' });
    expect(await onlyReminderOf(id)).toMatchObject({
      payload: { message: expect.stringContaining('inspection appointment') },
    });
    const other = nth(carOwners(world.people), 1);
    await edit(id, { customer_id: other.person.user_id, vehicle_id: other.car.vehicle_id });
    expect(await onlyReminderOf(id)).toMatchObject({
      recipient_user_id: other.person.user_id,
      payload: { recipient_user_id: other.person.user_id },
    });
  });

  test('and stays as it is through everything else', async () => {
    const id = await booked('2099-04-07', '10:00');
    const before = await onlyReminderOf(id);
    await world.employee.act(id, 'confirm');
    const employee_id = nth(world.people.employees, 0).user_id;
    await world.employee.act(id, 'assign', { employee_id });
    await edit(id, { customer_notes: 'The door squeaks.', internal_notes: 'Oil.' });
    expect(await onlyReminderOf(id)).toEqual(before);
  });
});

describe('there is nothing to remember', () => {
  test.each([
    ['cancel', []],
    ['start', ['confirm']],
    ['no_show', ['confirm']],
  ])('after %s', async (action, earlier) => {
    const id = await booked('2099-05-04', '10:00', { scheduled_time: `1${earlier.length}:00` });
    for (const step of earlier) await world.employee.act(id, step);
    await onlyReminderOf(id);
    expect((await world.employee.act(id, action)).status).toBe(200);
    expect(await remindersOf(world, id)).toEqual([]);
    // So that the next appointment of this customer finds the hour free.
    if (action === 'start') await world.employee.act(id, 'complete');
  });

  test('after an edit of the status', async () => {
    const id = await booked('2099-05-05', '10:00');
    await edit(id, { status: 'cancelled' });
    expect(await remindersOf(world, id)).toEqual([]);
  });

  test('after deletion', async () => {
    const id = await booked('2099-05-06', '10:00');
    const url = `/api/v1/appointments/${id}/`;
    expect((await world.admin.request({ method: 'DELETE', url })).status).toBe(204);
    expect(await remindersOf(world, id)).toEqual([]);
  });
});

test('a waiting reminder holds nothing up, is no backlog, and goes out once it is due', async () => {
  world.startRelay();
  world.startReminders();
  const id = await booked('2099-06-01', '10:00');
  await world.employee.act(id, 'confirm');
  await eventually(() => expect(told(id)).toEqual(['created', 'confirmed']));
  await eventually(async () => {
    const ready = await world.admin.request({ method: 'GET', url: '/health/ready/' });
    expect(ready.body).toEqual({ status: 'ready', outbox: { waiting: 0, parked: 0 } });
  });

  await makeDue(id);

  await eventually(() => expect(told(id)).toEqual(['created', 'confirmed', 'reminder']));
  await eventually(async () => expect((await onlyReminderOf(id)).delivered_at).not.toBeNull());
  expect(world.platform.notifications.at(-1)).toMatchObject({
    recipient_user_id: owner().person.user_id,
    type: 'APPOINTMENT',
    message: 'Please remember your maintenance appointment on 2099-06-01 at 10:00.',
  });
  // A cancellation takes back what waits; what has been sent stays on record.
  await world.employee.act(id, 'cancel');
  expect(await onlyReminderOf(id)).toMatchObject({ attempts: 1 });
});

test('a reminder that an outage has kept until the appointment began is dropped', async () => {
  const id = await booked('2099-06-02', '10:00');
  world.now = new Date('2099-06-02T08:00:00Z');
  await makeDue(id);
  world.startReminders();
  await eventually(async () => expect(await remindersOf(world, id)).toEqual([]));
  expect(told(id)).not.toContain('reminder');
});

/** The events that the customer has been told of, in order. */
function told(id: string): string[] {
  return world.platform.notifications
    .map(({ data }) => data as { appointment_id: string; event: string })
    .filter((data) => data.appointment_id === id)
    .map(({ event }) => event);
}

async function makeDue(id: string): Promise<void> {
  await world.db
    .updateTable('outbox')
    .set({ due_at: '2020-01-01T00:00:00Z', next_attempt_at: '2020-01-01T00:00:00Z' })
    .where('appointment_id', '=', id)
    .where('channel', '=', 'reminders')
    .execute();
}
