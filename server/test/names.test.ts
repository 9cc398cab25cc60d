import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { ServiceUrls } from '../src/config.ts';
import type { Client } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { json, type StubAnswer, type StubRequest, startStub } from './support/stub-server.ts';
import { openWorld, useWorld, type World } from './support/world.ts';

const world = useWorld();

/** A second, and what a busy machine adds; what is decided on may take five. */
const ABOUT_A_SECOND_MS = 4_500;

interface Shown {
  readonly customer_name: string;
  readonly vehicle_details: string;
  readonly employee_name: string;
}

async function namesSeen(client: Client, id: string): Promise<Shown> {
  const answer = await client.get<Shown>(`/appointments/${id}/`);
  expect(answer.status).toBe(200);
  const { customer_name, vehicle_details, employee_name } = answer.body;
  return { customer_name, vehicle_details, employee_name };
}

const owner = () => nth(carOwners(world.people), 0);

test('an employee does not learn who the customer is, and hides it from nobody else', async () => {
  const { id } = await given(world).appointment({ ...of(owner()), assigned_employee_id: PRIYA });
  const known = {
    customer_name: 'Amara Fernando',
    vehicle_details: '2016 Toyota Aqua (CAB-1234)',
    employee_name: 'Priya Nair',
  };
  expect(await namesSeen(world.employee, id)).toEqual({
    ...known,
    customer_name: 'Unknown Customer',
  });
  expect(await namesSeen(world.admin, id)).toEqual(known);
  expect(await namesSeen(world.as(owner().person), id)).toEqual(known);
});

test('who and what nobody knows has a name that says so', async () => {
  const { id } = await given(world).appointment({ assigned_employee_id: randomUUID() });
  expect(await namesSeen(world.admin, id)).toEqual({
    customer_name: 'Unknown Customer',
    vehicle_details: 'Unknown Vehicle',
    employee_name: 'Unassigned',
  });
});

test('nobody assigned has no name, and a car that is gone is unknown', async () => {
  const inactive = world.people.vehicles.find((car) => !car.is_active);
  const { id } = await given(world).appointment({ vehicle_id: inactive?.vehicle_id ?? '' });
  expect(await namesSeen(world.admin, id)).toMatchObject({
    vehicle_details: 'Unknown Vehicle',
    employee_name: '',
  });
});

test('a list asks once for each person and car', async () => {
  // People whom nothing here has asked for yet.
  const [one, other] = [nth(carOwners(world.people), 4), nth(carOwners(world.people), 5)];
  const mechanics = world.people.employees.slice(2, 4);
  for (let row = 0; row < 20; row += 1)
    await given(world).appointment({
      ...of(row % 3 === 0 ? one : other),
      scheduled_date: '2027-05-05',
      assigned_employee_id: row % 4 === 0 ? null : nth(mechanics, row % 2).user_id,
    });
  const before = world.platform.requests.length;

  const list = await world.admin.get<{ results: Shown[] }>(
    '/appointments/?start_date=2027-05-05&end_date=2027-05-05',
  );

  expect(list.body.results).toHaveLength(20);
  expect(list.body.results.map(({ customer_name }) => customer_name)).not.toContain(
    'Unknown Customer',
  );
  const asked = world.platform.requests.slice(before).map(({ path }) => path);
  expect(asked.sort()).toEqual(
    [
      ...[one, other].flatMap(({ person, car }) => [
        `/api/v1/customers/logical/${person.user_id}/`,
        `/api/v1/vehicles/${car.vehicle_id}/`,
      ]),
      ...mechanics.map(({ user_id }) => `/api/v1/employees/${user_id}/basic/`),
    ].sort(),
  );
});

/** A service whose peers are all one stub, but for the others given, and have a second. */
async function withPeers(
  answer: StubAnswer,
  story: (world: World, stop: () => Promise<void>) => Promise<void>,
  { others, displayMs = 1_000 }: { others?: Partial<ServiceUrls>; displayMs?: number } = {},
): Promise<void> {
  const stub = await startStub(answer);
  const { url } = stub;
  const { world: other, close } = await openWorld({
    people: world.people,
    services: { customers: url, vehicles: url, employees: url, authentication: url, ...others },
    displayMs,
  });
  try {
    await story(other, () => stub.stop());
  } finally {
    await close();
    await stub.stop();
  }
}

const idIn = ({ path }: StubRequest): string => path.split('/').find((p) => p.length === 36) ?? '';

/** Answers as if another had been asked for. */
const anotherId: StubAnswer = (request, response) => {
  const id = randomUUID();
  const names = { full_name: 'Somebody Else', first_name: 'Somebody', make: 'Other' };
  const record = { id, user_id: id, vehicle_id: id, customer_id: id, is_active: true, ...names };
  json(200, record)(request, response);
};

const endless = Buffer.from(JSON.stringify({ full_name: 'x'.repeat(10_000_000) }));
function tenMegabytes(_request: StubRequest, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(endless);
}

/** Says that it will send more, and does not. */
function halfAnAnswer(_request: StubRequest, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"full_name":');
}

