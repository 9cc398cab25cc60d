import { expect, test } from 'vitest';
import { editsOf } from './support/edits.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const SECRETS = ['secret of before', 'secret of the booking', 'secret of the employee', 'of PUT'];

test('no answer and no message to a customer tells what staff noted, now or before', async () => {
  world.startRelay();
  const owner = nth(carOwners(world.people), 0);
  const person = world.as(owner.person);
  const answers: unknown[] = [];
  const keep = async (asked: Promise<{ status: number; body: unknown; headers: object }>) => {
    const { status, body, headers } = await asked;
    expect([200, 201, 204, 400]).toContain(status);
    answers.push(body, headers);
  };

  // Given notes of staff, old and new, from every way in,
  const booked = await world.admin.book(owner, {
    scheduled_date: '2026-12-01',
    scheduled_time: '10:00',
    internal_notes: 'secret of the booking',
    assigned_employee_id: PRIYA,
  });
  const { id } = booked.body;
  const note = async (internal_notes: string) =>
    expect((await editsOf(world.employee).patch(id, { internal_notes })).status).toBe(200);
  await note('secret of before');
  await note('secret of the employee');
  const replaced = await editsOf(world.admin).put(id, {
    ...of(owner),
    appointment_type: 'repair',
    scheduled_date: '2026-12-01',
    scheduled_time: '11:00',
    status: 'confirmed',
    internal_notes: 'of PUT',
  });
  expect(replaced.status).toBe(200);
  await given(world).appointment({ ...of(owner), internal_notes: 'secret of before' });

  // when the customer asks for everything there is to ask for
  const history = await person.get<{ results: { id: string }[] }>('/history/');
  const line = nth(history.body.results, 0).id;
  for (const path of [
    '/appointments/',
    `/appointments/${id}/`,
    `/appointments/${id}/history/`,
    `/appointments/customer_appointments/?customer_id=${owner.person.user_id}`,
    `/appointments/employee_schedule/?employee_id=${PRIYA}`,
    `/appointments/vehicle_history/?vehicle_id=${owner.car.vehicle_id}`,
    '/appointments/stats/',
    '/appointments/available_slots/?start_date=2026-12-01&end_date=2026-12-02',
    '/history/',
    `/history/?appointment_id=${id}`,
    `/history/${line}/`,
    '/time-slots/',
  ])
    await keep(person.get(path));
  const edits = editsOf(person);
  await keep(edits.patch(id, { internal_notes: 'guess', customer_notes: 'hello' }));
  await keep(edits.patch(id, { scheduled_date: '2020-01-01' }));
  await keep(
    edits.put(id, {
      ...of(owner),
      appointment_type: 'repair',
      scheduled_date: '2026-12-01',
      scheduled_time: '12:00',
    }),
  );
  await keep(person.book(owner, { scheduled_date: '2026-12-01', scheduled_time: '12:00' }));
  const later = { new_date: '2026-12-02', new_time: '09:00' };
  await keep(person.act(id, 'reschedule', later));
  await keep(person.act(id, 'cancel', {}));
  await keep(person.act(id, 'cancel', {}));
  await keep(edits.remove(id));

  // then none of it says a word of the notes, nor do the messages.
  await eventually(() => expect(world.platform.notifications.length).toBeGreaterThanOrEqual(6));
  const told = JSON.stringify([answers, world.platform.notifications]);
  expect(told.length).toBeGreaterThan(5000);
  for (const secret of [...SECRETS, 'guess']) expect(told).not.toContain(secret);
});

test('the history of staff names the field that changed, not what stands in it', async () => {
  const { id } = await given(world).appointment({ scheduled_date: '2027-01-04' });
  const edit = { internal_notes: 'secret', estimated_cost: '666.00', customer_notes: 'private' };
  expect((await editsOf(world.admin).patch(id, edit)).status).toBe(200);
  expect((await editsOf(world.admin).patch(id, { internal_notes: '' })).status).toBe(200);
  const { history } = await recordsOf(world, id);
  expect(history.map(({ change_reason }) => change_reason)).toEqual([
    'Changed customer_notes, internal_notes, estimated_cost',
    'Changed internal_notes',
  ]);
});
