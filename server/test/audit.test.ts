import { expect, test } from 'vitest';
import { ownerOf, PRIYA } from './support/appointment-writes.ts';
import { audited, difference, entriesOf, expectChain } from './support/audit.ts';
import type { Answer, Client } from './support/client.ts';
import { of } from './support/given.ts';
import { nth } from './support/people.ts';
import { useWorld } from './support/world.ts';
import { freshMonday, type PreparedWrite, send } from './support/write.ts';

const world = useWorld();

type Who = 'customer' | 'employee' | 'admin';

function speaker(who: Who): { readonly client: Client; readonly userId: string } {
  const { employees, admins } = world.people;
  const customer = ownerOf(world).person;
  switch (who) {
    case 'customer':
      return { client: world.as(customer), userId: customer.user_id };
    case 'employee':
      return { client: world.employee, userId: nth(employees, 0).user_id };
    case 'admin':
      return { client: world.admin, userId: nth(admins, 0).user_id };
  }
}

interface Expected {
  readonly by: Who;
  readonly actions: readonly string[];
  /** The fields that change, by name. */
  readonly fields: readonly string[];
  readonly reason?: string;
}

let requests = 0;

/** Changes an appointment and expects exactly one entry that says everything about it. */
async function expectEntry(id: string, request: PreparedWrite, expected: Expected): Promise<void> {
  const { client, userId } = speaker(expected.by);
  requests += 1;
  const requestId = `story:${requests}`;
  const [rowBefore, before] = [await audited(world.db, id), await entriesOf(world.db, id)];

  const { status } = await send(client, request, { 'x-request-id': requestId });

  expect([request.path, status]).toEqual([request.path, request.method === 'DELETE' ? 204 : 200]);
  const [rowAfter, after] = [await audited(world.db, id), await entriesOf(world.db, id)];
  expect(after.slice(0, -1)).toEqual(before);
  const entry = nth(after, before.length);
  expect(entry).toMatchObject({
    sequence: before.length + 1,
    version: before.length + 1,
    actions: expected.actions,
    actor_user_id: userId,
    actor_role: expected.by,
    channel: 'api',
    request_id: requestId,
    reason: expected.reason ?? '',
  });
  expect(entry.changes).toEqual(difference(rowBefore, rowAfter));
  expect(Object.keys(entry.changes).sort()).toEqual([...expected.fields].sort());
  expectChain(after);
}

async function booked(): Promise<{ readonly id: string; readonly date: string }> {
  const date = freshMonday();
  const { client } = speaker('customer');
  const request: PreparedWrite = {
    method: 'POST',
    path: '/appointments/',
    body: {
      ...of(ownerOf(world)),
      appointment_type: 'repair',
      scheduled_date: date,
      scheduled_time: '10:00',
      customer_notes: 'Squeaks – „überall“ \u{1f600}',
    },
  };
  const answer = await send(client, request, { 'x-request-id': 'story:booking' });
  expect(answer.status).toBe(201);
  return { id: (answer as Answer<{ id: string }>).body.id, date };
}

test('a booking has one entry, in which every field begins', async () => {
  const { id } = await booked();
  const entries = await entriesOf(world.db, id);
  expect(entries).toMatchObject([
    {
      appointment_id: id,
      sequence: 1,
      version: 1,
      actions: ['created'],
      actor_user_id: ownerOf(world).person.user_id,
      actor_role: 'customer',
      channel: 'api',
      request_id: 'story:booking',
      reason: '',
      previous_hash: null,
    },
  ]);
  const { changes } = nth(entries, 0);
  expect(changes).toEqual(difference(undefined, await audited(world.db, id)));
  expect(changes).toMatchObject({
    status: { before: null, after: 'pending' },
    customer_notes: { before: null, after: 'Squeaks – „überall“ \u{1f600}' },
    assigned_employee_id: { before: null, after: null },
    duration_minutes: { before: null, after: 60 },
  });
  expectChain(entries);
});

test('every change on the way leaves one entry: who, how, why and each field, before and after', async () => {
  const { id, date } = await booked();
  const path = `/appointments/${id}/`;
  const act = (action: string, body = {}): PreparedWrite => ({
    method: 'POST',
    path: `${path}${action}/`,
    body,
  });
  const patch = (body: Record<string, string | number>): PreparedWrite => ({
    method: 'PATCH',
    path,
    body,
  });
  await expectEntry(id, act('confirm', { reason: ' by phone ' }), {
    by: 'employee',
    actions: ['status_changed'],
    fields: ['status', 'updated_at'],
    reason: 'by phone',
  });
  await expectEntry(id, act('assign', { employee_id: PRIYA }), {
    by: 'admin',
    actions: ['assigned'],
    fields: ['assigned_employee_id', 'updated_at'],
  });
  await expectEntry(id, act('reschedule', { new_date: date, new_time: '14:00', reason: 'late' }), {
    by: 'customer',
    actions: ['rescheduled'],
    fields: ['scheduled_time', 'updated_at'],
    reason: 'late',
  });
  await expectEntry(id, patch({ internal_notes: 'Pads', estimated_cost: '99.50' }), {
    by: 'employee',
    actions: ['edited'],
    fields: ['internal_notes', 'estimated_cost', 'updated_at'],
  });
  await expectEntry(id, patch({ customer_notes: 'Rattles', internal_notes: 'mine' }), {
    by: 'customer',
    actions: ['edited'],
    fields: ['customer_notes', 'updated_at'],
  });
  // One write, though the history tells it in four lines.
  const mechanic = nth(world.people.employees, 0).user_id;
  const all = { scheduled_time: '15:00', assigned_employee_id: mechanic, duration_minutes: 30 };
  await expectEntry(id, patch({ ...all, status: 'in_progress' }), {
    by: 'admin',
    actions: ['status_changed', 'rescheduled', 'assigned', 'edited'],
    fields: [...Object.keys(all), 'status', 'updated_at'],
  });
  await expectEntry(id, patch({}), { by: 'employee', actions: [], fields: ['updated_at'] });
  await expectEntry(id, act('complete', { reason: 'done' }), {
    by: 'employee',
    actions: ['status_changed'],
    fields: ['status', 'completed_at', 'updated_at'],
    reason: 'done',
  });
  const fields = { ...of(ownerOf(world)), appointment_type: 'inspection' };
  await expectEntry(
    id,
    { method: 'PUT', path, body: { ...fields, scheduled_date: date, scheduled_time: '15:00' } },
    { by: 'admin', actions: ['edited'], fields: ['appointment_type', 'updated_at'] },
  );
  const left = Object.keys((await audited(world.db, id)) ?? {});
  await expectEntry(
    id,
    { method: 'DELETE', path },
    { by: 'admin', actions: ['deleted'], fields: left },
  );
  const gone = (await entriesOf(world.db, id)).at(-1)?.changes;
  expect(gone).toMatchObject({
    status: { before: 'completed', after: null },
    internal_notes: { before: 'Pads', after: null },
  });
});

test.each([
  ['cancel', 'customer', ['cancelled_at']],
  ['no_show', 'employee', []],
] as const)('%s leaves one entry too', async (action, by, more) => {
  const { id } = await booked();
  expect((await world.employee.act(id, 'confirm')).status).toBe(200);
  await expectEntry(
    id,
    { method: 'POST', path: `/appointments/${id}/${action}/`, body: { reason: 'away' } },
    {
      by,
      actions: ['status_changed'],
      fields: ['status', 'updated_at', ...more],
      reason: 'away',
    },
  );
});
