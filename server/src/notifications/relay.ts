import { type Db, inTransaction } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { afterRefusal, outageDelay } from './backoff.rules.ts';
import {
  type Channel,
  lockDueMessages,
  markDelivered,
  markRefused,
  type WaitingMessage,
} from './outbox.store.ts';

export type WaitingDelivery = Pick<WaitingMessage, 'id' | 'payload'>;

export type DeliveryResult =
  | { readonly outcome: 'delivered' }
  /** The target answered that it will not take this message. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** The target is away; every message would fare alike. */
  | { readonly outcome: 'unreachable'; readonly reason: string };

/** Hands one message to its target. */
export type Delivery = (message: WaitingDelivery) => Promise<DeliveryResult>;

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

/**
 * Delivers the outbox of one channel, at least once and in order per appointment. Any number of
 * relays may run side by side.
 */
export function startRelay(deps: RelayDeps): Relay {
  let stopping = false;
  let failuresInARow = 0;
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
      const round = await deliverOnce(deps, failuresInARow === 0 ? BATCH : 1);
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
        failuresInARow = 0;
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
async function deliverOnce(deps: RelayDeps, atMost: number): Promise<Round> {
  try {
    return await inTransaction(deps.db, async (tx) => {
      const messages = await lockDueMessages(tx, deps.channel, atMost);
      const results = await Promise.all(
        messages.map(async (message) => ({ message, result: await deps.deliver(message) })),
      );
      const delivered = results.filter(({ result }) => result.outcome === 'delivered');
      await markDelivered(
        tx,
        delivered.map(({ message }) => message.id),
      );
      for (const { message, result } of results) {
        if (result.outcome !== 'refused') continue;
        const next = afterRefusal(message.attempts);
        await markRefused(tx, message.id, result.reason, next);
        deps.log.error(
          {
            message_id: message.id,
            event: message.event,
            reason: result.reason,
            parked: next === 'park',
          },
          'a notification was refused',
        );
      }
      const away = results.map(({ result }) => result).find(isUnreachable);
      return away ?? { outcome: messages.length === 0 ? 'nothing' : 'progress' };
    });
  } catch (error) {
    return { outcome: 'unreachable', reason: (error as Error).message };
  }
}

function isUnreachable(
  result: DeliveryResult,
): result is Extract<DeliveryResult, { outcome: 'unreachable' }> {
  return result.outcome === 'unreachable';
}
