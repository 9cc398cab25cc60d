import { describe, expect, test } from 'vitest';
import { cachedDirectory } from '../src/directory/cached-directory.ts';
import { httpDirectory } from '../src/directory/http-directory.ts';
import { redisStore } from '../src/platform/redis.ts';
import { eventually } from './support/eventually.ts';
import { logTo, redisIsThere, useRedisWorld } from './support/redis-world.ts';

describe.skipIf(!redisIsThere())('names in a real Redis', () => {
  const stage = useRedisWorld();
  const { world, told, ids, owner, customerKey, look } = stage;

  /** One line when it goes and one when it is back, however many answers had to do without. */
  function isToldOnceEach(): void {
    const away = told.map((line) => line.includes('Redis is away'));
    expect(away.length).toBeGreaterThan(1);
    expect(away).toEqual(away.map((_, index) => index % 2 === 0));
  }

  test('what one process looks up, another shows, until it is dropped or five minutes are over', async () => {
    await look();
    await eventually(async () => expect(await stage.redis.run('DBSIZE')).toBe(2));
    const seconds = Number(await stage.redis.run('TTL', customerKey()));
    expect(seconds).toBeGreaterThan(260);
    expect(seconds).toBeLessThanOrEqual(330);

    // The other process has peers that are not there.
    const store = redisStore(stage.redis.address, logTo([]));
    try {
      const other = cachedDirectory(httpDirectory(allAt('http://127.0.0.1:9')), store);
      const id = owner().person.user_id;
      const none = new Set<string>();
      const wanted = { customers: new Set([id]), vehicles: none, employees: none };
      await eventually(async () => {
        const { customers } = await other.namesOf(wanted, 'a token');
        expect(customers.get(id)?.full_name).toBe(stage.nameOf(0));
      });
      owner().person.last_name = 'Newname';
      // What takes Redis longer than an answer may wait is not gone for certain.
      await eventually(async () => expect(await other.drop('customer', id)).toBe(true));
      await look();
    } finally {
      await store.close();
    }
  });

  test('five hundred who come when it has just lost everything hardly trouble the peers', async () => {
    await look(7);
    await stage.redis.run('FLUSHALL');
    const before = world.platform.requests.length;
    await Promise.all(Array.from({ length: 500 }, () => look(7)));
    const asked = world.platform.requests.length - before;
    console.info(`Redis flushed: 500 readers of two names asked the peers ${asked} times`);
    // Two, not a thousand; some more where Redis seems to be away for a moment, as when this machine
    // is busy.
    expect(asked).toBeLessThan(100);
  });

  test('it costs little when all is well', async () => {
    await stage.lookThrough('well');
  });

  test('killed: every answer is right, and it is used again when it is back', async () => {
    await look();
    await stage.redis.kill();
    await stage.lookThrough('killed');
    await stage.redis.start();
    await stage.isUsedAgain();
    isToldOnceEach();
  });

  test('stopped without a word: three answers wait a little, the others not at all', async () => {
    await look();
    stage.redis.pause();
    try {
      await stage.lookThrough('stopped (SIGSTOP)');
    } finally {
      stage.redis.resume();
    }
    await stage.isUsedAgain();
    isToldOnceEach();
  });

  test('stopped under load: no answer fails', async () => {
    await look();
    const looks = ids.map((id) => world.admin.get(`/appointments/${id}/`));
    stage.redis.pause();
    try {
      for (const { status } of await Promise.all(looks)) expect(status).toBe(200);
    } finally {
      stage.redis.resume();
    }
    await stage.isUsedAgain(3);
  });

  test('slow: as if it were away, until it is quick again', async () => {
    const network = await stage.throughProxy();
    await look();
    network.delayMs = 150;
    await stage.lookThrough('slow (150 ms)');
    network.delayMs = 0;
    await stage.isUsedAgain();
  });

  test('a connection that leads nowhere is replaced', async () => {
    const network = await stage.throughProxy();
    await look();
    network.swallow();
    await stage.lookThrough('behind a dead connection');
    await stage.isUsedAgain();
  });

  test('full: it is told once, and nothing else happens', async () => {
    await look();
    await stage.redis.run('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await stage.redis.run('CONFIG', 'SET', 'maxmemory', '1');
    try {
      for (let index = 10; index < 40; index += 1) await look(index);
      await stage.lookThrough('full');
      expect(told.filter((line) => line.includes('refuses'))).toHaveLength(1);
    } finally {
      await stage.redis.run('CONFIG', 'SET', 'maxmemory', '0');
    }
    await eventually(async () => {
      await look(10);
      expect(await stage.redis.run('EXISTS', customerKey(10))).toBe(1);
    });
  });

  test('wanting a password that nobody gave: told once, and every answer is right', async () => {
    await stage.redis.run('CONFIG', 'SET', 'requirepass', 'secret');
    try {
      await stage.reopen(stage.redis.address);
      await stage.lookThrough('locked');
      const complaints = told.filter((line) => /away|refuses/.test(line));
      expect(complaints).toHaveLength(1);
      await stage.reopen({ ...stage.redis.address, password: 'secret' });
      await eventually(async () => {
        const before = world.platform.requests.length;
        await look();
        expect(world.platform.requests.length).toBe(before);
      });
    } finally {
      await stage.redis.kill();
      await stage.redis.start();
    }
  });
});

function allAt(url: string) {
  return { customers: url, vehicles: url, employees: url, notifications: url, authentication: url };
}
