import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openChangeHub } from '../src/live/change-hub.ts';
import type { Actor } from '../src/platform/actor.ts';
import { createLog } from '../src/platform/log.ts';
import { eventually } from './support/eventually.ts';
import { given } from './support/given.ts';
import { type LiveReader, openReader } from './support/live-readers.ts';
import { carOwners, nth } from './support/people.ts';
import { sql } from './support/predecessor.ts';
import { signedToken } from './support/signed-token.ts';
import { openWorld, SECRET, useWorld } from './support/world.ts';
import { freshMonday } from './support/write.ts';

const LONG = { longestStreamMs: 600_000 };
const world = useWorld(LONG);

let url: string;
const readers: LiveReader[] = [];
beforeAll(async () => {
  url = await world.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.leave();
  await eventually(async () => expect(await connections()).toBe(0));
});

async function open(token: string, where = url): Promise<LiveReader> {
  const reader = await openReader(where, { authorization: `Bearer ${token}` });
  readers.push(reader);
  return reader;
}

const tokenOf = (index: number) =>
  world.platform.accessToken(nth(carOwners(world.people), index).person.user_id);
const staffToken = () => world.platform.accessToken(nth(world.people.employees, 0).user_id);
const connections = () =>
  new Promise<number>((resolve, reject) => {
    world.app.server.getConnections((error, count) =>
      error === null ? resolve(count) : reject(error),
    );
  });

describe('a stream ends', () => {
  test('when its token expires, and not before', async () => {
    // Late enough for a busy machine to open the stream before.
    const exp = Math.floor(Date.now() / 1000) + 10;
    const reader = await open(await signedToken(SECRET, { exp }));
    await reader.hears({ event: 'ready' });
    expect(reader.hasEnded()).toBe(false);
    await eventually(() => expect(reader.hasEnded()).toBe(true), 40_000);
    expect(Date.now()).toBeGreaterThan(exp * 1000 - 100);
  });

  test('of a token that is good for years, not at once', async () => {
    const exp = Math.floor(Date.now() / 1000) + 20 * 365 * 86_400;
    const reader = await open(await signedToken(SECRET, { exp, user_role: 'admin' }));
    await reader.hears({ event: 'ready' });
    const { id } = await given(world).appointment({ scheduled_date: freshMonday() });
    await reader.hears({ data: expect.objectContaining({ id }) });
    expect(reader.hasEnded()).toBe(false);
  });

  test('after its longest time, whatever the token', async () => {
    const { world: brief, close } = await openWorld({ people: world.people });
    try {
      const where = await brief.app.listen({ host: '127.0.0.1', port: 0 });
      const reader = await open(await staffToken(), where);
      await eventually(() => expect(reader.hasEnded()).toBe(true));
      expect(reader.events()).toHaveLength(1);
    } finally {
      await close();
    }
  });

  test('when the service stops, and nobody gets in any more', async () => {
    const { world: stopping, close } = await openWorld({ ...LONG, people: world.people });
    const where = await stopping.app.listen({ host: '127.0.0.1', port: 0 });
    const open_ = await Promise.all([
      open(await staffToken(), where),
      open(await tokenOf(0), where),
    ]);
    for (const reader of open_) await reader.hears({ event: 'ready' });
    await close();
    await eventually(() => expect(open_.map((reader) => reader.hasEnded())).toEqual([true, true]));
  });
});

describe('the number of streams', () => {
  test('of one person is 20, and one that ends makes room', async () => {
    const token = await tokenOf(0);
    const twenty = await Promise.all(Array.from({ length: 20 }, () => open(token)));
    expect(twenty.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const refused = await open(token);
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('10');
    await eventually(() =>
      expect(refused.text()).toBe('{"detail":"You follow the changes too many times already."}'),
    );
    expect((await open(await tokenOf(1))).status).toBe(200);
    nth(twenty, 7).leave();
    await eventually(async () => expect((await open(token)).status).toBe(200));
  });

  test('of one process is 2,000; whoever was refused or has left holds no place', async () => {
    const hub = openChangeHub({ db: world.db, log: createLog('silent') });
    const join = () => hub.join(anybody(), undefined);
    try {
      const seats = await Promise.all(Array.from({ length: 2_000 }, join));
      await expect(join()).rejects.toMatchObject({ code: 'no_stream_left' });
      await expect(join()).rejects.toMatchObject({ details: { retryAfterSeconds: 2 } });
      nth(seats, 0).leave();
      nth(seats, 0).leave();
      await join();
      await expect(join()).rejects.toMatchObject({ code: 'no_stream_left' });
    } finally {
      hub.close();
    }
    await expect(join()).rejects.toMatchObject({ code: 'no_stream_left' });
  });
});

test('a reader that does not read is cut, and its neighbour hears everything', async () => {
  const [stuck, neighbour] = [await open(await tokenOf(0)), await open(await tokenOf(1))];
  for (const reader of [stuck, neighbour]) await reader.hears({ event: 'ready' });
  stuck.stopReading();
  let days = 0;
  await eventually(async () => {
    days += 20_000;
    await sql(
      world.databaseUrl,
      `insert into change_feed (topic, after_dates)
       select 'time_slots', array_agg('2000-01-01'::date + day)
       from generate_series($1::int, $1::int + 19999) as day`,
      [days],
    );
    expect(await connections()).toBe(1);
  }, 60_000);
  expect(neighbour.hasEnded()).toBe(false);
  const slots = () => neighbour.events().flatMap(({ data }) => data.dates ?? []);
  await eventually(() => expect(slots()).toHaveLength(days));
});

function anybody(): Actor {
  return { userId: randomUUID(), role: 'customer', token: '' };
}
