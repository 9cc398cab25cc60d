import type { Finding } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import { lastingMessages } from '../owed-messages.ts';
import type { Timeline } from '../timeline.ts';
import { notes, shown, shownStep } from '../witness.ts';

/**
 * I9: a change, its audit entry, its messages and its idempotency row were committed by one
 * transaction; equal transaction ids prove it from the data alone.
 */
export function oneTransactionEach(timeline: Timeline): Finding {
  const note = notes();
  const { dump, steps } = timeline;
  const audits = grouped(dump.audit, (row) => `${row.appointment_id} ${row.version}`);
  const messages = grouped(dump.outbox, (row) => row.transaction_id);
  const keys = grouped(dump.keys, (row) => row.transaction_id);
  const transactions = new Set(steps.map(({ transaction }) => transaction));
  for (const step of steps) {
    const [audit] = audits.get(`${step.id} ${step.version}`) ?? [];
    note.expect(
      audit === undefined || audit.transaction_id === step.transaction,
      () => 'a change and its audit entry were committed apart',
      () => [shownStep(step), { ...audit, changes_text: undefined }],
    );
    const owed = lastingMessages(step, timeline.lives.get(step.id) ?? []);
    const sent = (messages.get(step.transaction) ?? []).map(({ event }) => event);
    note.expect(
      owed.every((event) => sent.includes(event)),
      () => `a change was committed without its message (${owed.join()})`,
      () => [shown(step.operation), shownStep(step), { messages: sent }],
    );
    const own = keys.get(step.transaction) ?? [];
    note.expect(
      own.length === 1,
      () => `a change was committed with ${own.length} idempotency rows`,
      () => [shown(step.operation), shownStep(step), ...own],
    );
    const { operation } = step;
    if (operation?.key === null || operation === undefined) continue;
    note.expect(
      own.every(({ key, user_id }) => key === operation.key && user_id === operation.caller.id),
      () => 'the idempotency row of a change is not that of its request',
      () => [shown(operation), ...own],
    );
  }
  for (const row of dump.outbox)
    note.expect(
      transactions.has(row.transaction_id),
      () => 'a message of a change that was never made',
      () => [row],
    );
  return note.finding();
}
