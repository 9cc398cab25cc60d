import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { type CarOwner, carOwners, crowd, nth } from './support/people.ts';
import { openWorld, useWorld, type World } from './support/world.ts';

const world = useWorld();

const owner = (index: number): CarOwner => nth(carOwners(samplePeople), index);
/** Amara Fernando, CAB-1234. */
const AMARA = owner(0);
const KAVIN = owner(1);
/** Mateo García. */
const MATEO = nth(
  carOwners(samplePeople).filter(({ person }) => person.first_name === 'Mateo'),
  0,
);

interface Page {
  readonly count: number;
  readonly results: readonly { readonly id: string }[];
}

async function found(q: string, client: Client = world.admin, more = ''): Promise<string[]> {
  const answer = await client.get<Page>(`/appointments/?q=${encodeURIComponent(q)}${more}`);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.body.count).toBe(answer.body.results.length);
  return answer.body.results.map(({ id }) => id);
}

/** The rows that are stored of what was looked up. */
async function known(where: World = world) {
  return await where.db.selectFrom('known_names').selectAll().orderBy('id').execute();
}

let amaras = '';
let kavins = '';
let mateos = '';

beforeAll(async () => {
  amaras = (await given(world).appointment({ ...of(AMARA), scheduled_date: '2027-01-04' })).id;
  // Nothing of it is part of a plate.
  const id = 'feedbeef-d6eb-44c2-8058-f4aa75a48a31';
  const row = { id, ...of(KAVIN), scheduled_date: '2027-01-05' };
  kavins = (await given(world).appointment(row)).id;
  mateos = (await given(world).appointment({ ...of(MATEO), scheduled_date: '2027-01-06' })).id;
  // An admin looks at the list once; what that brings is what can be searched for.
  expect((await world.admin.get('/appointments/')).status).toBe(200);
  await eventually(async () => expect((await known()).length).toBe(6));
});

describe('appointments are found by', () => {
  test.each([
    ['a part of the name', 'fernan'],
    ['a name in other letters', 'AMARA fern'],
    ['the plate', 'CAB-1234'],
    ['the plate without its dash', 'cab1234'],
    ['the plate with blanks', 'cab 12 34'],
    ['a part of the plate', 'b-12'],
  ])('%s', async (_what, q) => {
    expect(await found(q)).toEqual([amaras]);
    expect(await found(q, world.employee)).toEqual([amaras]);
  });

  test('a name whose accents are left out, or not', async () => {
    expect(await found('garcia')).toEqual([mateos]);
    expect(await found('García')).toEqual([mateos]);
  });

  test('how the id begins, of four digits on', async () => {
    expect(await found(kavins)).toEqual([kavins]);
    expect(await found(kavins.slice(0, 13).toUpperCase())).toEqual([kavins]);
    expect(await found(kavins.replaceAll('-', '').slice(0, 20))).toEqual([kavins]);
    expect(await found(kavins.slice(0, 4))).toContain(kavins);
    expect(await found(kavins.slice(0, 3))).not.toContain(kavins);
    expect(await found(kavins.slice(4))).toEqual([]);
  });

  test('nothing of which is a pattern', async () => {
    for (const q of ['%', '_', 'a%a', 'cab_1234', '\\', '%%', "'", '-'])
      expect(await found(q)).toEqual([]);
  });

  test('together with the other filters', async () => {
    const all = [mateos, kavins, amaras];
    expect(await found('a', world.admin, '&ordering=-scheduled_date')).toEqual(all);
    expect(await found('a', world.admin, '&start_date=2027-01-05&ordering=scheduled_date')).toEqual(
      [kavins, mateos],
    );
    expect(await found('a', world.admin, `&customer_id=${AMARA.person.user_id}`)).toEqual([amaras]);
    expect(await found('fernando', world.admin, '&status=cancelled')).toEqual([]);
  });

  test('a blank text, which is no search', async () => {
    for (const q of ['', '  ']) expect(await found(q)).toHaveLength(3);
  });

  test('pages, whose links keep it', async () => {
    const customer_id = KAVIN.person.user_id;
    const where = await openWorld();
    try {
      const { world: other } = where;
      for (let row = 0; row < 21; row += 1) await given(other).appointment({ customer_id });
      await other.as(KAVIN.person).get('/appointments/');
      await eventually(async () => {
        const { body } = await other.admin.get<Page & { next: string }>('/appointments/?q=kavin');
        expect([body.count, body.results.length]).toEqual([21, 20]);
        expect(body.next).toMatch(/\?page=2&q=kavin$/);
      });
    } finally {
      await where.close();
    }
  });
});

