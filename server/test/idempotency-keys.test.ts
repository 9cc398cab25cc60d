import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { purgeKeys } from '../src/platform/change-keys.ts';
import { ownerOf } from './support/appointment-writes.ts';
import { added, everythingStored } from './support/everything-stored.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { useWorld } from './support/world.ts';
import { type PreparedWrite, send } from './support/write.ts';
import { WRITES } from './support/writes.ts';

const world = useWorld();

const INVALID = 'The Idempotency-Key must have 1 to 255 visible ASCII characters.';
const PROBLEM = { accept: 'application/problem+json' };

const freshKey = () => ({ 'idempotency-key': randomUUID() });

/** Every visible character of ASCII, and more than once. */
const VISIBLE = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join(
  '',
);
const LONGEST = VISIBLE.repeat(3).slice(0, 255);

async function prepared(operation: string): Promise<PreparedWrite> {
  const write = WRITES.find((candidate) => candidate.operation === operation);
  if (write === undefined) throw new Error(`Nothing is called ${operation}.`);
  return await write.prepare(world);
}

describe('a key', () => {
  test.each([['1'], [VISIBLE], [LONGEST]])('is taken as it is: %s', async (key) => {
    const request = await prepared('editAppointment');
    const headers = { 'idempotency-key': key };
    expect((await send(world.admin, request, headers)).status).toBe(200);
    const again = await send(world.admin, request, headers);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([200, 'true']);
  });

  test('is another one in other letters', async () => {
    const request = await prepared('editAppointment');
    for (const key of ['Case', 'case']) {
      const answer = await send(world.admin, request, { 'idempotency-key': key });
      expect(answer.headers).not.toHaveProperty('idempotency-replayed');
    }
  });

  test.each([
    ['empty', ''],
    ['a blank', ' '],
    ['with a blank in it', 'two words'],
    ['as two headers are read', 'one, two'],
    ['with a tab in it', 'a\tb'],
    ['a character too long', `${LONGEST}!`],
    ['with a letter beyond ASCII', 'schlüssel'],
    ['with a control character', 'a\u007f'],
  ])('that is %s is refused for every operation', async (_what, key) => {
    const headers = { 'idempotency-key': key };
    for (const write of WRITES) {
      const request = await write.prepare(world);
      const before = await everythingStored(world);
      const answer = await send(world.admin, request, headers);
      expect([write.operation, answer.status, answer.text]).toEqual([
        write.operation,
        400,
        JSON.stringify({ detail: INVALID }),
      ]);
      expect(await everythingStored(world)).toEqual(before);
    }
  });

  test('means nothing to a read', async () => {
    const headers = { 'idempotency-key': 'not a key' };
    const answer = await world.admin.request({
      method: 'GET',
      url: '/api/v1/appointments/',
      headers,
    });
    expect(answer.status).toBe(200);
  });
});

describe('who may not is told so first', () => {
  test.each(WRITES)('$operation: 401, then 403, whatever the key', async (write) => {
    const request = await write.prepare(world);
    const key = freshKey();
    const nobody = world.withHeader(undefined);
    const mechanic = world.withClaims({ user_role: 'mechanic' });
    for (const headers of [key, { 'idempotency-key': '' }]) {
      expect((await send(nobody, request, headers)).status).toBe(401);
      expect((await send(mechanic, request, headers)).status).toBe(403);
    }
    const first = await send(world.admin, request, key);
    expect([first.status, first.headers]).toEqual([
      write.status,
      expect.not.objectContaining({ 'idempotency-replayed': 'true' }),
    ]);
    // Nor is anything replayed to them.
    expect((await send(nobody, request, key)).status).toBe(401);
    expect((await send(mechanic, request, key)).status).toBe(403);
  });

  test('a customer gets none of what staff did under the same key', async () => {
    const request = await prepared('createTimeSlot');
    const key = freshKey();
    await send(world.employee, request, key);
    const answer = await send(world.as(ownerOf(world).person), request, key);
    expect([answer.status, answer.headers['idempotency-replayed']]).toEqual([403, undefined]);
  });

  test('another customer’s object is not found under any key', async () => {
    const request = await prepared('editAppointment');
    const key = freshKey();
    await send(world.as(ownerOf(world).person), request, key);
    const other = world.as(nth(carOwners(world.people), 1).person);
    const answer = await send(other, request, key);
    expect([answer.status, answer.body]).toEqual([404, { detail: 'Not found.' }]);
  });
});

