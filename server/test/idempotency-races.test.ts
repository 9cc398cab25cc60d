import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { Answer } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { added, everythingStored } from './support/everything-stored.ts';
import { useWorld } from './support/world.ts';
import { type PreparedWrite, send } from './support/write.ts';
import { WRITES } from './support/writes.ts';

const world = useWorld();

const IN_FLIGHT = 'A request with this Idempotency-Key is still running. Please try again.';

const freshKey = () => ({ 'idempotency-key': randomUUID() });
const seen = ({ status, headers, text }: Answer<unknown>) => ({
  status,
  text,
  etag: headers.etag,
});

describe.each(WRITES)('$operation twenty times at once under one key', (write) => {
  test('happens once, and nobody is told anything else', async () => {
    const request = await write.prepare(world);
    const before = await everythingStored(world);
    const key = freshKey();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send(world.admin, request, key)),
    );

    const told = answers.filter(({ status }) => status === write.status);
    const refused = answers.filter(({ status }) => status !== write.status);
    expect(told.length).toBeGreaterThan(0);
    for (const answer of told) expect(seen(answer)).toEqual(seen(told[0] as Answer<unknown>));
    for (const { status, text, headers } of refused)
      expect([status, text, headers['retry-after']]).toEqual([
        409,
        JSON.stringify({ detail: IN_FLIGHT }),
        '1',
      ]);
    // One of them made the change; the others say that they only repeat it.
    const repeats = told.filter(({ headers }) => headers['idempotency-replayed'] === 'true');
    expect(repeats).toHaveLength(told.length - 1);

    const after = await everythingStored(world);
    expect(added(before, after)).toEqual({ ...write.effects, idempotency_keys: 1 });
    expect(seen(await send(world.admin, request, key))).toEqual(seen(told[0] as Answer<unknown>));
    expect(await everythingStored(world)).toEqual(after);
  });
});

test('two different requests at once under one key: one happens, the other never', async () => {
  for (const write of WRITES.filter(({ status }) => status !== 204)) {
    const { otherBody = {}, ...request } = await write.prepare(world);
    const before = await everythingStored(world);
    const key = freshKey();
    const requests = Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0 ? request : { ...request, body: otherBody },
    );
    const answers = await Promise.all(requests.map((one) => send(world.admin, one, key)));
    const told = answers.filter(({ status }) => status === write.status);
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ text }) => text)).size).toBe(1);
    const others = answers.filter(({ status }) => status !== write.status);
    for (const { status } of others) expect([409, 422]).toContain(status);
    expect(added(before, await everythingStored(world))).toMatchObject({ idempotency_keys: 1 });
    // Whichever it was, the key now stands for it alone.
    const later = await Promise.all(
      [request, { ...request, body: otherBody }].map((one) => send(world.admin, one, key)),
    );
    expect(later.map(({ status }) => status).sort()).toEqual([write.status, 422]);
  }
});

describe('while the first request still runs', () => {
  const confirm = WRITES.find(({ operation }) => operation === 'confirmAppointment');

  /** Keeps the appointment's row locked while `work` runs; `first` then has to wait. */
  async function whileLocked(
    work: (locked: { request: PreparedWrite; key: Record<string, string> }) => Promise<void>,
  ): Promise<{ first: Answer<unknown>; request: PreparedWrite; key: Record<string, string> }> {
    const request = (await confirm?.prepare(world)) as PreparedWrite;
    const key = freshKey();
    const holder = new pg.Client({ connectionString: world.databaseUrl });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query('select 1 from appointments where id = $1 for update', [request.id]);
      const first = send(world.employee, request, key);
      await eventually(async () => {
        const { rows } = await holder.query(
          `select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(rows).toHaveLength(1);
      });
      await work({ request, key });
      await holder.query('rollback');
      return { first: await first, request, key };
    } finally {
      await holder.end();
    }
  }

  test('a repeat is told so at once, in both dialects, and then gets its answer', async () => {
    const { first, request, key } = await whileLocked(async ({ request, key }) => {
      const plain = await send(world.employee, request, key);
      expect([plain.status, plain.text]).toEqual([409, JSON.stringify({ detail: IN_FLIGHT })]);
      expect(plain.headers['retry-after']).toBe('1');
      const problem = await send(world.employee, request, {
        ...key,
        accept: 'application/problem+json',
      });
      expect([problem.status, problem.body, problem.headers['retry-after']]).toEqual([
        409,
        { type: 'about:blank', title: IN_FLIGHT, status: 409, code: 'idempotency_in_flight' },
        '1',
      ]);
    });
    expect([first.status, first.headers['idempotency-replayed']]).toEqual([200, undefined]);
    const again = await send(world.employee, request, key);
    expect(seen(again)).toEqual(seen(first));
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  test('another user and another operation with the key are served', async () => {
    const { first } = await whileLocked(async ({ key }) => {
      const other = (await confirm?.prepare(world)) as PreparedWrite;
      expect((await send(world.admin, other, key)).status).toBe(200);
      const start = { ...other, path: `/appointments/${other.id}/start/` };
      expect((await send(world.employee, start, key)).status).toBe(200);
    });
    expect(first.status).toBe(200);
  });
});
