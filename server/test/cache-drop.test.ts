import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { endChildren } from './support/child.ts';
import { eventually } from './support/eventually.ts';
import { nth } from './support/people.ts';
import { redisIsThere, useRedisWorld } from './support/redis-world.ts';
import { remoteClient } from './support/remote-client.ts';
import { runCommand } from './support/run-command.ts';
import { startService } from './support/service-process.ts';
import { SECRET } from './support/world.ts';

afterAll(endChildren);

const cacheDrop = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  runCommand(env, 'cache_drop', ...args);

const nobody = randomUUID();
const noRedis = { REDIS_HOST: '127.0.0.1', REDIS_PORT: '9' };

test.each([
  ['no Redis configured', {}, ['customer', nobody], 'REDIS_HOST is not set'],
  ['no Redis there', noRedis, ['customer', nobody], 'Redis at 127.0.0.1:9 does not answer'],
  ['an unknown kind', noRedis, ['car', nobody], 'choices are customer, vehicle, employee'],
  ['an id that is none', noRedis, ['vehicle', '17'], 'It must be a UUID'],
])('the command says so when there is %s', async (_what, env, args, sentence) => {
  const { code, output } = await cacheDrop(env, ...args);
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(sentence) });
});

describe.skipIf(!redisIsThere())('with a real Redis', () => {
  const stage = useRedisWorld();

  test('a name that was dropped is asked for anew by a running service', async () => {
    const { world, redis } = stage;
    const { person } = stage.owner(20);
    const { host, port, database } = redis.address;
    const redisAt = { REDIS_HOST: host, REDIS_PORT: String(port), REDIS_DB: String(database) };
    const service = await startService({
      DATABASE_URL: world.databaseUrl,
      SECRET_KEY: SECRET,
      CUSTOMER_SERVICE_URL: world.platform.url,
      VEHICLE_SERVICE_URL: world.platform.url,
      EMPLOYEE_SERVICE_URL: world.platform.url,
      AUTH_SERVICE_URL: world.platform.url,
      NOTIFICATION_SERVICE_URL: world.platform.url,
      ...redisAt,
    });
    const admin = remoteClient(
      () => service.url,
      () => world.platform.accessToken(nth(world.people.admins, 0).user_id),
    );
    async function nameShown(): Promise<string> {
      const path = `/appointments/${nth(stage.ids, 20)}/`;
      return (await admin.get<{ customer_name: string }>(path)).body.customer_name;
    }
    const formerName = stage.nameOf(20);
    await eventually(async () => {
      expect(await nameShown()).toBe(formerName);
      expect(await redis.run('EXISTS', stage.customerKey(20))).toBe(1);
    });

    const kept = String(await redis.run('GET', stage.customerKey(20)));
    person.last_name = 'Married';
    // Put back each time: a service to which Redis seems slow for once asks anew and keeps that.
    await eventually(async () => {
      await redis.run('SET', stage.customerKey(20), kept);
      expect(await nameShown()).toBe(formerName);
    });
    const quietly = { ...redisAt, LOG_LEVEL: 'error' };
    const dropped = await cacheDrop(quietly, 'customer', person.user_id.toUpperCase());
    expect(dropped).toEqual({
      code: 0,
      output: `The customer ${person.user_id} is no longer cached.\n`,
    });
    await eventually(async () => expect(await nameShown()).toBe(stage.nameOf(20)));

    // Nor does a Redis that hangs keep the service from ending in time.
    redis.pause();
    try {
      await eventually(async () => expect(await nameShown()).toBe(stage.nameOf(20)));
      await service.stop();
    } finally {
      redis.resume();
    }
  });
});
