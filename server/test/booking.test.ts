import { expect, test } from 'vitest';
import type { AppointmentAnswer } from '../src/appointments/appointments.schemas.ts';
import type { ActionBody } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { carOwners, nth } from './support/people.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld();

interface HistoryLine {
  readonly previous_status: string;
  readonly new_status: string;
  readonly change_reason: string;
  readonly changed_by_user_id: string;
}

test('a car is booked, confirmed, assigned, serviced, and everybody who should know is told', async () => {
  const owner = nth(carOwners(world.people), 0);
  const mechanic = nth(world.people.employees, 0);
  world.startRelay();

  // Given a customer who has signed in through the service,
  const login = await world
    .withHeader(undefined)
    .post<{ tokens: { access: string } }>('/auth/login/', {
      email: owner.person.email,
      password: owner.person.password,
    });
  expect(login.status).toBe(200);
  const customer = world.withHeader(`Bearer ${login.body.tokens.access}`);

  // who finds a free slot
  const free = await customer.get<{ count: number; slots: { date: string; start_time: string }[] }>(
    '/appointments/available_slots/?start_date=2026-12-01&end_date=2026-12-01',
  );
  expect(free.body.count).toBe(8);
  const slot = nth(free.body.slots, 1);
  expect(slot).toEqual({
    date: '2026-12-01',
    start_time: '10:00:00',
    end_time: '11:00:00',
    available_capacity: 3,
  });

  // and books it,
  const booked = await customer.book(owner, {
    scheduled_date: slot.date,
    scheduled_time: slot.start_time,
    customer_notes: 'Please check the brakes.',
  });
  expect(booked.status).toBe(201);
  expect(booked.body).toMatchObject({
    status: 'pending',
    created_by_user_id: owner.person.user_id,
    customer_name: `${owner.person.first_name} ${owner.person.last_name}`,
    employee_name: '',
    duration_minutes: 60,
  });
  const { id } = booked.body;

  // when the workshop confirms, assigns, starts and completes it,
  const steps = [
    await world.employee.act(id, 'confirm', { reason: ' fine ' }),
    await world.employee.act(id, 'assign', { employee_id: mechanic.user_id }),
    await world.employee.act(id, 'start'),
    await world.employee.act(id, 'complete'),
  ];
  expect(steps.map(({ status, body }) => [status, body.status])).toEqual([
    [200, 'confirmed'],
    [200, 'assigned'],
    [200, 'in_progress'],
    [200, 'completed'],
  ]);
  const done = (nth(steps, 3).body as ActionBody).appointment;
  expect(done.completed_at).toBe(done.updated_at);
  expect(done.employee_name).toBe(`${mechanic.first_name} ${mechanic.last_name}`);

  // then every step is on record
  const history = await customer.get<HistoryLine[]>(`/appointments/${id}/history/`);
  expect(history.body.map((line) => [line.previous_status, line.new_status])).toEqual([
    ['in_progress', 'completed'],
    ['confirmed', 'in_progress'],
    ['confirmed', 'confirmed'],
    ['pending', 'confirmed'],
  ]);
  expect(nth(history.body, 3).change_reason).toBe('fine');
  expect(nth(history.body, 1).changed_by_user_id).toBe(mechanic.user_id);

  // and the customer has been told of each, in order.
  await eventually(() => expect(world.platform.notifications).toHaveLength(4));
  const messages = world.platform.notifications.map(({ body }) => body as Record<string, unknown>);
  expect(messages.map(({ data }) => (data as { event: string }).event)).toEqual([
    'created',
    'confirmed',
    'in_progress',
    'completed',
  ]);
  expect(nth(messages, 1)).toMatchObject({
    recipient_user_id: owner.person.user_id,
    type: 'APPOINTMENT',
    message: 'Your maintenance appointment on 2026-12-01 at 10:00 is confirmed.',
    title: 'Appointment confirmed',
    data: { appointment_id: id, status: 'confirmed' },
  });
});

test('a booking is told every problem it has, in one answer', async () => {
  const owner = nth(carOwners(world.people), 1);
  const stranger = nth(carOwners(world.people), 2);
  const answer = await world.admin.book(
    { person: owner.person, car: stranger.car },
    {
      scheduled_date: '2026-11-24',
      scheduled_time: '09:00',
      assigned_employee_id: '99999999-9999-4999-8999-999999999999',
    },
  );
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({
    non_field_errors: [
      'Vehicle does not belong to this customer',
      'Appointment time must be in the future',
      'Employee not found',
    ],
  });
});

test('a customer books for nobody else', async () => {
  const owner = nth(carOwners(world.people), 1);
  const other = nth(carOwners(world.people), 2);
  const wish = { scheduled_date: '2026-12-02', scheduled_time: '09:00' };
  const answer = await world.as(owner.person).book(other, wish);
  expect(answer.status).toBe(403);
  expect(answer.body).toEqual({ detail: 'You do not have permission to perform this action.' });
});

test("what only staff may decide is dropped from a customer's booking", async () => {
  const owner = nth(carOwners(world.people), 1);
  const answer = await world.as(owner.person).book(owner, {
    scheduled_date: '2026-12-02',
    scheduled_time: '11:00',
    status: 'confirmed',
    internal_notes: 'secret',
    estimated_cost: '12.00',
    assigned_employee_id: nth(world.people.employees, 0).user_id,
    created_by_user_id: nth(world.people.admins, 0).user_id,
  });
  expect(answer.status).toBe(201);
  const { internal_notes, ...row } = await storedRow(answer.body);
  expect(internal_notes).toBe('');
  expect(row).toMatchObject({
    status: 'pending',
    estimated_cost: null,
    assigned_employee_id: null,
    created_by_user_id: owner.person.user_id,
  });
});

test('staff book as confirmed, with an employee, a cost and notes that the customer never sees', async () => {
  const owner = nth(carOwners(world.people), 3);
  const mechanic = nth(world.people.employees, 1);
  const answer = await world.admin.book(owner, {
    scheduled_date: '2026-12-02',
    scheduled_time: '13:00',
    status: 'confirmed',
    internal_notes: 'pays late',
    estimated_cost: 1e2,
    assigned_employee_id: mechanic.user_id,
  });
  expect(answer.body).toMatchObject({
    status: 'confirmed',
    internal_notes: 'pays late',
    estimated_cost: '100.00',
    assigned_employee_id: mechanic.user_id,
  });
  const seen = await world.as(owner.person).get(`/appointments/${answer.body.id}/`);
  expect(seen.body).toMatchObject({ internal_notes: '', estimated_cost: '100.00' });
});

test('nothing is written while a service that must be asked is away', async () => {
  const owner = nth(carOwners(world.people), 4);
  const { world: lonely, close } = await openWorld({
    people: world.people,
    services: { vehicles: 'http://127.0.0.1:9' },
  });
  try {
    const wish = { scheduled_date: '2026-12-03', scheduled_time: '09:00' };
    const answer = await lonely.as(owner.person).book(owner, wish);
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    expect(answer.body).toEqual({
      detail: 'The vehicle service is not available. Please try again.',
    });
    const rows = await lonely.db.selectFrom('appointments').select('id').execute();
    expect(rows).toEqual([]);
  } finally {
    await close();
  }
});

async function storedRow({ id }: AppointmentAnswer) {
  return await world.db
    .selectFrom('appointments')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}
