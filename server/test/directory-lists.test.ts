import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { json, type StubAnswer, type StubServer, startStub } from './support/stub-server.ts';
import { openWorld, useWorld, type World } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);
const ownerId = OWNER.person.user_id;

interface Named {
  readonly id: string;
  readonly full_name: string;
}

async function list<Item>(path: string, client: Client): Promise<Item[]> {
  const answer = await client.get<Item[]>(path);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

describe('employees', () => {
  const named = samplePeople.employees
    .map(({ user_id, first_name, last_name }) => ({
      id: user_id,
      full_name: `${first_name} ${last_name}`,
    }))
    .sort((one, other) => one.full_name.localeCompare(other.full_name));

  test('are all with an account for an admin, sorted by name', async () => {
    expect(await list('/employees/', world.admin)).toEqual(named);
  });

  test('are those that were looked up for an employee', async () => {
    const { world: other, close } = await openWorld();
    try {
      expect(await list('/employees/', other.employee)).toEqual([]);
      const mechanic = nth(samplePeople.employees, 1);
      await given(other).appointment({ assigned_employee_id: mechanic.user_id });
      await other.employee.get('/appointments/');
      await eventually(async () =>
        expect(await list('/employees/', other.employee)).toEqual([
          named.find(({ id }) => id === mechanic.user_id),
        ]),
      );
      // For an admin nobody stands there twice.
      expect(await list('/employees/', other.admin)).toEqual(named);
    } finally {
      await close();
    }
  });

  test('are not for customers', async () => {
    expect((await world.as(OWNER.person).get('/employees/')).status).toBe(403);
  });
});

describe('an authentication service that', () => {
  let users: StubServer;
  let stubbed: World;
  let close: () => Promise<void>;
  const KNOWN = nth(samplePeople.employees, 0);
  beforeAll(async () => {
    users = await startStub();
    ({ world: stubbed, close } = await openWorld({ services: { authentication: users.url } }));
    await given(stubbed).appointment({ ...of(OWNER), assigned_employee_id: KNOWN.user_id });
    await stubbed.admin.get('/appointments/');
    await eventually(async () =>
      expect(await list('/employees/', stubbed.employee)).toHaveLength(1),
    );
  });
  afterAll(async () => {
    await close();
    await users.stop();
  });
  beforeEach(() => {
    users.requests.length = 0;
  });

  const account = (index: number, more: object = {}) => ({
    id: `e0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    first_name: `N${String(index).padStart(3, '0')}`,
    last_name: '',
    user_role: 'employee',
    is_active: true,
    ...more,
  });
  const known = { id: KNOWN.user_id, full_name: `${KNOWN.first_name} ${KNOWN.last_name}` };

  test('has several pages is asked for all of them, wherever they point to', async () => {
    users.answer = (request, response) => {
      const page = Number(new URL(request.path, 'http://x').searchParams.get('page'));
      const results = Array.from({ length: 20 }, (_, index) => account(page * 20 + index));
      const next = page < 3 ? 'http://192.0.2.1/elsewhere' : null;
      json(200, { count: 60, next, previous: null, results })(request, response);
    };
    const people = await list<Named>('/employees/', stubbed.admin);
    expect(people).toHaveLength(61);
    expect(people).toContainEqual(known);
    expect(users.requests.map(({ path }) => path)).toEqual(
      [1, 2, 3].map((page) => `/api/v1/auth/admin/users/?role=employee&page=${page}`),
    );
  });

  test('passes over the role, or lists closed accounts, is read with care', async () => {
    users.answer = json(200, {
      next: null,
      results: [
        account(1),
        account(2, { user_role: 'customer' }),
        account(3, { is_active: false }),
        account(4, { first_name: '', last_name: null }),
      ],
    });
    const people = await list<Named>('/employees/', stubbed.admin);
    const names = ['Employee (e0000000...)', 'N001', known.full_name];
    expect(people.map(({ full_name }) => full_name)).toEqual(
      names.sort((one, other) => one.localeCompare(other)),
    );
  });

  test('turns in a circle is left after a while', async () => {
    users.answer = json(200, { next: 'http://x/?page=2', results: [account(1)] });
    expect(await list('/employees/', stubbed.admin)).toHaveLength(2);
    expect(users.requests).toHaveLength(50);
  });

  test.each<[string, StubAnswer]>([
    ['answers 403', json(403, { detail: 'Invalid token' })],
    ['answers nonsense', json(200, [])],
    ['answers 500', json(500, {})],
    ['breaks off', (_request, response) => void response.destroy()],
  ])('%s leaves those who are known', async (_what, fault) => {
    users.answer = fault;
    expect(await list('/employees/', stubbed.admin)).toEqual([known]);
  });

  test('is not asked by employees', async () => {
    expect(await list('/employees/', stubbed.employee)).toEqual([known]);
    expect(users.requests).toEqual([]);
  });
});

describe('customers', () => {
  const find = async (q: string, client = world.employee) =>
    await list<Named>(`/customers/?q=${encodeURIComponent(q)}`, client);
  const owner = { id: ownerId, full_name: 'Amara Fernando' };

  beforeAll(async () => {
    await given(world).appointment(of(OWNER));
    await given(world).appointment(of(OTHER));
    await world.admin.get('/appointments/');
    await eventually(async () => {
      expect(await find('a')).toHaveLength(2);
      // The plates may be learned a moment later.
      expect(await find('cab-1234')).toEqual([owner]);
    });
  });

  test.each(['amara', 'NANDO', 'a f', 'cab-1234', 'CAB 12'])('are found by %j', async (q) => {
    expect(await find(q)).toEqual([owner]);
    expect(await find(q, world.admin)).toEqual([owner]);
  });

  test.each(['%', '_', '-', 'nobody', ownerId, 'toyota'])('are not found by %j', async (q) => {
    expect(await find(q)).toEqual([]);
  });

  test('are none of a blank text or of none', async () => {
    for (const query of ['', '?q=', '?q=%20%20'])
      expect(await list(`/customers/${query}`, world.admin)).toEqual([]);
  });

  test('are twenty at most, by name', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      kind: 'customer',
      id: randomUUID(),
      owner_id: null,
      name: `Zed ${String(29 - index).padStart(2, '0')}`,
      plate: null,
      search: `zed ${String(29 - index).padStart(2, '0')}`,
    }));
    await world.db.insertInto('known_names').values(rows).execute();
    const names = (await find('zed')).map(({ full_name }) => full_name);
    expect(names).toEqual(
      Array.from({ length: 20 }, (_, index) => `Zed ${String(index).padStart(2, '0')}`),
    );
  });

  test('are not for customers, and a text has its bounds', async () => {
    expect((await world.as(OWNER.person).get('/customers/?q=a')).status).toBe(403);
    const answer = await world.admin.get(`/customers/?q=${'a'.repeat(101)}`);
    expect([answer.status, answer.body]).toEqual([
      400,
      { q: ['Ensure this field has no more than 100 characters.'] },
    ]);
  });
});
