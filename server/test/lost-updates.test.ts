import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AppointmentAnswer } from '../src/appointments/appointments.schemas.ts';
import { ownerOf } from './support/appointment-writes.ts';
import type { Answer, Client } from './support/client.ts';
import { recordsOf } from './support/records.ts';
import { useWorld } from './support/world.ts';
import { type PreparedWrite, send, type Write } from './support/write.ts';
import { CHANGES } from './support/writes.ts';

const world = useWorld();

const writeCalled = (operation: string): Write =>
  CHANGES.find((candidate) => candidate.operation === operation) as Write;

async function seenBy(client: Client, path: string): Promise<string> {
  const { status, headers } = await client.get(path);
  expect(status).toBe(200);
  return String(headers.etag);
}

describe('two who saw the same appointment', () => {
  test('one after the other: the second is told, looks again and succeeds', async () => {
    const { id } = await writeCalled('editAppointment').prepare(world);
    const path = `/appointments/${id}/`;
    const [customer, employee] = [world.as(ownerOf(world).person), world.employee];
    const [hers, his] = [await seenBy(customer, path), await seenBy(employee, path)];
    const edit: PreparedWrite = { method: 'PATCH', path, body: { customer_notes: 'Squeaks' } };
    const note: PreparedWrite = { method: 'PATCH', path, body: { internal_notes: 'Pads' } };

    const first = await send(customer, edit, { 'if-match': hers });
    expect(first.status).toBe(200);
    const before = await recordsOf(world, String(id));
    expect((await send(employee, note, { 'if-match': his })).status).toBe(412);
    expect(await recordsOf(world, String(id))).toEqual(before);

    const again = await send(employee, note, { 'if-match': await seenBy(employee, path) });
    expect(again.status).toBe(200);
    const { row } = await recordsOf(world, String(id));
    expect(row).toMatchObject({ customer_notes: 'Squeaks', internal_notes: 'Pads', version: 4 });
  });

  test('without If-Match the last one wins, as ever', async () => {
    const { id } = await writeCalled('editAppointment').prepare(world);
    for (const customer_notes of ['one', 'two']) {
      const edit: PreparedWrite = {
        method: 'PATCH',
        path: `/appointments/${id}/`,
        body: { customer_notes },
      };
      expect((await send(world.admin, edit)).status).toBe(200);
    }
    expect((await recordsOf(world, String(id))).row).toMatchObject({ customer_notes: 'two' });
  });

  test('the answer of a write is as good as another look', async () => {
    const { id } = await writeCalled('confirmAppointment').prepare(world);
    const path = `/appointments/${id}/`;
    let etag = await seenBy(world.employee, path);
    const steps: readonly PreparedWrite[] = [
      { method: 'POST', path: `${path}confirm/` },
      { method: 'PATCH', path, body: { internal_notes: 'Pads' } },
      { method: 'POST', path: `${path}start/` },
      { method: 'POST', path: `${path}complete/` },
    ];
    for (const step of steps) {
      const answer = await send(world.employee, step, { 'if-match': etag });
      expect(answer.status).toBe(200);
      expect(answer.headers.etag).not.toBe(etag);
      etag = String(answer.headers.etag);
    }
    expect(await seenBy(world.employee, path)).toBe(etag);
  });
});

describe.each(CHANGES)('$operation by ten at once who saw the same version', (write) => {
  test('happens once', async () => {
    const request = await write.prepare(world);
    const collection = write.changes === 'slot' ? 'time-slots' : 'appointments';
    const etag = await seenBy(world.admin, `/${collection}/${request.id}/`);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send(world.admin, request, { 'if-match': etag })),
    );
    const happened = answers.filter(({ status }) => status === write.status);
    expect(happened).toHaveLength(1);
    // Whoever comes after a deletion finds nothing to compare with.
    const late = write.status === 204 ? 404 : 412;
    for (const answer of answers.filter((one) => !happened.includes(one)))
      expect(answer.status).toBe(late);
  });
});

test('ten who count up in turns, each looking again when told, lose nothing', async () => {
  const { id } = await writeCalled('editAppointment').prepare(world);
  const path = `/appointments/${id}/`;
  async function countUp(): Promise<void> {
    for (;;) {
      const seen: Answer<AppointmentAnswer> = await world.employee.get(path);
      const edit: PreparedWrite = {
        method: 'PATCH',
        path,
        body: { duration_seconds: seen.body.duration_seconds + 1 },
      };
      const { status } = await send(world.employee, edit, {
        'if-match': String(seen.headers.etag),
      });
      if (status === 200) return;
      expect(status).toBe(412);
    }
  }
  await Promise.all(Array.from({ length: 10 }, countUp));
  const { row, audit } = await recordsOf(world, String(id));
  expect([row.duration_seconds, row.version, audit.length]).toEqual([10, 12, 11]);
});

test('a repeat under its key is answered, though its version is no longer the current one', async () => {
  const request = await writeCalled('editAppointment').prepare(world);
  const path = `/appointments/${request.id}/`;
  const headers = {
    'idempotency-key': randomUUID(),
    'if-match': await seenBy(world.admin, path),
  };
  const first = await send(world.admin, request, headers);
  const again = await send(world.admin, request, headers);
  expect([again.status, again.text, again.headers.etag]).toEqual([
    200,
    first.text,
    first.headers.etag,
  ]);
  expect(again.headers['idempotency-replayed']).toBe('true');
});
