import { expect, test } from 'vitest';
import type { Evidence } from './evidence.ts';
import { goodStory } from './good-story.ts';
import { auditIsComplete, hashOf } from './invariants/audit.ts';
import { acknowledgedBookingsExist, changesHaveTheirRequest } from './invariants/effects.ts';
import { onlyLegalMoves } from './invariants/lifecycle.ts';
import { bookingsAreVerified } from './invariants/look-ups.ts';
import { everyMessageArrives } from './invariants/outbox.ts';
import { keysHaveOneEffect } from './invariants/repeats.ts';
import { oneTransactionEach } from './invariants/transactions.ts';
import { complaints, withDump } from './judged.ts';
import { tellStory } from './story.ts';
import { AMY, BEN, DAY } from './story-people.ts';

const good = (): Evidence => goodStory().story.evidence();

test('I1 misses an acknowledged booking that is not there', () => {
  const evidence = good();
  const lost = withDump(evidence, { appointments: evidence.dump.appointments.slice(1) });
  expect(complaints(acknowledgedBookingsExist, lost)).toEqual([
    'an acknowledged booking is lost',
    // The repeat was told the same.
    'an acknowledged booking is lost',
  ]);
});

test('I1 sees a booking that vanished without being deleted', () => {
  const { dump, ...rest } = good();
  const [first, ...others] = dump.appointments;
  const moved = { ...dump, appointments: others, deleted: [...dump.deleted, first as never] };
  expect(complaints(acknowledgedBookingsExist, { ...rest, dump: moved })).toHaveLength(2);
});

test('I2 sees the effect of a refused request', () => {
  const evidence = good();
  const told = evidence.operations.map((operation) =>
    operation.operation === 'confirm' ? { ...operation, outcome: 'fail' as const } : operation,
  );
  expect(complaints(changesHaveTheirRequest, { ...evidence, operations: told })).toEqual([
    'a request that was refused, or answered from memory, has changed something',
  ]);
});

test('I2 sees a change that is not the one that was asked for', () => {
  const story = tellStory();
  const id = story.book();
  const body = { new_date: '2031-03-04', new_time: '12:00:00', employee_id: 'employee-1' };
  const fields = { scheduled_date: '2031-03-04', scheduled_time: '12:00:00' };
  story.change(id, 'move', fields, { body });
  expect(complaints(changesHaveTheirRequest, story.evidence())).toEqual([
    'a request has changed something into what it did not ask for',
  ]);
});

test('I2 sees a move that was granted and not made, whatever was so before', () => {
  const story = tellStory();
  const id = story.book();
  const there = { new_date: '2031-03-04', new_time: '12:00:00' };
  const back = { new_date: DAY, new_time: '10:00:00' };
  const fields = { scheduled_date: '2031-03-04', scheduled_time: '12:00:00' };
  story.change(id, 'move', fields, { body: there });
  const granted = { status: 200, version: 2 };
  const asked = { operation: 'move', method: 'POST', target: id } as const;
  story.ask({ ...asked, body: there }, granted);
  expect(complaints(changesHaveTheirRequest, story.evidence())).toEqual([]);
  story.change(id, 'edit_notes', { customer_notes: 'squeaks' });
  story.ask({ ...asked, body: back }, granted);
  expect(complaints(changesHaveTheirRequest, story.evidence())).toEqual([
    'a request that was told to have succeeded has changed nothing',
  ]);
});

test('I2 sees a success without an effect, and an effect of nobody', () => {
  const evidence = good();
  const audit = evidence.dump.audit.map((row) =>
    row.version === 2 ? { ...row, request_id: 'somebody else' } : row,
  );
  const found = complaints(changesHaveTheirRequest, withDump(evidence, { audit }));
  expect(found).toContain('a change that no request asked for');
  expect(found).toContain('a request that was told to have succeeded has changed nothing');
});

test('I7 sees a move that the lifecycle forbids, and a stamp without its status', () => {
  const story = tellStory();
  const id = story.book();
  story.change(id, 'confirm', { status: 'confirmed' });
  story.change(id, 'start', { status: 'in_progress' });
  story.change(id, 'complete', { status: 'completed', completed_at: '2031-01-01T00:00:00Z' });
  expect(complaints(onlyLegalMoves, story.evidence())).toEqual([]);
  story.change(id, 'edit_status', { status: 'pending' });
  story.change(id, 'edit_notes', { cancelled_at: '2031-01-01T00:00:00Z' });
  expect(complaints(onlyLegalMoves, story.evidence())).toEqual([
    'from completed to pending',
    'cancelled_at is set without its status',
  ]);
});