test("customers find their own appointments and nobody else's", async () => {
  const amara = world.as(AMARA.person);
  expect(await found('fernando', amara)).toEqual([amaras]);
  expect(await found('cab1234', amara)).toEqual([amaras]);
  expect(await found(amaras.slice(0, 8), amara)).toEqual([amaras]);
  for (const q of [KAVIN.person.last_name, KAVIN.car.plate_number, kavins])
    expect(await found(q, amara)).toEqual([]);
});

test.each([
  ['a'.repeat(101), 'Ensure this field has no more than 100 characters.'],
  ['a\0b', 'Null characters are not allowed.'],
])('%j is refused', async (q, message) => {
  const answer = await world.admin.get(`/appointments/?q=${encodeURIComponent(q)}`);
  expect([answer.status, answer.body]).toEqual([400, { q: [message] }]);
  expect((await world.admin.get(`/appointments/?q=${'ü'.repeat(100)}`)).status).toBe(200);
});

describe('what is known', () => {
  test('is id, name, plate and owner, and nothing else', async () => {
    const rows = await known();
    const [person, car] = [AMARA.person.user_id, AMARA.car.vehicle_id].map((id) =>
      rows.find((row) => row.id === id),
    );
    expect(person).toEqual({
      kind: 'customer',
      id: AMARA.person.user_id,
      owner_id: null,
      name: 'Amara Fernando',
      plate: null,
      search: 'amara fernando',
      updated_at: expect.any(String),
    });
    expect(car).toEqual({
      kind: 'vehicle',
      id: AMARA.car.vehicle_id,
      owner_id: AMARA.person.user_id,
      name: '2016 Toyota Aqua',
      plate: 'CAB-1234',
      search: 'cab1234',
      updated_at: expect.any(String),
    });
  });

  test('is not what an employee is told instead of a name', async () => {
    const { world: other, close } = await openWorld();
    try {
      await given(other).appointment(of(KAVIN));
      await other.employee.get('/appointments/');
      await eventually(async () => expect((await known(other)).length).toBe(1));
      expect((await known(other)).map(({ kind }) => kind)).toEqual(['vehicle']);
    } finally {
      await close();
    }
  });

  test('follows what validated look-ups say, and what is alike is not written again', async () => {
    const people = crowd(1);
    const { world: other, close } = await openWorld({ people });
    try {
      const { person, car } = nth(carOwners(people), 12);
      const book = async (scheduled_date: string) =>
        await other.as(person).book({ person, car }, { scheduled_date, scheduled_time: '10:00' });
      expect((await book('2026-12-01')).status).toBe(201);
      await eventually(async () => expect((await known(other)).length).toBe(2));
      const before = await known(other);
      car.plate_number = 'NEW-1';
      expect((await book('2026-12-02')).status).toBe(201);
      await eventually(async () => {
        const body = (await other.employee.get<Page>('/appointments/?q=new1')).body;
        expect(body.count).toBe(2);
      });
      const [unchanged] = before.filter(({ kind }) => kind === 'customer');
      expect(await known(other)).toContainEqual(unchanged);
      expect((await other.employee.get<Page>('/appointments/?q=crw')).body.count).toBe(0);
    } finally {
      await close();
    }
  });

  test('is a copy: when it cannot be stored, everything else goes on', async () => {
    const { world: other, close } = await openWorld();
    try {
      await other.db.schema.dropTable('known_names').execute();
      const wish = { scheduled_date: '2026-12-01', scheduled_time: '10:00' };
      expect((await other.as(AMARA.person).book(AMARA, wish)).status).toBe(201);
      const { body } = await other.admin.get<{ results: { customer_name: string }[] }>(
        '/appointments/',
      );
      expect(body.results.map((row) => row.customer_name)).toEqual(['Amara Fernando']);
    } finally {
      await close();
    }
  });
});

test('the reports are not searched', async () => {
  const path = `/appointments/customer_appointments/?customer_id=${AMARA.person.user_id}`;
  const { body } = await world.admin.get<unknown[]>(`${path}&q=${randomUUID()}`);
  expect(body).toHaveLength(1);
});
