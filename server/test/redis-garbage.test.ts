import { describe, expect, test } from 'vitest';
import { LONGEST_VALUE } from '../src/platform/key-value-store.ts';
import { eventually } from './support/eventually.ts';
import { redisIsThere, useRedisWorld } from './support/redis-world.ts';

/** A key's garbage, given the key and the id that its value should be about. */
type Garbage = (key: string, id: string) => string[];

const MEBIBYTE = 'x'.repeat(2 ** 20);
const text =
  (value: string): Garbage =>
  (key) => ['SET', key, value];
/** A record that would be right but for these keys. */
const record =
  (changes: Readonly<Record<string, unknown>>): Garbage =>
  (key, id) => ['SET', key, JSON.stringify({ id, full_name: 'A Ghost', ...changes })];

const garbage: [string, Garbage][] = [
  ['an empty text', text('')],
  ['half of a record', text('{"id":')],
  ['pickled Python', text('\x80\x04\x95\x10full_name\x94.')],
  ['bytes that are no text', text('\ufffd\u0000\ud800')],
  ['null', text('null')],
  ['a number', text('17')],
  ['a JSON text', text('"A Ghost"')],
  ['a JSON list', text('[{"full_name":"A Ghost"}]')],
  ['an empty record', text('{}')],
  ['a prototype', text('{"__proto__":{"full_name":"A Ghost"}}')],
  ['deep nesting', text('['.repeat(2_000) + ']'.repeat(2_000))],
  ['a mebibyte', text(MEBIBYTE)],
  ['a mebibyte of name', record({ full_name: MEBIBYTE })],
  ['a name that is a number', record({ full_name: 7 })],
  ['a name that is an object', record({ full_name: { first: 'A' } })],
  ['a blank name', record({ full_name: ' ' })],
  ['a stand-in for a name', record({ full_name: 'Unknown Customer' })],
  ['the record of another', record({ id: '00000000-0000-4000-8000-000000000000' })],
  ['a record without its id', record({ id: undefined })],
  ['a record with more in it', record({ email: 'ghost@example.com' })],
  ['a record of another version', text('{"v":2,"data":{"full_name":"A Ghost"}}')],
  ['a list', (key) => ['RPUSH', key, 'A Ghost']],
  ['a hash', (key) => ['HSET', key, 'full_name', 'A Ghost']],
  ['a set', (key) => ['SADD', key, 'A Ghost']],
  ['a sorted set', (key) => ['ZADD', key, '1', 'A Ghost']],
  ['a stream', (key) => ['XADD', key, '*', 'full_name', 'A Ghost']],
];

describe.skipIf(!redisIsThere())('a Redis that holds, where names should be,', () => {
  const stage = useRedisWorld();
  const { owner, customerKey, vehicleKey, look } = stage;

  test.each(garbage)('%s: the right names are shown, and kept instead', async (_what, command) => {
    const { person, car } = owner();
    await stage.redis.run(...command(customerKey(), person.user_id));
    await stage.redis.run(...command(vehicleKey(), car.vehicle_id));
    await eventually(async () => {
      await look();
      expect(JSON.parse(String(await stage.redis.run('GET', customerKey())))).toEqual({
        id: person.user_id,
        full_name: stage.nameOf(0),
      });
      expect(await stage.redis.run('GET', vehicleKey())).toContain(car.plate_number);
    });
  });

  test('forty mebibytes for one page: gone after a look or two', async () => {
    const page = Array.from({ length: 20 }, (_, index) => index);
    const keys = page.flatMap((index) => [customerKey(index), vehicleKey(index)]);
    for (const key of keys) await stage.redis.run('SET', key, MEBIBYTE);
    stage.waits = [];
    await eventually(async () => {
      const list = await stage.world.admin.get('/appointments/?ordering=id');
      expect(list.status).toBe(200);
      for (const index of page) await look(index);
      for (const key of keys)
        expect(Number(await stage.redis.run('STRLEN', key))).toBeLessThan(LONGEST_VALUE);
    });
    const worst = Math.max(...stage.waits);
    console.info(`Redis with 40 values of 1 MiB: the store added ${worst.toFixed(1)} ms at worst`);
  });
});
