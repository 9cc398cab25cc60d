import { type Logger, pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { entryKey } from '../src/directory/cache-entries.shapes.ts';
import { cachedDirectory } from '../src/directory/cached-directory.ts';
import { httpDirectory } from '../src/directory/http-directory.ts';
import type { KeyValueStore } from '../src/platform/key-value-store.ts';
import { type RedisAddress, type RedisStore, redisStore } from '../src/platform/redis.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { type CarOwner, carOwners, crowd, nth } from './support/people.ts';
import { noRedis, type PrivateRedis, startPrivateRedis } from './support/private-redis.ts';
import { startTcpProxy, type TcpProxy } from './support/tcp-proxy.ts';
import { useWorld } from './support/world.ts';

const inCi = process.env.CI === 'true';
if (noRedis !== undefined && !inCi) console.warn(`Redis is not tested: ${noRedis}.`);

test.skipIf(noRedis === undefined || !inCi)(`Redis: ${noRedis}`, () => {
  throw new Error(`In CI the cache must be tested on a real Redis, and ${noRedis}.`);
});

describe.skipIf(noRedis !== undefined)('names in a real Redis', () => {
  let redis: PrivateRedis;
  let store: RedisStore;
  let told: string[];
  let proxy: TcpProxy | undefined;
  /** Milliseconds that each answer waited for the store. */
  let waits: number[] = [];

  const names: KeyValueStore = {
    async getMany(keys) {
      const begun = performance.now();
      const values = await store.getMany(keys);
      // A look at a drop mark holds up nobody.
      if (!keys.some((key) => key.includes(':dropped:'))) waits.push(performance.now() - begun);
      return values;
    },
    setMany: (entries) => store.setMany(entries),
    drop: (keys) => store.drop(keys),
  };
  const world = useWorld({ people: crowd(40), names });
  const owner = (index = 0): CarOwner => nth(carOwners(world.people), index);
  let ids: string[];

  beforeAll(async () => {
    redis = await startPrivateRedis();
    ids = [];
    for (let index = 0; index < 40; index += 1)
      ids.push((await given(world).appointment(of(owner(index)))).id);
    return () => redis.remove();
  });
  beforeEach(async () => {
    await redis.run('FLUSHALL');
    await open(redis.address);
  });
  afterEach(async () => {
    await store.close();
    await proxy?.stop();
    proxy = undefined;
  });

  async function open(address: RedisAddress): Promise<void> {
    told = [];
    store = redisStore(address, logTo(told));
    await eventually(async () => expect(await store.setMany([])).toBe(true));
  }

  async function openThroughProxy(): Promise<TcpProxy> {
    await store.close();
    proxy = await startTcpProxy(redis.address.port);
    await open({ ...redis.address, port: proxy.port });
    return proxy;
  }

  const plainName = (index: number): string => {
    const { first_name, last_name } = owner(index).person;
    return `${first_name} ${last_name}`;
  };

  /** Reads an appointment as an admin and expects the right names. */
  async function look(index = 0): Promise<void> {
    const answer = await world.admin.get<{ customer_name: string; vehicle_details: string }>(
      `/appointments/${nth(ids, index)}/`,
    );
    expect(answer.status).toBe(200);
    expect(answer.body.customer_name).toBe(plainName(index));
    expect(answer.body.vehicle_details).toContain(owner(index).car.plate_number);
  }

  /** Looks so many times, one after the other, and prints what the store added to each answer. */
  async function lookThrough(fault: string, times = 60): Promise<void> {
    waits = [];
    for (let time = 0; time < times; time += 1) await look(time % 3);
    expect(waits).toHaveLength(times);
    const worst = Math.max(...waits);
    const later = [...waits.slice(10)].sort((one, other) => one - other);
    const median = nth(later, Math.floor(later.length / 2));
    console.info(
      `Redis ${fault}: the store added ${worst.toFixed(1)} ms at worst; after ten answers ` +
        `${median.toFixed(2)} ms in the median, ${nth(later, later.length - 1).toFixed(1)} ms at worst`,
    );
    expect(median).toBeLessThan(50);
    expect(worst).toBeLessThan(1_000);
  }

  async function isUsedAgain(index = 0): Promise<void> {
    await eventually(() => expect(told.join()).toContain('Redis is back'));
    await redis.run('FLUSHALL');
    await eventually(async () => {
      await look(index);
      expect(await redis.run('EXISTS', customerKey(index))).toBe(1);
    });
  }

  /** One line when it goes and one when it is back, however many answers had to do without. */
  function isToldOnceEach(): void {
    const away = told.map((line) => line.includes('Redis is away'));
    expect(away.length).toBeGreaterThan(1);
    expect(away).toEqual(away.map((_, index) => index % 2 === 0));
  }

  const customerKey = (index = 0): string => entryKey('customer', owner(index).person.user_id);
  const vehicleKey = (index = 0): string => entryKey('vehicle', owner(index).car.vehicle_id);

  test('what one process looks up, another shows, until it is dropped or five minutes are over', async () => {
    await look();
    await eventually(async () => expect(await redis.run('DBSIZE')).toBe(2));
    const seconds = Number(await redis.run('TTL', customerKey()));
    expect(seconds).toBeGreaterThan(260);
    expect(seconds).toBeLessThanOrEqual(330);

    // The other process has peers that are not there.
    const nowhere = 'http://127.0.0.1:9';
    const services = {
      customers: nowhere,
      vehicles: nowhere,
      employees: nowhere,
      notifications: nowhere,
      authentication: nowhere,
    };
    const otherStore = redisStore(redis.address, logTo([]));
    try {
      const other = cachedDirectory(httpDirectory(services), otherStore);
      const id = owner().person.user_id;
      const wanted = {
        customers: new Set([id]),
        vehicles: new Set<string>(),
        employees: new Set<string>(),
      };
      await eventually(async () => {
        const { customers } = await other.namesOf(wanted, 'a token');
        expect(customers.get(id)?.full_name).toBe(plainName(0));
      });
      owner().person.last_name = 'Newname';
      expect(await other.drop('customer', id)).toBe(true);
      await look();
    } finally {
      await otherStore.close();
    }
  });

  test('five hundred who come when it has just lost everything hardly trouble the peers', async () => {
    await look(7);
    await redis.run('FLUSHALL');
    const before = world.platform.requests.length;
    await Promise.all(Array.from({ length: 500 }, () => look(7)));
    const asked = world.platform.requests.length - before;
    console.info(`Redis flushed: 500 readers of two names asked the peers ${asked} times`);
    // Two, unless this machine is so busy that Redis seems to be away for a moment.
    expect(asked).toBeLessThan(25);
  });

  test('it costs little when all is well', async () => {
    await lookThrough('well');
  });

  describe('holding garbage', () => {
    const record = (index: number) => ({ id: owner(index).person.user_id, full_name: 'A Ghost' });
    const garbage: [string, (key: string, index: number) => string[]][] = [
      ['an empty text', (key) => ['SET', key, '']],
      ['no JSON', (key) => ['SET', key, '{"id":']],
      ['pickled Python', (key) => ['SET', key, '\x80\x04\x95\x10full_name\x94.']],
      ['bytes that are no text', (key) => ['SET', key, '\ufffd\u0000\ud800']],
      ['null', (key) => ['SET', key, 'null']],
      ['a number', (key) => ['SET', key, '17']],
      ['a JSON text', (key) => ['SET', key, '"A Ghost"']],
      ['a JSON list', (key) => ['SET', key, '[{"full_name":"A Ghost"}]']],
      ['an empty record', (key) => ['SET', key, '{}']],
      [
        'a name that is a number',
        (key, index) => ['SET', key, JSON.stringify({ ...record(index), full_name: 7 })],
      ],
      [
        'a name that is an object',
        (key, index) => ['SET', key, JSON.stringify({ ...record(index), full_name: { a: 1 } })],
      ],
      [
        'a blank name',
        (key, index) => ['SET', key, JSON.stringify({ ...record(index), full_name: ' ' })],
      ],
      [
        'a stand-in for a name',
        (key, index) => [
          'SET',
          key,
          JSON.stringify({ ...record(index), full_name: 'Unknown Customer' }),
        ],
      ],
      ['the record of another', (key, index) => ['SET', key, JSON.stringify(record(index + 1))]],
      [
        'a record of another shape',
        (key, index) => ['SET', key, JSON.stringify({ v: 2, data: record(index) })],
      ],
      [
        'a record with more in it',
        (key, index) => ['SET', key, JSON.stringify({ ...record(index), email: 'x' })],
      ],
      ['a prototype', (key) => ['SET', key, '{"__proto__":{"full_name":"A Ghost"}}']],
      ['deep nesting', (key) => ['SET', key, '['.repeat(2_000) + ']'.repeat(2_000)]],
      ['a mebibyte', (key) => ['SET', key, 'x'.repeat(2 ** 20)]],
      [
        'a mebibyte of JSON',
        (key, index) => [
          'SET',
          key,
          JSON.stringify({ ...record(index), full_name: 'x'.repeat(2 ** 20) }),
        ],
      ],
      ['a list', (key) => ['RPUSH', key, 'A Ghost']],
      ['a hash', (key) => ['HSET', key, 'full_name', 'A Ghost']],
      ['a set', (key) => ['SADD', key, 'A Ghost']],
      ['a sorted set', (key) => ['ZADD', key, '1', 'A Ghost']],
      ['a stream', (key) => ['XADD', key, '*', 'full_name', 'A Ghost']],
    ];

    test.each(garbage)('%s: the right name is shown, and kept instead', async (_what, command) => {
      await redis.run(...command(customerKey(), 0));
      await redis.run(...command(vehicleKey(), 0));
      await eventually(async () => {
        await look();
        expect(JSON.parse(String(await redis.run('GET', customerKey())))).toEqual({
          id: owner().person.user_id,
          full_name: plainName(0),
        });
        expect(await redis.run('GET', vehicleKey())).toContain(owner().car.plate_number);
      });
    });

    test('forty mebibytes on one page: gone after the first look or so', async () => {
      for (let index = 0; index < 20; index += 1)
        for (const key of [customerKey(index), vehicleKey(index)])
          await redis.run('SET', key, 'x'.repeat(2 ** 20));
      waits = [];
      const list = () => world.admin.get<{ results: unknown[] }>('/appointments/?ordering=id');
      await eventually(async () => {
        expect((await list()).status).toBe(200);
        for (let index = 0; index < 20; index += 1) await look(index);
        for (let index = 0; index < 20; index += 1)
          expect(Number(await redis.run('STRLEN', customerKey(index)))).toBeLessThan(4_096);
      });
      console.info(`Redis with monstrous values: ${Math.max(...waits).toFixed(1)} ms at worst`);
    });
  });

  test('killed: every answer is right, and it is used again when it is back', async () => {
    await look();
    await redis.kill();
    await lookThrough('killed');
    await redis.start();
    await isUsedAgain();
    isToldOnceEach();
  });

  test('stopped without a word: three answers wait a little, the others not at all', async () => {
    await look();
    redis.pause();
    try {
      await lookThrough('stopped (SIGSTOP)');
    } finally {
      redis.resume();
    }
    await isUsedAgain();
    isToldOnceEach();
  });

  test('stopped under load: no answer fails', async () => {
    await look();
    const looks = ids.map((id) => world.admin.get(`/appointments/${id}/`));
    redis.pause();
    try {
      for (const { status } of await Promise.all(looks)) expect(status).toBe(200);
    } finally {
      redis.resume();
    }
    await isUsedAgain(3);
  });

  test('slow: as if it were away, until it is quick again', async () => {
    const network = await openThroughProxy();
    await look();
    network.delayMs = 150;
    await lookThrough('slow (150 ms)');
    network.delayMs = 0;
    await isUsedAgain();
  });

  test('a connection that leads nowhere is replaced', async () => {
    const network = await openThroughProxy();
    await look();
    network.swallow();
    await lookThrough('behind a dead connection');
    await isUsedAgain();
  });

  test('full: it is told once, and nothing else happens', async () => {
    await look();
    await redis.run('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await redis.run('CONFIG', 'SET', 'maxmemory', '1');
    try {
      for (let index = 10; index < 40; index += 1) await look(index);
      await lookThrough('full');
      expect(told.filter((line) => line.includes('refuses'))).toHaveLength(1);
    } finally {
      await redis.run('CONFIG', 'SET', 'maxmemory', '0');
    }
    await eventually(async () => {
      await look(10);
      expect(await redis.run('EXISTS', customerKey(10))).toBe(1);
    });
  });

  test('wanting a password that nobody gave: told once, and every answer is right', async () => {
    await redis.run('CONFIG', 'SET', 'requirepass', 'secret');
    const open = redisStore(redis.address, logTo(told));
    const before = store;
    store = open;
    try {
      await lookThrough('locked');
      expect(told.filter((line) => line.includes('away') || line.includes('refuses'))).toHaveLength(
        1,
      );
    } finally {
      await open.close();
      store = before;
      await before.setMany([]);
      await redis.kill();
      await redis.start();
    }
  });
});

/** Collects what is logged, a line each. */
function logTo(lines: string[]): Logger {
  return pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
}
