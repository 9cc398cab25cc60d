import { describe, expect, test } from 'vitest';
import { APPOINTMENT_WRITES } from './support/appointment-writes.ts';
import { entriesOf } from './support/audit.ts';
import type { Answer } from './support/client.ts';
import { useWorld } from './support/world.ts';
import { send } from './support/write.ts';

const world = useWorld();

describe.each(APPOINTMENT_WRITES)('$operation', (write) => {
  test('is written in one transaction with its message, its line and its key', async () => {
    const request = await write.prepare(world);
    const key = `one-transaction-${write.operation}`;
    const answer = await send(world.admin, request, { 'idempotency-key': key });
    const id = request.id ?? (answer as Answer<{ id: string }>).body.id;
    const entry = (await entriesOf(world.db, id)).at(-1);
    const keys = await world.db
      .selectFrom('idempotency_keys')
      .select('transaction_id')
      .where('key', '=', key)
      .execute();
    const messages = await world.db
      .selectFrom('outbox')
      .select('transaction_id')
      .where('appointment_id', '=', id)
      .execute();
    const together = { transaction_id: entry?.transaction_id };
    expect(entry?.transaction_id).toMatch(/^\d+$/);
    expect(keys).toEqual([together]);
    expect(messages).toEqual(Array.from({ length: write.effects.outbox ?? 0 }, () => together));
  });

  test('leaves no entry when it is refused', async () => {
    const request = await write.prepare(world);
    const count = async () =>
      (await world.db.selectFrom('appointment_audit').select('hash').execute()).length;
    const before = await count();
    const body = {
      ...request.body,
      reason: 'x'.repeat(10_001),
      customer_notes: 'x'.repeat(10_001),
    };
    const refusals = [
      await send(world.withHeader(undefined), request),
      await send(world.admin, request, { 'idempotency-key': 'two words' }),
      ...(request.id === undefined
        ? []
        : [await send(world.admin, request, { 'if-match': '"1"' })]),
      ...(write.status === 204 || write.operation === 'assignEmployee'
        ? []
        : [await send(world.admin, { ...request, body })]),
    ];
    for (const { status } of refusals) expect([400, 401, 412]).toContain(status);
    expect(await count()).toBe(before);
  });
});
