import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { repeat } from '../platform/repeat.ts';
import { listBacklog, purgeDelivered } from './outbox.store.ts';

const LOOK_MS = 30_000;
const FORGET_MS = 60_000;
/** A channel whose target answers delivers within seconds. */
const LATE_SECONDS = 60;

/** Over all channels, how many messages are late and how many were put aside: fit for anyone's eyes. */
export async function countBacklog(db: Db): Promise<{ waiting: number; parked: number }> {
  const channels = await listBacklog(db);
  return {
    waiting: channels.reduce((sum, { waiting }) => sum + waiting, 0),
    parked: channels.reduce((sum, { parked }) => sum + parked, 0),
  };
}

/** Logs a warning for each channel whose oldest message has been due for more than a minute. */
export async function warnOfBacklog(deps: {
  readonly db: Db;
  readonly log: Logger;
}): Promise<void> {
  for (const { channel, waiting, oldest_seconds } of await listBacklog(deps.db))
    if (oldest_seconds > LATE_SECONDS)
      deps.log.warn({ channel, waiting, oldest_seconds }, 'notifications are late');
}

/** Forgets what was delivered long ago, a little now and then, until it is stopped. */
export function forgetDelivered(db: Db): { stop(): Promise<void> } {
  return repeat(FORGET_MS, () => purgeDelivered(db));
}

/** Looks now and then until it is stopped. */
export function watchBacklog(deps: { readonly db: Db; readonly log: Logger }): {
  stop(): Promise<void>;
} {
  return repeat(LOOK_MS, () => warnOfBacklog(deps));
}