test('I7 sees that finished work was moved, assigned or taken over', () => {
  const story = tellStory();
  const id = story.book();
  story.change(id, 'cancel', { status: 'cancelled', cancelled_at: '2031-01-01T00:00:00Z' });
  story.change(id, 'reschedule', { scheduled_time: '15:00:00' });
  story.change(id, 'assign', { assigned_employee_id: 'employee-1' });
  story.change(id, 'replace', { customer_id: BEN.id });
  expect(complaints(onlyLegalMoves, story.evidence())).toHaveLength(3);
});

test.each([
  ['a missing entry', (row: Audit, index: number) => (index === 2 ? [] : [row])],
  ['another actor', (row: Audit) => [rehashed({ ...row, actor_user_id: AMY.id })]],
  [
    'a changed value',
    (row: Audit) => [{ ...row, changes_text: row.changes_text.replace('10', '11') }],
  ],
  ['another action', (row: Audit) => [rehashed({ ...row, actions: ['edited'] })]],
  ['a gap', (row: Audit) => [rehashed({ ...row, sequence: row.sequence + 1 })]],
  ['another version', (row: Audit) => [rehashed({ ...row, version: row.version + 1 })]],
])('I8 sees %s in the audit', (_, tamper) => {
  const evidence = good();
  const audit = evidence.dump.audit.flatMap(tamper);
  expect(complaints(auditIsComplete, withDump(evidence, { audit }))).not.toEqual([]);
});

test('I9 sees an audit entry, a message or a key of another transaction than the change', () => {
  const { dump, ...rest } = good();
  const late = <Row extends { transaction_id: string }>(rows: readonly Row[]): Row[] =>
    rows.map((row, index) => (index === 1 ? { ...row, transaction_id: '999999' } : row));
  const found = (part: Partial<Evidence['dump']>) =>
    complaints(oneTransactionEach, { ...rest, dump: { ...dump, ...part } });
  expect(found({ audit: late(dump.audit) })).toContain(
    'a change and its audit entry were committed apart',
  );
  expect(found({ outbox: late(dump.outbox) })).toEqual([
    'a change was committed without its message (created)',
    'a message of a change that was never made',
  ]);
  expect(found({ keys: late(dump.keys) })).toEqual([
    'a change was committed with 0 idempotency rows',
  ]);
});

test('I10 sees messages that are missing, unknown, altered, late or out of order', () => {
  const { deliveries, dump, ...rest } = good();
  const found = (part: Partial<Evidence>) =>
    complaints(everyMessageArrives, { ...rest, deliveries, dump, ...part });
  const [first, ...others] = deliveries;
  expect(found({ deliveries: others })).toEqual(['a message never arrived']);
  expect(found({ deliveries: [...others, first as never] })).toEqual([
    'messages of one appointment arrived out of order',
  ]);
  expect(found({ deliveries: [...deliveries, { ...first, messageId: 'x' } as never] })).toEqual([
    'a message arrived that is not in the outbox',
  ]);
  expect(found({ deliveries: [{ ...first, payload: {} } as never, ...others] })).toEqual([
    'a message arrived as another one',
  ]);
  expect(found({ dump: { ...dump, outbox: dump.outbox.slice(1) } })).toHaveLength(2);
});

test('I11 sees a second effect of one key, and an answer that is not the first one', () => {
  const story = tellStory();
  story.book({ key: 'key-1' });
  story.book({ key: 'key-1', scheduled_time: '14:00:00' });
  expect(complaints(keysHaveOneEffect, story.evidence())).toEqual([
    'one key has had 2 effects',
    'a repeated request was answered otherwise than the first time',
    'two answers of one key both say that they are the first',
    'another request under a used key was not refused',
  ]);
});

test('I11 lets two customers use the same key', () => {
  const story = tellStory();
  story.book({ key: 'key-1' });
  story.book({ key: 'key-1', customer_id: BEN.id });
  expect(complaints(keysHaveOneEffect, story.evidence())).toEqual([]);
});

test('I11 sees a key called used or busy without a reason', () => {
  const story = tellStory();
  const ask = { operation: 'create', method: 'POST', caller: AMY, key: 'key-1', body: {} } as const;
  story.ask(ask, { status: 422, code: 'idempotency_key_reused' });
  story.ask(ask, { status: 409, code: 'idempotency_in_flight' });
  expect(complaints(keysHaveOneEffect, story.evidence())).toHaveLength(2);
});

test('I25 sees a booking that no sound answer stands behind', () => {
  const evidence = good();
  const [first, ...others] = evidence.lookUps;
  const lying = [{ ...first, sound: false } as never, ...others];
  expect(complaints(bookingsAreVerified, { ...evidence, lookUps: lying })).toHaveLength(1);
  const late = evidence.lookUps.map((one) => ({ ...one, at: one.at - 2e9 }));
  expect(complaints(bookingsAreVerified, { ...evidence, lookUps: late })).toHaveLength(3);
});

type Audit = Evidence['dump']['audit'][number];

function rehashed(row: Audit): Audit {
  return { ...row, hash: hashOf(row) };
}
