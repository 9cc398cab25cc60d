import { isDeepStrictEqual } from 'node:util';
import type { Fields, Finding, OutboxRow } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import { messagesOwed, type Owed } from '../owed-messages.ts';
import type { Timeline } from '../timeline.ts';
import { notes, shown, shownStep } from '../witness.ts';

/**
 * I10: exactly the messages that the changes owe, each delivered at least once as it was written,
 * and those of one appointment first in the order of the changes.
 */
export function everyMessageArrives(timeline: Timeline): Finding {
  const note = notes();
  const { dump, deliveries, steps } = timeline;
  const outbox = grouped(dump.outbox, ({ appointment_id }) => appointment_id);
  for (const [id, life] of timeline.lives) {
    const allowed = messagesOwed(life).map((owed) => owed.map(textOf));
    const written = (outbox.get(id) ?? [])
      .filter(({ channel }) => channel === 'customer')
      .toSorted((a, b) => a.sequence - b.sequence)
      .map((row) => textOf(writtenIn(row)));
    note.expect(
      allowed.some((owed) => owed.join() === written.join()),
      () =>
        `${id} owes ${allowed.map(eventsOf).join(' or ')} and the outbox holds ${eventsOf(written)}`,
      () => [...life.slice(-3).map(shownStep), shown(life.at(-1)?.operation)],
    );
  }
  const toAdmins = dump.outbox.filter(({ channel }) => channel === 'admins');
  note.expect(
    toAdmins.length === 0 || toAdmins.length === timeline.lives.size,
    () => `${toAdmins.length} messages to the admin of ${timeline.lives.size} bookings`,
    () => toAdmins.slice(-2),
  );
  const byId = new Map(dump.outbox.map((row) => [row.id, row]));
  const arrived = grouped(deliveries, ({ messageId }) => messageId);
  for (const row of dump.outbox) {
    const first = arrived.get(row.id)?.[0];
    note.expect(
      row.delivered_at !== null && row.parked_at === null && first !== undefined,
      () => 'a message never arrived',
      () => [row, first ?? 'no delivery'],
    );
    note.expect(
      first === undefined || isDeepStrictEqual(first.payload, row.payload),
      () => 'a message arrived as another one',
      () => [row, first],
    );
  }
  for (const delivery of deliveries)
    note.expect(
      byId.has(delivery.messageId),
      () => 'a message arrived that is not in the outbox',
      () => [delivery],
    );
  const firsts = [...arrived.values()].flatMap((all) => all.slice(0, 1));
  const streams = grouped(firsts, ({ messageId }) => {
    const row = byId.get(messageId);
    return `${row?.appointment_id} ${row?.channel} ${row?.recipient_user_id}`;
  });
  for (const stream of streams.values()) {
    const numbers = stream.map(({ messageId }) => byId.get(messageId)?.sequence ?? 0);
    const wrong = numbers.findIndex((number, index) => number < (numbers[index - 1] ?? 0));
    note.expect(
      wrong === -1,
      () => 'messages of one appointment arrived out of order',
      () => stream.slice(Math.max(wrong - 1, 0), wrong + 1),
    );
  }
  // Nothing to look at would otherwise look like all being well.
  note.expect(
    steps.length === 0 || deliveries.length > 0,
    () => 'nothing was ever delivered',
    () => [],
  );
  return note.finding();
}

function writtenIn({ event, recipient_user_id, payload, transaction_id }: OutboxRow): Owed {
  const { data } = payload as { readonly data: Partial<Fields> };
  const start = `${data.scheduled_date} ${data.scheduled_time}`;
  return { event, recipient: recipient_user_id, start, transaction: transaction_id };
}

const textOf = ({ event, recipient, start, transaction }: Owed): string =>
  `${event} of ${start} to ${recipient} in ${transaction}`;
const eventsOf = (texts: readonly string[]): string =>
  texts.map((text) => text.split(' ')[0]).join() || 'nothing';
