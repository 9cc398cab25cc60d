import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);
const CREATOR = nth(carOwners(samplePeople), 2);
const NOT_FOUND = { detail: 'Not found.' };

/** A day of its own for each appointment, so that none is in another's way. */
let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}

/** An appointment of OWNER that CREATOR entered in the service before this one. */
async function appointment(status = 'confirmed', row: object = {}) {
  return await given(world).appointment({
    ...of(OWNER),
    created_by_user_id: CREATOR.person.user_id,
    scheduled_date: nextDate(),
    internal_notes: 'pays late',
    status,
    ...row,
  });
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  /** The status from which the action is allowed. */
  readonly from?: string;
}

const ROUTES: readonly Route[] = [
  { method: 'GET', path: '' },
  { method: 'GET', path: 'history/' },
  { method: 'POST', path: 'cancel/' },
  {
    method: 'POST',
    path: 'reschedule/',
    body: { new_date: '2028-01-03', new_time: '09:00' },
  },
  { method: 'POST', path: 'confirm/', from: 'pending' },
  { method: 'POST', path: 'start/' },
  { method: 'POST', path: 'complete/', from: 'in_progress' },
  { method: 'POST', path: 'no_show/' },
  { method: 'POST', path: 'assign/', body: { employee_id: PRIYA } },
];

async function ask(client: Client, route: Route, id: string) {
  return await client.request({
    method: route.method,
    url: `/api/v1/appointments/${id}/${route.path}`,
    ...(route.body === undefined ? {} : { payload: route.body }),
  });
}

/** Statuses on an existing and on a missing id. */
interface Expected {
  /** Detail, history, cancel, reschedule. */
  readonly own: [number, number];
  /** Confirm, start, complete, no_show, assign. */
  readonly staff: [number, number];
  /** List and free slots. */
  readonly lists: number;
}

const WHO: readonly [string, () => Client, Expected][] = [
  ['nobody', () => world.withHeader(undefined), { own: [401, 401], staff: [401, 401], lists: 401 }],
  [
    'the customer',
    () => world.as(OWNER.person),
    { own: [200, 404], staff: [403, 403], lists: 200 },
  ],
  [
    'another customer',
    () => world.as(OTHER.person),
    { own: [404, 404], staff: [403, 403], lists: 200 },
  ],
  [
    'the customer who entered it before',
    () => world.as(CREATOR.person),
    { own: [200, 404], staff: [403, 403], lists: 200 },
  ],
  ['an employee', () => world.employee, { own: [200, 404], staff: [200, 404], lists: 200 }],
  ['an admin', () => world.admin, { own: [200, 404], staff: [200, 404], lists: 200 }],
  [
    'an unknown role',
    () => world.withClaims({ user_role: 'mechanic', user_id: OWNER.person.user_id }),
    { own: [403, 403], staff: [403, 403], lists: 403 },
  ],
  [
    'a missing role',
    () => world.withClaims({ user_role: undefined, role: 'admin' }),
    { own: [403, 403], staff: [403, 403], lists: 403 },
  ],
];

describe('every caller gets what the role and the ownership allow', () => {
  const cells = WHO.flatMap(([who, client, expected]) =>
    ROUTES.map((route, index) => ({
      who,
      what: `${route.method} ${route.path}`,
      client,
      route,
      expected: index < 4 ? expected.own : expected.staff,
    })),
  );
  test.each(cells)('$who: $what', async ({ client, route, expected }) => {
    const { id } = await appointment(route.from);
    const before = await recordsOf(world, id);
    const existing = await ask(client(), route, id);
    const missing = await ask(client(), route, randomUUID());
    expect([existing.status, missing.status]).toEqual(expected);
    if (existing.status !== 200) expect(await recordsOf(world, id)).toEqual(before);
    // Out of the way of the next one that is moved to the same time.
    await world.employee.act(id, 'cancel');
  });

  test.each(WHO)('%s: lists', async (_who, client, expected) => {
    const range = 'start_date=2026-12-01&end_date=2026-12-01';
    const list = await client().get('/appointments/');
    const free = await client().get(`/appointments/available_slots/?${range}`);
    expect([list.status, free.status]).toEqual([expected.lists, expected.lists]);
  });

  test.each([
    ['nobody', () => world.withHeader(undefined), 401],
    ['the customer', () => world.as(OWNER.person), 201],
    ['another customer', () => world.as(OTHER.person), 403],
    ['an employee', () => world.employee, 201],
    ['an admin', () => world.admin, 201],
    ['an unknown role', () => world.withClaims({ user_role: 'mechanic' }), 403],
  ] as const)('%s: books', async (_who, client, status) => {
    const wish = { scheduled_date: nextDate(), scheduled_time: '10:00' };
    expect((await client().book(OWNER, wish)).status).toBe(status);
  });
});