describe('what is refused leaves the key free', () => {
  const replay = { 'idempotency-replayed': 'true' };

  test('a booking for which there is no place yet', async () => {
    const request = await prepared('bookAppointment');
    const date = String(request.body?.scheduled_date);
    const slot = { date, from: '09:00', to: '12:00' };
    await given(world).slot({ ...slot, places: 1 });
    const other = nth(carOwners(world.people), 1);
    const inTheWay = await given(world).appointment({ ...of(other), scheduled_date: date });
    const key = freshKey();
    const before = await everythingStored(world);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const refused = await send(world.admin, request, key);
      expect(refused.status).toBe(400);
      expect(refused.headers).not.toMatchObject(replay);
    }
    expect(await everythingStored(world)).toEqual(before);

    await world.admin.act(inTheWay.id, 'cancel');
    const booked = await send(world.admin, request, key);
    expect([booked.status, booked.headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect((await send(world.admin, request, key)).headers).toMatchObject(replay);
  });

  test('a body that cannot be, an object that is not there, a version that is gone', async () => {
    const request = await prepared('editAppointment');
    const key = freshKey();
    const before = await everythingStored(world);
    const missing = { ...request, path: `/appointments/${randomUUID()}/` };
    const refusals = [
      await send(world.admin, { ...request, body: { duration_minutes: 0 } }, key),
      await send(world.admin, missing, key),
      await send(world.admin, request, { ...key, 'if-match': '"1"' }),
      await send(world.admin, request, { ...key, 'if-match': '1' }),
      await send(world.employee, request, key),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([400, 404, 412, 400, 403]);
    expect(await everythingStored(world)).toEqual(before);
    const answer = await send(world.admin, request, key);
    expect([answer.status, answer.headers['idempotency-replayed']]).toEqual([200, undefined]);
    expect(added(before, await everythingStored(world))).toMatchObject({ idempotency_keys: 1 });
  });
});

describe('after a day', () => {
  async function expire(key: string): Promise<void> {
    await world.db
      .updateTable('idempotency_keys')
      .set({ expires_at: sql<string>`now() - interval '1 second'` })
      .where('key', '=', key)
      .execute();
  }

  test.each(['the same request', 'another request'])('%s is a new one', async (which) => {
    const { otherBody, ...request } = await prepared('editAppointment');
    const key = freshKey();
    const first = await send(world.admin, request, key);
    await expire(key['idempotency-key']);
    const before = await everythingStored(world);
    const later = which === 'the same request' ? request : { ...request, body: otherBody ?? {} };
    const second = await send(world.admin, later, key);
    expect([second.status, second.headers.etag]).toEqual([200, '"4"']);
    expect([first.headers.etag, second.headers['idempotency-replayed']]).toEqual([
      '"3"',
      undefined,
    ]);
    expect(added(before, await everythingStored(world))).toMatchObject({ appointment_audit: 1 });
    const again = await send(world.admin, later, key);
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([second.text, 'true']);
  });

  test('what is over is forgotten, and nothing else', async () => {
    const [over, kept] = [freshKey(), freshKey()];
    const [request, other] = [await prepared('createTimeSlot'), await prepared('createTimeSlot')];
    await send(world.admin, request, over);
    const first = await send(world.admin, other, kept);
    await expire(over['idempotency-key']);
    const before = await everythingStored(world);
    await purgeKeys(world.db);
    const { idempotency_keys: forgotten = 0, ...others } = added(
      before,
      await everythingStored(world),
    );
    expect(forgotten).toBeLessThan(0);
    expect(others).toEqual({});
    await purgeKeys(world.db);
    expect(added(before, await everythingStored(world))).toEqual({ idempotency_keys: forgotten });
    expect((await send(world.admin, other, kept)).text).toBe(first.text);
    expect((await send(world.admin, request, over)).status).toBe(400);
  });

  test('and not before: a key is kept for twenty-four hours', async () => {
    const key = freshKey();
    await send(world.admin, await prepared('editAppointment'), key);
    const row = await world.db
      .selectFrom('idempotency_keys')
      .select(['created_at', 'expires_at'])
      .where('key', '=', key['idempotency-key'])
      .executeTakeFirstOrThrow();
    const life = Date.parse(row.expires_at) - Date.parse(row.created_at);
    expect(life).toBe(24 * 60 * 60 * 1000);
  });
});

test('callers of problem details get the codes', async () => {
  const { otherBody, ...request } = await prepared('editAppointment');
  const key = freshKey();
  await send(world.admin, request, key);
  const reused = await send(
    world.admin,
    { ...request, body: otherBody ?? {} },
    { ...key, ...PROBLEM },
  );
  expect(reused.headers['content-type']).toBe('application/problem+json');
  expect([reused.status, reused.body]).toEqual([
    422,
    {
      type: 'about:blank',
      title: 'This Idempotency-Key was used for another request.',
      status: 422,
      code: 'idempotency_key_reused',
    },
  ]);
  const invalid = await send(world.admin, request, { 'idempotency-key': 'a b', ...PROBLEM });
  expect([invalid.status, invalid.body]).toEqual([
    400,
    { type: 'about:blank', title: INVALID, status: 400, code: 'idempotency_key_invalid' },
  ]);
  // A replay is the first answer, in whatever dialect refusals are asked for.
  const replayed = await send(world.admin, request, { ...key, ...PROBLEM });
  expect([replayed.status, replayed.headers['content-type']]).toEqual([200, 'application/json']);
});
