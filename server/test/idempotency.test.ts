import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ownerOf } from './support/appointment-writes.ts';
import type { Answer, Client } from './support/client.ts';
import { added, everythingStored } from './support/everything-stored.ts';
import { operations } from './support/openapi.ts';
import { useWorld } from './support/world.ts';
import { type PreparedWrite, send, type Write } from './support/write.ts';
import { CHANGES, WRITES } from './support/writes.ts';

const world = useWorld();

const REUSED = '{"detail":"This Idempotency-Key was used for another request."}';

let keys = 0;
/** A key that nobody has used, in a form that callers like. */
function freshKey(): { 'idempotency-key': string } {
  keys += 1;
  return { 'idempotency-key': `a-key:${keys}/{of}"this"~test` };
}

const otherClient = ({ other }: Write): Client =>
  other === 'owner' ? world.as(ownerOf(world).person) : world.employee;

/** All that a caller sees of an answer but the marks of the one request. */
const seen = ({ status, headers, text }: Answer<unknown>) => ({
  status,
  text,
  etag: headers.etag,
  type: headers['content-type'],
  length: headers['content-length'],
});

test('every operation that changes something is among those that are repeated here', () => {
  const document = JSON.parse(
    readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
  ) as object;
  const writing = operations(document)
    .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/api/v1/auth/'))
    // Asked by POST, and changes nothing.
    .filter(({ operationId }) => operationId !== 'previewSlots')
    .map(({ operationId }) => operationId);
  expect(writing.length).toBeGreaterThan(10);
  expect(WRITES.map(({ operation }) => operation).sort()).toEqual(writing.sort());
});

describe.each(WRITES)('$operation under a key', (write) => {
  test('happens once, and a repeat is answered byte for byte as the first time', async () => {
    const request = await write.prepare(world);
    const before = await everythingStored(world);
    const key = freshKey();

    const first = await send(world.admin, request, key);
    const afterFirst = await everythingStored(world);
    expect(first.status).toBe(write.status);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(added(before, afterFirst)).toEqual({ ...write.effects, idempotency_keys: 1 });

    for (let repeat = 0; repeat < 2; repeat += 1) {
      const again = await send(world.admin, request, key);
      expect(seen(again)).toEqual(seen(first));
      expect(again.headers['idempotency-replayed']).toBe('true');
    }
    expect(await everythingStored(world)).toEqual(afterFirst);
  });

  test('happens again without the key or under another', async () => {
    const request = await write.prepare(world);
    await send(world.admin, request, freshKey());
    for (const headers of [{}, freshKey()]) {
      const answer = await send(world.admin, request, headers);
      expect(answer.headers).not.toHaveProperty('idempotency-replayed');
    }
  });

  test('is not mixed up with what another user does under the same key', async () => {
    const key = freshKey();
    const [mine, theirs] = [await write.prepare(world), await write.prepare(world)];
    const first = await send(world.admin, mine, key);
    const second = await send(otherClient(write), theirs, key);
    expect([first.status, second.status]).toEqual([write.status, write.status]);
    expect(second.headers).not.toHaveProperty('idempotency-replayed');
    expect(seen(await send(world.admin, mine, key))).toEqual(seen(first));
    expect(seen(await send(otherClient(write), theirs, key))).toEqual(seen(second));
  });
});

const withBody = WRITES.filter(({ status }) => status !== 204);

describe.each(withBody)('$operation with another body under the same key', (write) => {
  test('is refused and changes nothing', async () => {
    const { otherBody, ...request } = await write.prepare(world);
    const key = freshKey();
    const first = await send(world.admin, request, key);
    const before = await everythingStored(world);
    const other = await send(
      world.admin,
      { ...request, ...(otherBody && { body: otherBody }) },
      key,
    );
    expect([other.status, other.text]).toEqual([422, REUSED]);
    expect(other.headers).not.toHaveProperty('idempotency-replayed');
    expect(await everythingStored(world)).toEqual(before);
    // The key still stands for the first one.
    expect(seen(await send(world.admin, request, key))).toEqual(seen(first));
  });

  test('is the same one when only its spelling is another', async () => {
    const request = await write.prepare(world);
    const key = freshKey();
    const first = await send(world.admin, request, key);
    for (const respelled of spellings(request)) {
      const again = await world.admin.request({
        method: request.method,
        url: `/api/v1${request.path}`,
        payload: respelled.payload,
        headers: { ...key, 'content-type': respelled.type },
      });
      expect([respelled.payload, seen(again)]).toEqual([respelled.payload, seen(first)]);
      expect(again.headers['idempotency-replayed']).toBe('true');
    }
  });
});

describe.each(CHANGES)('$operation of another object under the same key', (write) => {
  test('is refused and changes nothing', async () => {
    const [request, other] = [await write.prepare(world), await write.prepare(world)];
    const key = freshKey();
    const first = await send(world.admin, request, key);
    const before = await everythingStored(world);
    const answer = await send(world.admin, { ...request, path: other.path }, key);
    expect([answer.status, answer.text]).toEqual([422, REUSED]);
    expect(await everythingStored(world)).toEqual(before);
    // The same id in other letters is the same object.
    const loud = request.path.replace(request.id ?? '', (id) => id.toUpperCase());
    expect(seen(await send(world.admin, { ...request, path: loud }, key))).toEqual(seen(first));
  });
});

test('one key for a whole story is a key for each of its operations', async () => {
  const key = freshKey();
  const booking = WRITES.find(({ operation }) => operation === 'bookAppointment') as Write;
  const prepared = await booking.prepare(world);
  const booked = (await send(world.admin, prepared, key)) as Answer<{ id: string }>;
  const path = `/appointments/${booked.body.id}/`;
  const steps: readonly PreparedWrite[] = [
    { method: 'PATCH', path, body: { customer_notes: 'Squeaks' } },
    { method: 'PUT', path, body: { ...prepared.body, customer_notes: 'Rattles' } },
    { method: 'POST', path: `${path}confirm/`, body: {} },
    { method: 'POST', path: `${path}start/`, body: {} },
    { method: 'POST', path: `${path}complete/`, body: {} },
    { method: 'DELETE', path },
  ];
  for (const [index, step] of steps.entries()) {
    const answer = await send(world.admin, step, key);
    expect([index, answer.status]).toEqual([index, step.method === 'DELETE' ? 204 : 200]);
    expect(answer.headers).not.toHaveProperty('idempotency-replayed');
  }
});

/** The same body in other words: keys turned round, blanks, a form. */
function spellings({ body = {} }: PreparedWrite): { type: string; payload: string }[] {
  const turned = Object.fromEntries(Object.entries(body).reverse());
  const words = Object.entries(body).map(([key, value]) => [key, String(value)]);
  return [
    { type: 'application/json', payload: JSON.stringify(turned, null, 2) },
    { type: 'application/json', payload: JSON.stringify({ ...body, unheard_of: 1 }) },
    { type: 'application/json', payload: JSON.stringify(Object.fromEntries(words)) },
    {
      type: 'application/x-www-form-urlencoded',
      payload: new URLSearchParams(words as [string, string][]).toString(),
    },
  ];
}
