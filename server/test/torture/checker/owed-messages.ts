import type { Fields } from './evidence.ts';
import type { Step } from './timeline.ts';

/** A message that a change owes the customer, and the transaction that leaves it. */
export interface Owed {
  readonly event: string;
  readonly recipient: string;
  /** The date and time that it names. */
  readonly start: string;
  readonly transaction: string;
}

/** What the outbox holds for the customer after some of the changes. */
interface Ledger {
  readonly messages: readonly Owed[];
  /** The last message is one of a move and may still be replaced or taken back. */
  readonly waiting: Waiting | null;
}

interface Waiting {
  /** The start that the customer knows. */
  readonly known: string;
  /** When it becomes due, in nanoseconds of the run. */
  readonly due: { readonly earliest: number; readonly latest: number };
}

const SECOND_NS = 1_000_000_000;
/** Two clocks of one machine, and what passes between a statement and its commit. */
const SLACK_NS = 300_000_000;

/**
 * The messages that the changes of one appointment owe (contract 9.29). A message of a move may wait
 * some seconds, in which a further move replaces it and a move back takes it away; where the clocks
 * do not tell whether it had become due by then, both outcomes are right.
 */
export function messagesOwed(life: readonly Step[]): readonly (readonly Owed[])[] {
  return followed(life).ledgers.map(({ messages }) => messages);
}

/** How many moves certainly still waited to be told when they were replaced or taken back. */
export function movesOvertaken(life: readonly Step[]): number {
  return followed(life).overtaken;
}

function followed(life: readonly Step[]): { ledgers: readonly Ledger[]; overtaken: number } {
  let ledgers: Ledger[] = [{ messages: [], waiting: null }];
  let overtaken = 0;
  for (const step of life) {
    const found = ledgers.flatMap((ledger) => atStep(ledger, step));
    if (found.every(({ waiting }) => waiting !== null) && hasMoved(step)) overtaken += 1;
    const next = found.map((ledger) => written(ledger, step));
    ledgers = [...new Map(next.map((ledger) => [JSON.stringify(ledger), ledger])).values()];
  }
  return { ledgers, overtaken };
}

/** Those of the messages of one change that no later change can take back. */
export function lastingMessages(step: Step, life: readonly Step[]): string[] {
  const mayWait = life.some((each) => secondsToWait(each) > 0);
  return written({ messages: [], waiting: null }, step)
    .messages.map(({ event }) => event)
    .filter((event) => event !== 'rescheduled' || !mayWait);
}

function atStep(ledger: Ledger, step: Step): Ledger[] {
  if (ledger.waiting === null) return [ledger];
  const { earliest, latest } = ledger.waiting.due;
  const told: Ledger = { ...ledger, waiting: null };
  if (step.earliest + SLACK_NS < earliest) return [ledger];
  if (beginOf(step) - SLACK_NS > latest) return [told];
  return [ledger, told];
}

function written(ledger: Ledger, step: Step): Ledger {
  const { before, after } = step;
  const settled = ledger.waiting === null ? ledger.messages : ledger.messages.slice(0, -1);
  if (before === null) return { messages: [messageOf('created', step)], waiting: null };
  if (after === null) return { messages: settled, waiting: null };
  const moved = hasMoved(step) ? afterMove(ledger, settled, step) : ledger;
  if (before.status === after.status) return moved;
  // What is called off before the move was told is called off at the time that the customer knows.
  const kept =
    after.status === 'cancelled' && moved.waiting !== null
      ? moved.messages.slice(0, -1)
      : moved.messages;
  const start = after.status === 'cancelled' ? moved.waiting?.known : undefined;
  return { messages: [...kept, messageOf(after.status, step, start)], waiting: null };
}

function afterMove({ waiting }: Ledger, settled: readonly Owed[], step: Step): Ledger {
  const { before, after, earliest } = step;
  if (waiting !== null && waiting.known === startOf(after))
    return { messages: settled, waiting: null };
  const messages = [...settled, messageOf('rescheduled', step)];
  const wait = secondsToWait(step) * SECOND_NS;
  if (wait === 0) return { messages, waiting: null };
  const due = { earliest: beginOf(step) + wait - SLACK_NS, latest: earliest + wait + SLACK_NS };
  return { messages, waiting: { known: waiting?.known ?? startOf(before), due } };
}

function messageOf(event: string, { after, transaction }: Step, start = startOf(after)): Owed {
  return { event, recipient: after?.customer_id ?? '', start, transaction };
}

/** Nothing of a change was written before its request came; whose it is may be unknown. */
function beginOf({ operation }: Step): number {
  return operation?.at ?? Number.NEGATIVE_INFINITY;
}

function hasMoved({ before, after, operation }: Step): boolean {
  // The action is told even if it led to the very same time.
  return operation?.operation === 'reschedule' || startOf(before) !== startOf(after);
}

function secondsToWait({ operation }: Step): number {
  if (operation?.operation !== 'move') return 0;
  return (operation.body as { announce_after_seconds?: number }).announce_after_seconds ?? 0;
}

function startOf(fields: Fields | null): string {
  return `${fields?.scheduled_date} ${fields?.scheduled_time}`;
}