test.each(ROUTES.slice(0, 4))(
  "nothing tells another's appointment from a missing one: $method $path",
  async (route) => {
    const { id } = await appointment(route.from);
    const token = await world.platform.accessToken(OTHER.person.user_id);
    const bytes = async (target: string): Promise<unknown> => {
      const answer = await world.app.inject({
        method: route.method,
        url: `/api/v1/appointments/${target}/${route.path}`,
        headers: { authorization: `Bearer ${token}` },
        ...(route.body === undefined ? {} : { payload: route.body }),
      });
      const { date: _date, 'x-request-id': _id, ...headers } = answer.headers;
      return { status: answer.statusCode, headers, body: answer.payload };
    };
    const foreign = await bytes(id);
    expect(foreign).toEqual(await bytes(randomUUID()));
    expect(foreign).toMatchObject({ status: 404, body: JSON.stringify(NOT_FOUND) });
  },
);

test("a customer's wrong body tells nothing of another's appointment either", async () => {
  const { id } = await appointment();
  for (const target of [id, randomUUID()]) {
    const answer = await world.as(OTHER.person).act(target, 'reschedule', { new_date: 'soon' });
    expect([answer.status, answer.body]).toEqual([404, NOT_FOUND]);
  }
});

test('no answer to a customer carries internal notes', async () => {
  const customer = world.as(OWNER.person);
  const { id } = await appointment();
  const answers = [
    (await customer.get<{ internal_notes: string }>(`/appointments/${id}/`)).body,
    (await customer.act(id, 'reschedule', { new_date: nextDate(), new_time: '09:00' })).body
      .appointment,
    (await customer.act(id, 'cancel')).body.appointment,
  ];
  expect(answers.map(({ internal_notes }) => internal_notes)).toEqual(['', '', '']);
  const list = await customer.get('/appointments/');
  const history = await customer.get(`/appointments/${id}/history/`);
  expect(JSON.stringify([list.body, history.body])).not.toContain('pays late');

  for (const client of [world.employee, world.admin])
    expect((await client.get(`/appointments/${id}/`)).body).toMatchObject({
      internal_notes: 'pays late',
    });
});

describe('lists show a customer the own appointments, and do not say that there are others', () => {
  interface Page {
    readonly count: number;
    readonly results: readonly { readonly id: string; readonly customer_id: string }[];
  }

  test('by filter or without', async () => {
    await appointment();
    const { id } = await given(world).appointment({ ...of(OTHER), assigned_employee_id: PRIYA });
    await given(world).appointment({ assigned_employee_id: PRIYA });
    const list = async (client: Client, query: string) =>
      (await client.get<Page>(`/appointments/${query}`)).body;
    const other = world.as(OTHER.person);
    const own = { count: 1, results: [{ id }] };
    expect(await list(other, '')).toMatchObject(own);
    expect(await list(other, `?employee_id=${PRIYA}`)).toMatchObject(own);
    expect(await list(other, `?customer_id=${OTHER.person.user_id}`)).toMatchObject(own);
    const none = { count: 0, next: null, previous: null, results: [] };
    expect(await list(other, `?customer_id=${OWNER.person.user_id}`)).toEqual(none);
    // The adopted ones that this customer entered for another.
    expect((await list(world.as(CREATOR.person), '')).results).toContainEqual(
      expect.objectContaining({ customer_id: OWNER.person.user_id }),
    );
    expect((await list(world.employee, '')).count).toBeGreaterThan(2);
  });
});

test('who enters an appointment in this service owns nothing by that', async () => {
  // Given one that the workshop booked, and one that is said to be entered by another customer,
  const wish = { scheduled_date: nextDate(), scheduled_time: '10:00' };
  const booked = (await world.admin.book(OWNER, wish)).body;
  const ours = await appointment('confirmed', { adopted: false });
  expect((await world.as(OWNER.person).get(`/appointments/${booked.id}/`)).status).toBe(200);
  // then neither is seen by anyone but their customer.
  for (const [person, { id, scheduled_date }] of [
    [OTHER.person, booked],
    [CREATOR.person, ours],
  ] as const) {
    const customer = world.as(person);
    expect((await customer.get(`/appointments/${id}/`)).status).toBe(404);
    expect((await customer.get(`/appointments/${id}/history/`)).status).toBe(404);
    expect((await customer.act(id, 'cancel')).status).toBe(404);
    const thatDay = `?start_date=${scheduled_date}&end_date=${scheduled_date}`;
    const list = await customer.get(`/appointments/${thatDay}`);
    expect(list.body).toMatchObject({ count: 0, results: [] });
  }
});

test('a token with its user id in capitals is the same person', async () => {
  const { id } = await appointment();
  const user_id = OWNER.person.user_id.toUpperCase();
  const customer = world.withClaims({ user_id });
  expect((await customer.get(`/appointments/${id}/`)).status).toBe(200);
  await customer.act(id, 'cancel');
  const { history } = await recordsOf(world, id);
  expect(nth(history, 0).changed_by_user_id).toBe(OWNER.person.user_id);
});
