import { expect, test } from 'vitest';
import { processStore } from '../src/platform/key-value-store.ts';
import type { Client } from './support/client.ts';
import { given, of } from './support/given.ts';
import { carOwners, crowd, nth } from './support/people.ts';
import { useWorld } from './support/world.ts';

const kept = new Map<string, string>();
const inProcess = processStore();
const world = useWorld({
  people: crowd(40),
  names: {
    ...inProcess,
    async setMany(entries) {
      for (const { key, value } of entries) kept.set(key, value);
      return await inProcess.setMany(entries);
    },
  },
});

interface Shown {
  readonly customer_name: string;
  readonly vehicle_details: string;
  readonly employee_name: string;
}

// Every story takes owners of its own, for what one has looked up is cached for the next.
const owner = (index: number) => nth(carOwners(world.people), index);

async function namesSeen(client: Client, id: string): Promise<Shown> {
  const answer = await client.get<Shown>(`/appointments/${id}/`);
  expect(answer.status).toBe(200);
  return answer.body;
}

/** The paths that peers are asked for while something happens. */
async function askedDuring(happening: () => Promise<unknown>): Promise<string[]> {
  const before = world.platform.requests.length;
  await happening();
  return world.platform.requests.slice(before).map(({ path }) => path);
}

test('twenty rows ask once for each person and car, and then not at all', async () => {
  const mechanics = world.people.employees.slice(2, 5);
  for (let row = 0; row < 20; row += 1)
    await given(world).appointment({
      ...of(owner(10 + (row % 12))),
      scheduled_date: '2027-03-03',
      assigned_employee_id: nth(mechanics, row % 3).user_id,
    });
  const list = () =>
    world.admin.get<{ results: Shown[] }>(
      '/appointments/?start_date=2027-03-03&end_date=2027-03-03',
    );

  const cold = await askedDuring(list);
  expect(cold).toHaveLength(12 + 12 + 3);
  expect(new Set(cold).size).toBe(cold.length);

  const warm = await askedDuring(async () => {
    const { body } = await list();
    expect(body.results).toHaveLength(20);
    for (const row of body.results) expect(Object.values(row)).not.toContain('Unknown Customer');
  });
  expect(warm).toEqual([]);
});

test('five hundred who look at one appointment ask once for each name', async () => {
  const mechanic = nth(world.people.employees, 1);
  const { id } = await given(world).appointment({
    ...of(owner(30)),
    assigned_employee_id: mechanic.user_id,
  });
  const asked = await askedDuring(async () => {
    const seen = await Promise.all(Array.from({ length: 500 }, () => namesSeen(world.admin, id)));
    expect(new Set(seen.map(({ employee_name }) => employee_name)).size).toBe(1);
  });
  expect(asked).toHaveLength(3);
});

test('an employee who is not told a name takes it from nobody, and is shown it once it is known', async () => {
  const { person } = owner(0);
  const { id } = await given(world).appointment(of(owner(0)));
  const name = `${person.first_name} ${person.last_name}`;
  expect((await namesSeen(world.employee, id)).customer_name).toBe('Unknown Customer');
  expect((await namesSeen(world.admin, id)).customer_name).toBe(name);
  expect((await namesSeen(world.employee, id)).customer_name).toBe(name);
  expect((await namesSeen(world.as(person), id)).customer_name).toBe(name);
});

test('a car that its former owner may not see is unknown to that one only', async () => {
  const { person } = owner(1);
  const { car } = owner(2);
  const { id } = await given(world).appointment({
    customer_id: person.user_id,
    vehicle_id: car.vehicle_id,
  });
  expect((await namesSeen(world.as(person), id)).vehicle_details).toBe('Unknown Vehicle');
  expect((await namesSeen(world.admin, id)).vehicle_details).toContain(car.plate_number);
});

test('a booking asks anew, whatever is cached, and what it learns is shown at once', async () => {
  const { person, car } = owner(3);
  const { id } = await given(world).appointment(of(owner(3)));
  const before = await namesSeen(world.admin, id);
  const asked = await askedDuring(async () => {
    car.plate_number = 'NEW-1';
    person.last_name = 'Newname';
    expect(await namesSeen(world.admin, id)).toEqual(before);
    const wish = { scheduled_date: '2026-12-07', scheduled_time: '10:00' };
    expect((await world.as(person).book(owner(3), wish)).status).toBe(201);
  });
  expect(asked.sort()).toEqual([
    `/api/v1/customers/logical/${person.user_id}/`,
    `/api/v1/vehicles/${car.vehicle_id}/`,
  ]);
  expect(await namesSeen(world.employee, id)).toMatchObject({
    customer_name: `${person.first_name} Newname`,
    vehicle_details: expect.stringContaining('(NEW-1)'),
  });
});

test('a car that is sold is not booked for its former owner, though it is cached', async () => {
  const { person, car } = owner(4);
  const { id } = await given(world).appointment(of(owner(4)));
  await namesSeen(world.admin, id);
  car.customer_id = owner(5).person.user_id;
  const wish = { scheduled_date: '2026-12-08', scheduled_time: '10:00' };
  for (const client of [world.as(person), world.admin]) {
    const answer = await client.book({ person, car }, wish);
    expect(answer.status).toBe(400);
  }
});

test('nothing is kept but ids, names, plates and availability, and no token', async () => {
  const token = await world.platform.accessToken(owner(6).person.user_id);
  const { id } = await given(world).appointment(of(owner(6)));
  await namesSeen(world.withHeader(`Bearer ${token}`), id);
  const allowed =
    'id full_name customer_id is_active year make model plate_number first_name is_available';
  expect(kept.size).toBeGreaterThan(10);
  for (const [key, value] of kept) {
    expect(key).toMatch(/^appointments:v1:(customer|vehicle|employee):[0-9a-f-]{36}$/);
    expect(allowed.split(' ')).toEqual(expect.arrayContaining(Object.keys(JSON.parse(value))));
    expect(key + value).not.toContain(token);
  }
});