function elsewhere(request: StubRequest, response: ServerResponse): void {
  const id = idIn(request);
  const record = { id, user_id: id, vehicle_id: id, customer_id: id, is_active: true };
  if (request.path.startsWith('/moved'))
    json(200, { ...record, full_name: 'Moved', make: 'Moved' })(request, response);
  else response.writeHead(302, { location: `/moved${request.path}` }).end();
}

const DEGRADED = {
  customer_name: 'Unknown Customer',
  vehicle_details: 'Unknown Vehicle',
  employee_name: 'Unassigned',
};

test.each<[string, StubAnswer]>([
  ['never answer', () => undefined],
  ['answer by half', halfAnAnswer],
  ['break off', (_request, response) => response.destroy()],
  ['fail', json(500, { detail: 'stack trace' })],
  ['are not signed in to', json(401, { detail: 'Invalid token' })],
  ['refuse', json(403, { detail: 'You do not have permission to perform this action.' })],
  ['answer HTML', (_request, response) => response.end('<html>Welcome</html>')],
  ['answer null', json(200, null)],
  ['answer a list', json(200, [])],
  ['answer numbers for names', json(200, { full_name: 7, make: 8, first_name: 9 })],
  ['answer ten megabytes', tenMegabytes],
  ['answer about another', anotherId],
  ['send on to elsewhere', elsewhere],
])('peers that %s cost the names and about a second', async (_how, answer) => {
  await withPeers(answer, async (other) => {
    const { id } = await given(other).appointment({ assigned_employee_id: PRIYA });
    const started = Date.now();
    expect(await namesSeen(other.admin, id)).toEqual(DEGRADED);
    expect(Date.now() - started).toBeLessThan(ABOUT_A_SECOND_MS);

    const list = await other.admin.get<{ results: Shown[] }>('/appointments/');
    const acted = await other.employee.act(id, 'confirm');
    expect([list.status, acted.status]).toEqual([200, 200]);
    expect(list.body.results).toMatchObject([DEGRADED]);
    expect(acted.body.appointment).toMatchObject({ ...DEGRADED, status: 'confirmed' });
  });
});

test('peers that are gone cost the names and no time', async () => {
  await withPeers(json(200, {}), async (other, stop) => {
    await stop();
    const { id } = await given(other).appointment({ assigned_employee_id: PRIYA });
    const started = Date.now();
    expect(await namesSeen(other.admin, id)).toEqual(DEGRADED);
    expect(Date.now() - started).toBeLessThan(ABOUT_A_SECOND_MS);
  });
});

test('all look-ups of an answer together get a second, however many steps one takes', async () => {
  // An employee whom the employee service does not know is asked for at the accounts, which know
  // her in less than a second, but not in what the first step has left of it.
  let late = 0;
  const account = { id: PRIYA, user_role: 'employee', is_active: true, first_name: 'Priya' };
  const slow: StubAnswer = (request, response) => {
    const status = request.path.includes('/auth/') ? 200 : 404;
    setTimeout(() => json(status, account)(request, response), late);
  };
  await withPeers(slow, async (other) => {
    const { id } = await given(other).appointment({ assigned_employee_id: PRIYA });
    const known = { ...DEGRADED, employee_name: 'Priya' };
    await eventually(async () => expect(await namesSeen(other.admin, id)).toEqual(known));
    late = 700;
    expect(await namesSeen(other.admin, id)).toEqual(DEGRADED);
  });
});

test('one slow look-up costs one name', async () => {
  const stuck = randomUUID();
  const cars: StubAnswer = (request, response) => {
    const id = idIn(request);
    if (id === stuck) return;
    const car = { vehicle_id: id, customer_id: id, is_active: true };
    json(200, { ...car, year: 1999, make: 'Lada', model: 'Niva', plate_number: null })(
      request,
      response,
    );
  };
  const real = world.platform.url;
  const others = { customers: real, employees: real, authentication: real };
  await withPeers(
    cars,
    async (other) => {
      await given(other).appointment({
        ...of(owner()),
        vehicle_id: stuck,
        scheduled_time: '12:00',
      });
      await given(other).appointment(of(owner()));
      // The others come within the second sooner or later, the stuck one never does.
      await eventually(async () => {
        const list = await other.admin.get<{ results: Shown[] }>('/appointments/');
        expect(list.body.results).toMatchObject([
          { customer_name: 'Amara Fernando', vehicle_details: 'Unknown Vehicle' },
          { customer_name: 'Amara Fernando', vehicle_details: '1999 Lada Niva' },
        ]);
      });
    },
    { others },
  );
});

test('records with gaps are named by what there is', async () => {
  const gaps: StubAnswer = (request, response) => {
    const id = idIn(request);
    const record = request.path.includes('/employees/')
      ? { id, full_name: '', first_name: '' }
      : { user_id: id, vehicle_id: id, customer_id: id, is_active: true, make: 'Kia', year: null };
    json(200, record)(request, response);
  };
  await withPeers(
    gaps,
    async (other) => {
      const { id } = await given(other).appointment({ assigned_employee_id: PRIYA });
      expect(await namesSeen(other.admin, id)).toEqual({
        customer_name: 'Unknown',
        vehicle_details: 'Kia',
        employee_name: 'Employee (20f04d22...)',
      });
    },
    { displayMs: 60_000 },
  );
});
