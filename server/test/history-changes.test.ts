import { beforeAll, describe, expect, test } from 'vitest';
import { ownerOf, PRIYA } from './support/appointment-writes.ts';
import type { Client } from './support/client.ts';
import { editsOf } from './support/edits.ts';
import { carOwners, nth } from './support/people.ts';
import { sql } from './support/predecessor.ts';
import { useWorld } from './support/world.ts';
import { send } from './support/write.ts';

const world = useWorld();

const DATE = '2027-01-04';
const STAFF_ONLY = [
  'internal_notes',
  'estimated_cost',
  'assigned_employee_id',
  'duration_seconds',
] as const;

interface Line {
  readonly id: string;
  readonly change_reason: string;
  readonly version: number;
  readonly actor_role: string;
  readonly channel: string;
  readonly request_id: string;
  readonly changes: readonly { field: string; before: unknown; after: unknown }[];
}

let id = '';

/** The lines of the appointment by every way of reading them, which have to agree. */
async function linesFor(client: Client): Promise<readonly Line[]> {
  const listed = await client.get<{ results: Line[] }>(`/history/?appointment_id=${id}`);
  const own = await client.get<Line[]>(`/appointments/${id}/history/`);
  expect([listed.status, own.status]).toEqual([200, 200]);
  expect(own.body).toEqual(listed.body.results);
  for (const line of own.body)
    expect((await client.get(`/history/${line.id}/`)).body).toEqual(line);
  return own.body;
}

beforeAll(async () => {
  const owner = ownerOf(world);
  const wish = { scheduled_date: DATE, scheduled_time: '10:00', status: 'confirmed' };
  const booked = await world.admin.book(owner, wish);
  id = booked.body.id;
  const path = `/appointments/${id}/`;
  const everything = {
    status: 'in_progress',
    scheduled_time: '14:00',
    assigned_employee_id: PRIYA,
    internal_notes: 'secret of now',
    estimated_cost: '77.70',
    duration_seconds: 4242,
    customer_notes: 'Squeaks',
  };
  const headers = { 'x-request-id': 'story:everything' };
  const edited = await send(world.admin, { method: 'PATCH', path, body: everything }, headers);
  expect(edited.status).toBe(200);
  const staff = { internal_notes: 'secret of later', estimated_cost: '88.80' };
  expect((await editsOf(world.employee).patch(id, staff)).status).toBe(200);
  const more = { customer_notes: 'Rattles' };
  expect((await editsOf(world.as(owner.person)).patch(id, more)).status).toBe(200);
});

describe('staff', () => {
  test('are told every field of every change, by name', async () => {
    for (const client of [world.admin, world.employee]) {
      const [customers, employees, ...admins] = await linesFor(client);
      expect(customers).toMatchObject({
        version: 4,
        actor_role: 'customer',
        channel: 'api',
        changes: [{ field: 'customer_notes', before: 'Squeaks', after: 'Rattles' }],
      });
      expect(employees).toMatchObject({ version: 3, actor_role: 'employee' });
      expect(employees?.changes).toEqual([
        { field: 'estimated_cost', before: '77.70', after: '88.80' },
        { field: 'internal_notes', before: 'secret of now', after: 'secret of later' },
      ]);
      // One write told in four lines: each knows all of it.
      expect(admins).toHaveLength(4);
      for (const line of admins) {
        expect(line).toMatchObject({
          version: 2,
          actor_role: 'admin',
          channel: 'api',
          request_id: 'story:everything',
        });
        expect(line.changes).toEqual([
          { field: 'assigned_employee_id', before: null, after: PRIYA },
          { field: 'customer_notes', before: '', after: 'Squeaks' },
          { field: 'duration_seconds', before: 0, after: 4242 },
          { field: 'estimated_cost', before: null, after: '77.70' },
          { field: 'internal_notes', before: '', after: 'secret of now' },
          { field: 'scheduled_time', before: '10:00:00', after: '14:00:00' },
          { field: 'status', before: 'confirmed', after: 'in_progress' },
        ]);
      }
    }
  });

  test('read what a deletion took away', async () => {
    const gone = await world.admin.book(ownerOf(world), {
      scheduled_date: '2027-01-11',
      scheduled_time: '10:00',
      internal_notes: 'pays late',
    });
    await editsOf(world.admin).remove(gone.body.id);
    const { body } = await world.employee.get<{ results: Line[] }>(
      `/history/?appointment_id=${gone.body.id}`,
    );
    expect(body.results).toMatchObject([{ version: 2, change_reason: 'Deleted' }]);
    expect(nth(body.results, 0).changes).toContainEqual({
      field: 'internal_notes',
      before: 'pays late',
      after: null,
    });
  });
});

