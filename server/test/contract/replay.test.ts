import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { World } from '../support/world.ts';
import { type Counterparts, type Difference, differencesOf } from './compare.ts';
import {
  isRecorded,
  type ListedDifference,
  listedDifferences,
  spread,
  statedValue,
} from './differences.ts';
import { type Exchange, type Reply, recordedExchanges } from './exchanges.ts';
import { authorizationOf, HOST, KNOWN_IDS, openRecordedWorld } from './recorded-world.ts';

const exchanges = recordedExchanges();
const listed = listedDifferences();
const known: Counterparts = {
  ids: new Map(KNOWN_IDS.map((id) => [id, id])),
  timestamps: new Map(),
};

let opened: { world: World; close: () => Promise<void> };
beforeAll(async () => {
  opened = await openRecordedWorld();
});
afterAll(async () => {
  await opened.close();
});

describe('what the service before answered is answered by this one, but for what is listed', () => {
  test.each(exchanges)('$name', async (exchange) => {
    const ours = await replay(opened.world, exchange);
    const found = differencesOf(exchange.response, ours, known);
    const rows = spread(
      listed.filter(({ name }) => name === exchange.name),
      exchange.response.body,
    );
    expect(found.map(described(rows)).sort(byPlace)).toEqual(rows.map(asListed).sort(byPlace));
  });

  test('what happened later there happened later here', () => {
    const pairs = [...known.timestamps].sort(([a], [b]) => (a < b ? -1 : 1));
    const ours = pairs.map(([, timestamp]) => timestamp);
    expect(ours.length).toBeGreaterThan(5);
    expect(ours).toEqual([...ours].sort());
  });

  test('every recorded id has one of its own', () => {
    const ours = [...known.ids.values()];
    expect(new Set(ours).size).toBe(ours.length);
  });
});

describe('the comparison', () => {
  const ONE = 'aaaaaaaa-0000-4000-8000-000000000000';
  const OTHER = 'bbbbbbbb-0000-4000-8000-000000000000';
  const differing = (recorded: object, ours: object): string[] => {
    const reply = (body: object): Reply => ({ status: 200, headers: {}, body });
    const seen = { ids: new Map([[ONE, OTHER]]), timestamps: new Map() };
    return differencesOf(reply(recorded), reply(ours), seen).map(({ where }) => where);
  };

  test.each<[string, object, object, string[]]>([
    ['the same', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
    ['another value', { a: [1, { b: null }] }, { a: [1, { b: '' }] }, ['body.a[1].b']],
    ['a number in words', { a: 1 }, { a: '1' }, ['body.a']],
    ['a key more', { a: 1 }, { a: 1, b: 2 }, ['body.b']],
    ['a key less', { a: 1, b: 2 }, { a: 1 }, ['body.b']],
    ['another order', { a: 1, b: 2 }, { b: 2, a: 1 }, ['body keys']],
    ['a key more in between', { a: 1, c: 3 }, { a: 1, b: 2, c: 3 }, ['body.b', 'body keys']],
    ['the id that stands for it', { by: ONE }, { by: OTHER }, []],
    ['another id', { by: ONE }, { by: ONE }, ['body.by']],
    ['an id of nobody', { by: OTHER }, { by: OTHER }, ['body.by']],
    ['an item less', [{ id: OTHER }, { id: ONE }], [{ id: OTHER }], ['body[0]']],
    ['an item more', [{ id: ONE }], [{ id: OTHER }, { id: ONE }], ['body']],
  ])('%s', (_what, recorded, ours, expected) => {
    expect(differing(recorded, ours)).toEqual(expected);
  });
});

describe('the table of differences', () => {
  test('speaks of recorded exchanges by their names', () => {
    const names = new Set(exchanges.map(({ name }) => name));
    const unknown = listed.filter((row) => isRecorded(row) && !names.has(row.name));
    expect(unknown).toEqual([]);
    expect(names.size).toBe(69);
  });

  test('gives a section of the contract as the reason of every row', () => {
    const without = listed.filter(({ reason }) => !/\b\d\.\d+\b|\btrap \d+\b/.test(reason));
    expect(without).toEqual([]);
  });

  test('names no behaviour twice', () => {
    const keys = listed.map(({ name, where }) => `${name}: ${where}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const byPlace = (one: { where: string }, other: { where: string }): number =>
  one.where < other.where ? -1 : 1;

/** A difference as its row says it; a side that the row has in words counts as said. */
function described(rows: readonly ListedDifference[]) {
  return ({ where, recorded, ours }: Difference) => {
    const row = rows.find((candidate) => candidate.where === where);
    const side = (cell: string | undefined, value: unknown): unknown =>
      cell !== undefined && statedValue(cell) === undefined ? cell : value;
    return { where, predecessor: side(row?.predecessor, recorded), ours: side(row?.ours, ours) };
  };
}

function asListed({ where, predecessor, ours }: ListedDifference) {
  const side = (cell: string): unknown => {
    const stated = statedValue(cell);
    return stated === undefined ? cell : stated.value;
  };
  return { where, predecessor: side(predecessor), ours: side(ours) };
}

async function replay(world: World, { as, request }: Exchange): Promise<Reply> {
  const own = await authorizationOf(world, as);
  const valid = (await authorizationOf(world, 'customer'))?.slice('Bearer '.length) ?? '';
  const sent = Object.entries(request.headers ?? {}).map(([name, value]) => [
    name,
    value.replace('<a valid token>', valid),
  ]);
  const options: InjectOptions = {
    method: request.method,
    url: translated(request.path),
    headers: {
      host: HOST,
      ...(own === undefined ? {} : { authorization: own }),
      ...Object.fromEntries(sent),
    },
  };
  const payload = request.raw ?? request.body;
  const answer = await world.app.inject(
    payload === undefined ? options : { ...options, payload: payload as string | object },
  );
  const isJson = String(answer.headers['content-type']).includes('json');
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: isJson ? answer.json() : answer.payload,
  };
}

/** A path with our ids in the place of the recorded ones, in the letters of the recording. */
function translated(path: string): string {
  return [...known.ids].reduce(
    (url, [recorded, ours]) =>
      url.replaceAll(recorded, ours).replaceAll(recorded.toUpperCase(), ours.toUpperCase()),
    path,
  );
}
