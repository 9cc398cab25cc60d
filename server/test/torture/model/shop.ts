import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { carOwners, nth } from '../../support/people.ts';
import type { World } from '../../support/world.ts';
import { DAY } from './diary.ts';

/** Who asks: a customer by number, or somebody of the workshop. */
export type Who = number | 'employee' | 'admin';

/** Which version a change is meant for. */
export const CONDITIONS = ['none', 'current', 'one of', 'any', 'stale', 'weak'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** A request and the circumstances under which it is sent. */
export interface Asked {
  readonly who: Who;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly condition?: { readonly kind: Condition; readonly version: number };
  /** Whether it is sent under a key, and once more when it has succeeded. */
  readonly twice?: boolean;
}

/** What must come back: a success, or a refusal in these words, in any order. */
export interface Expected {
  readonly status: number;
  readonly says?: readonly string[];
}

/** How often something was asked for and answered with a status: `POST confirm 200`. */
export type Tally = Map<string, number>;

/** What came back. */
export interface Told {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: unknown;
}

/** The real service, on days of its own. */
export interface Shop {
  /** The ids of jobs and slots, by their numbers in the diary. */
  readonly jobs: string[];
  readonly slots: string[];
  readonly world: World;
  /** The id of a job or slot; of none that there is when the list has no such number. */
  idOf(list: readonly string[], number: number): string;
  date(day: number): string;
  owner(number: number): { readonly customer_id: string; readonly vehicle_id: string };
  employee(number: number): string;
  /** Asks, and expects the status and the words. */
  ask(asked: Asked, expected: Expected): Promise<Told>;
}

const FIRST_MONDAY = Date.UTC(2027, 0, 4);
const DAYS_A_WEEK = 7;
const MILLISECONDS_A_DAY = 86_400_000;

/** A shop in the week with this number; no two share a day. */
export function openShop(world: World, week: number, tally: Tally): Shop {
  const owners = carOwners(world.people);
  const shop: Shop = {
    jobs: [],
    slots: [],
    world,
    idOf: (list, number) => list[number] ?? randomUUID(),
    date: (day) =>
      new Date(FIRST_MONDAY + (week * DAYS_A_WEEK + day) * MILLISECONDS_A_DAY)
        .toISOString()
        .slice(0, 10),
    owner(number) {
      const { person, car } = nth(owners, number);
      return { customer_id: person.user_id, vehicle_id: car.vehicle_id };
    },
    employee: (number) => nth(world.people.employees, number).user_id,
    async ask(asked, expected) {
      const key = asked.twice === true ? randomUUID() : undefined;
      const first = await send(shop, asked, key);
      const story = `${asked.who} ${asked.method} ${asked.path} ${JSON.stringify(asked.body)}: ${first.payload}`;
      expect(first.statusCode, story).toBe(expected.status);
      const kind = `${kindOf(asked)} ${first.statusCode}`;
      tally.set(kind, (tally.get(kind) ?? 0) + 1);
      const body: unknown = first.payload === '' ? undefined : JSON.parse(first.payload);
      if (expected.says !== undefined)
        expect(wordsIn(body), story).toEqual([...expected.says].sort());
      if (key !== undefined && first.statusCode < 300) {
        const again = await send(shop, asked, key);
        expect(again.headers['idempotency-replayed'], story).toBe('true');
        expect([again.statusCode, again.headers.etag, again.payload], story).toEqual([
          ...[first.statusCode, first.headers.etag, first.payload],
        ]);
      }
      return { status: first.statusCode, etag: first.headers.etag?.toString(), body };
    },
  };
  return shop;
}

/** Date and time of a minute of the diary. */
export function timeIn(shop: Shop, minute: number): { date: string; time: string } {
  return { date: shop.date(Math.floor(minute / DAY)), time: clockOf(minute % DAY) };
}

/** A minute of the day as the service writes it; the end of the day is its last minute. */
export function clockOf(minute: number): string {
  const { hours, rest } =
    minute === DAY
      ? { hours: 23, rest: 59 }
      : { hours: Math.floor(minute / 60), rest: minute % 60 };
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}:00`;
}

/** Whether a version meets a condition. */
export function meets(condition: Condition): boolean {
  return condition !== 'stale' && condition !== 'weak';
}

async function send(shop: Shop, asked: Asked, key: string | undefined) {
  const { world } = shop;
  const { who, method, path, body, condition } = asked;
  const id =
    who === 'admin'
      ? nth(world.people.admins, 0).user_id
      : who === 'employee'
        ? shop.employee(0)
        : shop.owner(who).customer_id;
  const ifMatch = condition === undefined ? undefined : tagOf(condition);
  return await world.app.inject({
    method,
    url: `/api/v1${path}`,
    ...(body === undefined ? {} : { payload: body }),
    headers: {
      authorization: `Bearer ${await world.platform.accessToken(id)}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
  });
}

function tagOf({ kind, version }: { kind: Condition; version: number }): string | undefined {
  switch (kind) {
    case 'none':
      return undefined;
    case 'current':
      return `"${version}"`;
    case 'one of':
      return `"0", W/"${version}", "${version}"`;
    case 'any':
      return '*';
    case 'stale':
      return `"${version - 1}", "${version + 1}"`;
    case 'weak':
      return `W/"${version}"`;
  }
}

// Without ids and queries: `POST appointments confirm`.
function kindOf({ method, path }: Asked): string {
  const words = path
    .replace(/\?.*/, '')
    .split('/')
    .filter((word) => /^[a-z_-]+$/.test(word));
  return [method, ...words].join(' ');
}

// Refusals are a list, or lists by field.
function wordsIn(body: unknown): string[] {
  const lists = Array.isArray(body) ? [body] : Object.values(body as Record<string, unknown>);
  return lists.flat().map(String).sort();
}