describe('the customer', () => {
  const customer = () => world.as(ownerOf(world).person);

  test('is told the same lines without what only staff may know', async () => {
    const lines = await linesFor(customer());
    expect(lines.map(({ id }) => id)).toEqual((await linesFor(world.admin)).map(({ id }) => id));
    expect(lines.map(({ changes }) => changes)).toEqual([
      [{ field: 'customer_notes', before: 'Squeaks', after: 'Rattles' }],
      [],
      ...Array(4).fill([
        { field: 'customer_notes', before: '', after: 'Squeaks' },
        { field: 'scheduled_time', before: '10:00:00', after: '14:00:00' },
        { field: 'status', before: 'confirmed', after: 'in_progress' },
      ]),
    ]);
  });

  test('finds neither an old nor a new value of those fields anywhere in them', async () => {
    const [forStaff, forCustomer] = [await linesFor(world.admin), await linesFor(customer())];
    const changesOf = (lines: readonly Line[]) =>
      JSON.stringify(lines.map(({ changes }) => changes));
    for (const secret of [...STAFF_ONLY, 'secret of', '77.7', '88.8', '4242', PRIYA]) {
      expect(changesOf(forStaff)).toContain(secret);
      expect(changesOf(forCustomer)).not.toContain(secret);
    }
    for (const secret of ['secret of', '77.7', '88.8', '4242'])
      expect(JSON.stringify(forCustomer)).not.toContain(secret);
  });
});

test('a change past the service is in the audit, and in no line', async () => {
  const before = await linesFor(world.admin);
  await sql(world.databaseUrl, "update appointments set internal_notes = 'by hand' where id = $1", [
    id,
  ]);
  expect(await linesFor(world.admin)).toEqual(before);
  const [entry] = await sql(
    world.databaseUrl,
    `select version, channel from appointment_audit where appointment_id = $1
    order by sequence desc limit 1`,
    [id],
  );
  expect(entry).toEqual({ version: 5, channel: 'database' });
});

test('who is given an appointment does not learn what it was while it was another’s', async () => {
  const [first, second] = carOwners(world.people);
  if (first === undefined || second === undefined) throw new Error('Two customers are needed.');
  const wish = { scheduled_date: '2027-02-01', scheduled_time: '09:00' };
  const { body } = await world.as(first.person).book(first, wish);
  const edit = (client: Client, changes: object) => editsOf(client).patch(body.id, changes);
  await edit(world.as(first.person), { customer_notes: 'the first one’s words' });
  const { user_id: customer_id } = second.person;
  await edit(world.admin, { customer_id, vehicle_id: second.car.vehicle_id });
  await edit(world.as(second.person), { customer_notes: 'the second one’s words' });

  const path = `/appointments/${body.id}/history/`;
  const seen = await world.as(second.person).get<Line[]>(path);
  expect(seen.text).toContain('the second one’s words');
  expect(seen.body.map(({ changes }) => changes.length > 0)).toEqual([true, false, false]);
  const staff = await world.admin.get<Line[]>(path);
  expect(staff.body.map(({ changes }) => changes.length > 0)).toEqual([true, true, true]);
});
