import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);
const CREATOR = nth(carOwners(samplePeople), 2);
const MECHANIC = nth(samplePeople.employees, 0).user_id;
const NOT_FOUND = { detail: 'Not found.' };
const NOTHING = { count: 0, next: null, previous: null, results: [] };
/** What is told of a line that the service before wrote. */
const UNAUDITED = { version: null, actor_role: null, channel: null, request_id: null, changes: [] };

interface Line {
  readonly id: string;
  readonly appointment_id: string;
  readonly changed_by_user_id: string;
  readonly previous_status: string;
  readonly new_status: string;
  readonly change_reason: string;
  readonly changed_at: string;
}
interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly Line[];
}

async function line(appointment_id: string, values: Partial<Line> = {}): Promise<Line> {
  const row: Line = {
    id: randomUUID(),
    appointment_id,
    changed_by_user_id: MECHANIC,
    previous_status: 'pending',
    new_status: 'confirmed',
    change_reason: '',
    changed_at: '2026-11-20T10:00:00Z',
    ...values,
  };
  await world.db.insertInto('appointment_history').values(row).execute();
  return row;
}

async function list(client: Client, query = ''): Promise<Page> {
  const answer = await client.get<Page>(`/history/${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('the history', () => {
  test('is written by moves, not by the booking, and read newest first', async () => {
    const booked = await world.admin.book(OWNER, {
      scheduled_date: '2027-01-04',
      scheduled_time: '10:00',
    });
    const { id } = booked.body;
    const path = `?appointment_id=${id}`;
    expect(await list(world.admin, path)).toEqual(NOTHING);
    const confirmed = await world.employee.act(id, 'confirm', { reason: 'fine' });
    await world.employee.act(id, 'start');
    const { results } = await list(world.admin, path);
    expect(results.map(({ new_status }) => new_status)).toEqual(['in_progress', 'confirmed']);
    expect(Object.keys(nth(results, 1))).toEqual([
      ...['id', 'appointment_id', 'changed_by_user_id', 'previous_status', 'new_status'],
      ...['change_reason', 'changed_at'],
      // Extra keys come last (contract 9.3).
      ...['version', 'actor_role', 'channel', 'request_id', 'changes'],
    ]);
    expect(nth(results, 1)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      appointment_id: id,
      changed_by_user_id: MECHANIC,
      previous_status: 'pending',
      new_status: 'confirmed',
      change_reason: 'fine',
      changed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/),
      version: 2,
      actor_role: 'employee',
      channel: 'api',
      request_id: confirmed.headers['x-request-id'],
      changes: [{ field: 'status', before: 'pending', after: 'confirmed' }],
    });
    // The same lines stand, as a bare array, at the appointment itself.
    expect((await world.admin.get(`/appointments/${id}/history/`)).body).toEqual(results);
  });

  test('keeps microseconds and leaves a whole second bare', async () => {
    const id = randomUUID();
    await line(id, { changed_at: '2026-11-20T10:00:00Z' });
    await line(id, { changed_at: '2026-11-20T12:00:00.000001+02:00' });
    const { results } = await list(world.admin, `?appointment_id=${id}`);
    expect(results.map(({ changed_at }) => changed_at)).toEqual([
      '2026-11-20T10:00:00.000001Z',
      '2026-11-20T10:00:00Z',
    ]);
  });
});

describe('pages', () => {
  const id = randomUUID();
  beforeAll(async () => {
    for (let index = 0; index < 45; index += 1) await line(id);
  });

  test('of twenty, with ties settled by id', async () => {
    const seen: string[] = [];
    const links: (string | null)[][] = [];
    let next: string | null = `/api/v1/history/?appointment_id=${id}&limit=100`;
    while (next !== null) {
      const url: string = next.replace(/^http:\/\/[^/]+/, '');
      const { body }: { body: Page } = await world.admin.request<Page>({
        method: 'GET',
        url,
        headers: { host: 'shop.example' },
      });
      expect(body.count).toBe(45);
      seen.push(...body.results.map((row) => row.id));
      links.push([body.previous, body.next]);
      next = body.next;
    }
    const page = `http://shop.example/api/v1/history/?appointment_id=${id}&limit=100`;
    expect(links).toEqual([
      [null, `${page}&page=2`],
      [page, `${page}&page=3`],
      [`${page}&page=2`, null],
    ]);
    expect(seen).toEqual([...seen].sort());
    expect(new Set(seen).size).toBe(45);
  });

  test('have a last one, and none beyond', async () => {
    expect((await list(world.admin, `?appointment_id=${id}&page=last`)).results).toHaveLength(5);
    for (const page of ['0', '4', 'x', '-1']) {
      const answer = await world.admin.get(`/history/?appointment_id=${id}&page=${page}`);
      expect([answer.status, answer.body]).toEqual([404, { detail: 'Invalid page.' }]);
    }
  });
});

