import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../history/history.ts';
import type { Stage } from '../stage/stage.ts';
import type { Sender } from './send.ts';

const TRIES = 60;
const TRY_EVERY_MS = 500;
const DRAINED_LIMIT_MS = 120_000;
const LOOK_EVERY_MS = 200;
const AT_ONCE = 8;

/**
 * Asks again, by its key, whatever was left in doubt, until the service says what came of it;
 * answers those of which it never did.
 */
export async function settleDoubts(
  doubts: readonly Operation[],
  { sender, stage }: { readonly sender: Sender; readonly stage: Stage },
): Promise<Operation[]> {
  const open = doubts.filter(({ key, outcome }) => outcome === 'info' && key !== null);
  const unsettled: Operation[] = [];
  const waiting = [...open];
  async function settleOneByOne(): Promise<void> {
    for (let doubt = waiting.shift(); doubt !== undefined; doubt = waiting.shift())
      if (!(await settled(doubt))) unsettled.push(doubt);
  }
  async function settled(doubt: Operation): Promise<boolean> {
    const { caller, operation, method, path, target, body, key, ifMatch, index } = doubt;
    for (let count = 1; count <= TRIES; count += 1) {
      const server = stage.servers[(index + count) % stage.servers.length];
      const { outcome, code, status } = await sender.send(server?.url ?? '', {
        ...{ caller, operation, method, path, target, body, key, ifMatch },
        ...{ process: `settler of ${index}, try ${count}`, phase: 'settle', epoch: -1 },
      });
      const unclear = outcome === 'info' || status === null || status >= 500;
      if (!unclear && code !== 'idempotency_in_flight') return true;
      await sleep(TRY_EVERY_MS);
    }
    return false;
  }
  await Promise.all(Array.from({ length: AT_ONCE }, settleOneByOne));
  return unsettled;
}

/** Waits until nothing is left to deliver; answers how many messages still wait at the limit. */
export async function waitUntilDelivered({ database }: Pick<Stage, 'database'>): Promise<number> {
  const end = Date.now() + DRAINED_LIMIT_MS;
  for (;;) {
    const [row] = await database.query<{ waiting: number }>(
      'select count(*)::int as waiting from outbox where delivered_at is null and parked_at is null',
    );
    const waiting = row?.waiting ?? 0;
    if (waiting === 0 || Date.now() > end) return waiting;
    await sleep(LOOK_EVERY_MS);
  }
}
