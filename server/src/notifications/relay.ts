import { type Db, inTransaction } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { afterFailure, afterRefusal, outageDelay } from './backoff.rules.ts';
import {
  type Channel,
  deleteMessages,
  lockDueMessages,
  markDelivered,
  markFailedTry,
  postpone,
  stayPatiently,
  type WaitingMessage,
} from './outbox.store.ts';

export type WaitingDelivery = Pick<WaitingMessage, 'id' | 'payload'>;

export type DeliveryResult =
  | { readonly outcome: 'delivered' }
  /** Too late to be of use: the message is deleted. */
  | { readonly outcome: 'obsolete' }
  /** The target answered that it will not take this message. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** The target answered, but not that it took the message: its fault, or this message's. */
  | { readonly outcome: 'failed'; readonly reason: string }
  /** The target is away; every message would fare alike. */
  | { readonly outcome: 'unreachable'; readonly reason: string };

/** Hands one message to its target. */
export type Delivery = (message: WaitingDelivery) => Promise<DeliveryResult>;

export type { Channel } from './outbox.store.ts';

export interface Relay {
  /** Looks for messages now rather than at the next tick. */
  wake(): void;
  /** Finishes what is under way and stops. */
  stop(): Promise<void>;
}

export interface RelayDeps {
  readonly db: Db;
  readonly log: Logger;
  readonly channel: Channel;
  readonly deliver: Delivery;
}

const BATCH = 20;
/** Other processes' messages, and those whose wake-up was lost, are found at this pace. */
const TICK_MS = 500;
/** A target that took a message this recently serves: what fails now is the message's fault. */
const SERVING_MS = 10_000;
/** How long a message that could not be delivered lets others go first. */
const STEP_ASIDE_SECONDS = 1;

/**
 * Delivers the outbox of one channel, at least once and in order per appointment. Any number of
 * relays may run side by side.
 */
export function startRelay(deps: RelayDeps): Relay {
  let stopping = false;
  let failuresInARow = 0;
  let lastProgress = 0;
  let interrupt: () => void = () => undefined;
  let awake = false;

  async function pause(milliseconds: number): Promise<void> {
    if (awake || stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!stopping) {
      awake = false;
      const serving = Date.now() - lastProgress < SERVING_MS;
      const round = await deliverOnce(deps, { atMost: failuresInARow === 0 ? BATCH : 1, serving });
      if (round.outcome === 'unreachable') {
        failuresInARow += 1;
        if (failuresInARow === 1)
          deps.log.warn({ channel: deps.channel, reason: round.reason }, 'delivery is interrupted');
        // A wake-up says that there is more to send, not that the target is back.
        awake = false;
        await pause(outageDelay(failuresInARow));
        continue;
      }
      if (round.outcome === 'progress' && failuresInARow > 0) {
        deps.log.info({ channel: deps.channel }, 'delivery goes on');
      }
      if (round.outcome === 'progress') {
        failuresInARow = 0;
        lastProgress = Date.now();
      }
      if (round.outcome === 'nothing') await pause(TICK_MS);
    }
  }

  const running = run();
  return {
    wake(): void {
      awake = true;
      if (failuresInARow === 0) interrupt();
    },
    async stop(): Promise<void> {
      stopping = true;
      interrupt();
      await running;
    },
  };
}

type Round =
  | { readonly outcome: 'nothing' | 'progress' }
  | { readonly outcome: 'unreachable'; readonly reason: string };

/** Claims a batch, delivers it, and marks what became of it; the claim is the transaction's lock. */
async function deliverOnce(
  deps: RelayDeps,
  { atMost, serving }: { readonly atMost: number; readonly serving: boolean },
): Promise<Round> {
  try {
    return await inTransaction(deps.db, async (tx) => {
      const messages = await lockDueMessages(tx, deps.channel, atMost);
      if (messages.length > 0) await stayPatiently(tx);
      const results = await Promise.all(
        messages.map(async (message) => ({ message, result: await deps.deliver(message) })),
      );
      const idsOf = (outcome: DeliveryResult['outcome']): string[] =>
        results.filter(({ result }) => result.outcome === outcome).map(({ message }) => message.id);
      await markDelivered(tx, idsOf('delivered'));
      await deleteMessages(tx, idsOf('obsolete'));
      await postpone(tx, idsOf('unreachable'), STEP_ASIDE_SECONDS);
      // One message that always fails must not keep all others waiting, nor a target that is down
      // for an hour use up their tries: failures count only while the target serves others.
      const counts = serving || idsOf('delivered').length > 0;
      if (!counts) await postpone(tx, idsOf('failed'), STEP_ASIDE_SECONDS);
      for (const { message, result } of results) {
        const refused = result.outcome === 'refused';
        if (!refused && !(counts && result.outcome === 'failed')) continue;
        const next = (refused ? afterRefusal : afterFailure)(message.attempts);
        await markFailedTry(tx, message.id, result.reason, next);
        deps.log.error(
          {
            message_id: message.id,
            event: message.event,
            outcome: result.outcome,
            reason: result.reason,
            parked: next === 'park',
          },
          'a notification was not delivered',
        );
      }
      const away = results.map(({ result }) => result).find((result) => isAway(result, counts));
      return away !== undefined && 'reason' in away
        ? { ...away, outcome: 'unreachable' }
        : { outcome: results.some(isSettled) ? 'progress' : 'nothing' };
    });
  } catch (error) {
    return { outcome: 'unreachable', reason: (error as Error).message };
  }
}

/** Whether the target has shown that it serves: it took the message, or said why not. */
function isSettled({ result }: { readonly result: DeliveryResult }): boolean {
  return ['delivered', 'refused', 'obsolete'].includes(result.outcome);
}

function isAway(result: DeliveryResult, serving: boolean): boolean {
  return result.outcome === 'unreachable' || (result.outcome === 'failed' && !serving);
}