describe('ordering', () => {
  const id = randomUUID();
  beforeAll(async () => {
    await line(id, { change_reason: 'b', changed_at: '2026-11-01T00:00:00Z' });
    await line(id, { change_reason: 'a', changed_at: '2026-11-03T00:00:00Z', new_status: 'x' });
    await line(id, { change_reason: 'c', changed_at: '2026-11-02T00:00:00Z' });
  });
  const reasons = async (ordering: string): Promise<string> => {
    const { results } = await list(world.admin, `?appointment_id=${id}&ordering=${ordering}`);
    return results.map(({ change_reason }) => change_reason).join('');
  };

  test.each([
    ['', 'acb'],
    ['changed_at', 'bca'],
    ['-changed_at', 'acb'],
    ['change_reason', 'abc'],
    ['-change_reason', 'cba'],
    ['-new_status,change_reason', 'abc'],
    ['new_status,-changed_at', 'cba'],
    ['color,-age', 'acb'],
    ['color,change_reason', 'abc'],
  ])('by %j', async (ordering, expected) => {
    expect(await reasons(ordering)).toBe(expected);
  });

  test.each(['id', 'appointment_id', 'changed_by_user_id', 'previous_status'])(
    'by %s is allowed',
    async (column) => {
      const sorted = async (ordering: string) =>
        (await list(world.admin, `?ordering=${ordering}`)).results.map(
          (row) => row[column as keyof Line],
        );
      expect(await sorted(column)).toEqual([...(await sorted(column))].sort());
      expect(await sorted(`-${column}`)).toEqual(
        [...(await sorted(`-${column}`))].sort().reverse(),
      );
    },
  );
});

describe('the filter', () => {
  test('reads an id in any spelling, and an empty one is none', async () => {
    const id = randomUUID();
    const { id: lineId } = await line(id);
    for (const spelling of [id, id.toUpperCase(), id.replaceAll('-', '')])
      expect(await list(world.admin, `?appointment_id=${spelling}`)).toMatchObject({
        count: 1,
        results: [{ id: lineId }],
      });
    expect((await list(world.admin, '?appointment_id=')).count).toBeGreaterThan(1);
    expect(await list(world.admin, `?appointment_id=${randomUUID()}`)).toEqual(NOTHING);
  });

  test('is the only one: what nobody knows is ignored', async () => {
    const id = randomUUID();
    await line(id);
    const query = `?new_status=x&changed_by_user_id=x&search=x&_t=1&appointment_id=${id}`;
    expect((await list(world.admin, query)).count).toBe(1);
  });

  test('that cannot be read is told by its name', async () => {
    const answer = await world.admin.get('/history/?appointment_id=7');
    expect([answer.status, answer.body]).toEqual([
      400,
      { appointment_id: ['Must be a valid UUID.'] },
    ]);
  });
});

describe('customers read the lines of their own appointments', () => {
  let own: Line;
  let foreign: Line;
  let orphan: Line;
  beforeAll(async () => {
    const entered = { ...of(OWNER), created_by_user_id: CREATOR.person.user_id };
    const mine = await given(world).appointment({ ...entered, scheduled_date: '2027-02-01' });
    const theirs = await given(world).appointment(of(OTHER));
    own = await line(mine.id);
    foreign = await line(theirs.id);
    orphan = await line(randomUUID(), { changed_by_user_id: OWNER.person.user_id });
  });

  test('in the list, and are not told of others', async () => {
    const lines = async (person: { user_id: string }, query = '') =>
      (await list(world.as(person), query)).results.map(({ id }) => id);
    expect(await lines(OTHER.person)).toEqual([foreign.id]);
    expect(await lines(CREATOR.person)).toEqual([own.id]);
    expect(await lines(OWNER.person)).toContain(own.id);
    expect(await lines(OWNER.person)).not.toContain(foreign.id);
    expect(await lines(OWNER.person)).not.toContain(orphan.id);
    for (const { appointment_id } of [foreign, orphan])
      expect(await list(world.as(OWNER.person), `?appointment_id=${appointment_id}`)).toEqual(
        NOTHING,
      );
  });

  test('one by one, and another’s is like one that is not there', async () => {
    const customer = world.as(OWNER.person);
    expect((await customer.get(`/history/${own.id}/`)).body).toEqual({ ...own, ...UNAUDITED });
    for (const id of [foreign.id, orphan.id, randomUUID(), 'no-uuid']) {
      const answer = await customer.get(`/history/${id}/`);
      expect([answer.status, answer.body]).toEqual([404, NOT_FOUND]);
    }
  });

  test('staff read all of them', async () => {
    for (const client of [world.employee, world.admin])
      for (const one of [own, foreign, orphan])
        expect((await client.get(`/history/${one.id.toUpperCase()}/`)).body).toEqual({
          ...one,
          ...UNAUDITED,
        });
  });
});

describe('nobody writes it from outside', () => {
  const cells = (['POST', 'PUT', 'PATCH', 'DELETE'] as const).flatMap((method) =>
    ['/history/', `/history/${randomUUID()}/`].map((path) => ({ method, path })),
  );
  test.each(cells)('$method $path', async ({ method, path }) => {
    const url = `/api/v1${path}`;
    for (const client of [world.admin, world.employee, world.as(OWNER.person)]) {
      const answer = await client.request({ method, url, payload: {} });
      expect([answer.status, answer.body]).toEqual([
        405,
        { detail: `Method "${method}" not allowed.` },
      ]);
      expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
    }
    expect((await world.withHeader(undefined).request({ method, url })).status).toBe(401);
    const stranger = world.withClaims({ user_role: 'mechanic' });
    expect((await stranger.request({ method, url })).status).toBe(403);
  });
});
