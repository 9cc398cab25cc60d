import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { carOwners, nth } from './support/people.ts';
import { json, type StubAnswer, type StubServer, startStub } from './support/stub-server.ts';
import { openWorld, useWorld, type World } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);
const ownerId = OWNER.person.user_id;

interface Vehicle {
  readonly id: string;
  readonly customer_id: string;
  readonly vehicle_details: string;
  readonly plate_number: string | null;
}

async function list<Item>(path: string, client: Client): Promise<Item[]> {
  const answer = await client.get<Item[]>(path);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

describe('the cars of a customer', () => {
  const path = `/vehicles/?customer_id=${ownerId}`;

  test('are the active ones, as they are called elsewhere', async () => {
    const cars = samplePeople.vehicles.filter(
      (car) => car.customer_id === ownerId && car.is_active,
    );
    const expected = cars.map((car) => ({
      id: car.vehicle_id,
      customer_id: ownerId,
      vehicle_details: `${car.year} ${car.make} ${car.model} (${car.plate_number})`,
      plate_number: car.plate_number,
    }));
    expect(expected.length).toBeGreaterThan(0);
    const order = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
    for (const client of [world.admin, world.employee, world.as(OWNER.person)])
      expect((await list<Vehicle>(path, client)).sort(order)).toEqual(expected.sort(order));
    const inactive = samplePeople.vehicles.find((car) => !car.is_active);
    const of = `/vehicles/?customer_id=${inactive?.customer_id}`;
    expect((await list<Vehicle>(of, world.admin)).map(({ id }) => id)).not.toContain(
      inactive?.vehicle_id,
    );
  });

  test('are own ones for a customer, who need not say and cannot ask for others', async () => {
    const own = await list<Vehicle>(path, world.as(OWNER.person));
    for (const query of ['', '?customer_id='])
      expect(await list(`/vehicles/${query}`, world.as(OWNER.person))).toEqual(own);
    expect(await list(path, world.as(OTHER.person))).toEqual([]);
    expect(await list(`/vehicles/?customer_id=${randomUUID()}`, world.as(OTHER.person))).toEqual(
      [],
    );
  });

  test('are none of a customer whom nobody knows', async () => {
    expect(await list(`/vehicles/?customer_id=${randomUUID()}`, world.admin)).toEqual([]);
  });

  test.each([
    ['', { error: 'customer_id parameter is required' }],
    ['?customer_id=', { error: 'customer_id parameter is required' }],
    ['?customer_id=x', { customer_id: ['Must be a valid UUID.'] }],
  ])('staff have to say whose: %j', async (query, body) => {
    const answer = await world.employee.get(`/vehicles/${query}`);
    expect([answer.status, answer.body]).toEqual([400, body]);
  });
});

describe('a vehicle service that', () => {
  let cars: StubServer;
  let stubbed: World;
  let close: () => Promise<void>;
  beforeAll(async () => {
    cars = await startStub();
    ({ world: stubbed, close } = await openWorld({ services: { vehicles: cars.url } }));
  });
  afterAll(async () => {
    await close();
    await cars.stop();
  });

  const car = {
    vehicle_id: OWNER.car.vehicle_id,
    customer_id: ownerId,
    display_name: '2020 Toyota Camry',
    plate_number: null,
    is_active: true,
  };
  const ask = async () => await stubbed.admin.get<Vehicle[]>(`/vehicles/?customer_id=${ownerId}`);

  test('tells more than it was asked for is believed of this customer only', async () => {
    cars.answer = json(200, [
      { ...car, vin: 'secret' },
      { ...car, vehicle_id: OTHER.car.vehicle_id, customer_id: OTHER.person.user_id },
      { ...car, vehicle_id: randomUUID(), is_active: false },
    ]);
    const answer = await ask();
    expect([answer.status, answer.body]).toEqual([
      200,
      [
        {
          id: car.vehicle_id,
          customer_id: ownerId,
          vehicle_details: '2020 Toyota Camry',
          plate_number: null,
        },
      ],
    ]);
    expect(cars.requests.at(-1)).toMatchObject({
      path: `/api/v1/vehicles/?customer_id=${ownerId}`,
      headers: { authorization: expect.stringMatching(/^Bearer /) },
    });
  });

  test.each<[string, StubAnswer]>([
    ['answers a page', json(200, { count: 0, results: [] })],
    ['answers a car without an id', json(200, [{ ...car, vehicle_id: 7 }])],
    ['answers 403', json(403, { detail: 'Invalid token' })],
    ['answers 500', json(500, {})],
    ['breaks off', (_request, response) => void response.destroy()],
    [
      'sends elsewhere',
      (_request, response) => void response.writeHead(302, { location: '/other' }).end(),
    ],
    ['answers megabytes', json(200, [{ ...car, display_name: 'x'.repeat(100_000) }])],
  ])('%s is not available', async (_what, fault) => {
    cars.answer = fault;
    const answer = await ask();
    expect([answer.status, answer.body]).toEqual([
      503,
      { detail: 'The vehicle service is not available. Please try again.' },
    ]);
    expect(answer.headers['retry-after']).toBe('2');
  });
});
