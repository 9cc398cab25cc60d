import { setTimeout as sleep } from 'node:timers/promises';
import { fullBodiesIn } from '../checker/sightings.ts';
import type { Operation } from '../history/history.ts';
import type { ServiceSeat } from '../stage/service-seat.ts';
import type { Stage } from '../stage/stage.ts';
import { openBoard } from './board.ts';
import type { Random } from './random.ts';
import type { Sender } from './send.ts';
import { bookingWish, move, type Wish } from './wish-kinds.ts';
import { wish } from './wishes.ts';

/** Many callers at once, each asking one thing after the other. */
export interface Load {
  readonly done: number;
  /** The fault that goes on; written into every request. */
  epoch: number;
  /** When a change last succeeded, in nanoseconds of the run. */
  readonly lastSuccess: number;
  /** A booking as one of the callers might ask for it now. */
  bookingWish(random: Random): Wish;
  /** Lets every caller finish what it asked for. */
  stop(): Promise<void>;
}

export interface LoadOptions {
  readonly stage: Pick<Stage, 'people' | 'slots' | 'days' | 'servers'>;
  readonly sender: Sender;
  readonly random: Random;
  readonly callers: number;
}

/** After a request that was not answered well, a caller takes breath. */
const BREATH_MS = 60;
const AVOIDED_MS = 400;
const MOST_SEEN = 3;
/** Of the moves that were made, those that whoever made them takes for a slip and takes back at once. */
const SLIPS = 0.5;

/** Starts the callers. Each draws from a stream of its own; what is picked depends on the answers. */
export function startLoad({ stage, sender, random, callers }: LoadOptions): Load {
  const board = openBoard();
  const load = { done: 0, epoch: 0, lastSuccess: 0 };
  const avoided = new Map<string, number>();
  let stopping = false;

  async function call(number: number): Promise<void> {
    const own = random.branch(`caller ${number}`);
    let life = 1;
    let hasMoved = false;
    const seen: string[] = [];
    while (!stopping) {
      const next = hasMoved && own.chance(SLIPS) ? move : wish;
      hasMoved = false;
      const wanted = next({ ...stage, board, own: seen }, own);
      if (wanted === undefined) {
        await sleep(1);
        continue;
      }
      const { url } = serverFor(own);
      const operation = await ask(wanted, `caller ${number}, life ${life}`, url);
      // As a load balancer does, which sends nothing where nobody listens.
      if (operation.status === null && operation.outcome === 'fail')
        avoided.set(url, Date.now() + AVOIDED_MS);
      hasMoved = operation.operation === 'move' && operation.outcome === 'ok';
      const about = operation.target ?? fullBodiesIn(operation)[0]?.id;
      if (about !== undefined && seen.unshift(about) > MOST_SEEN) seen.pop();
      // Whoever was left in doubt may still be at it: the name is not used again.
      if (operation.outcome === 'info') life += 1;
      if (operation.status === null || operation.status >= 500) await sleep(BREATH_MS);
    }
  }

  function serverFor(drawn: Random): ServiceSeat {
    const now = Date.now();
    const open = stage.servers.filter(({ url }) => (avoided.get(url) ?? 0) < now);
    const server = drawn.pick(open) ?? drawn.pick(stage.servers);
    if (server === undefined) throw new Error('There is no server to ask.');
    return server;
  }

  async function ask(wanted: Wish, process: string, url: string): Promise<Operation> {
    const operation = await sender.send(url, {
      ...wanted,
      ...{ process, phase: 'load', epoch: load.epoch },
    });
    load.done += 1;
    if (operation.outcome === 'ok' && operation.method !== 'GET')
      load.lastSuccess = operation.returned;
    board.learn(operation);
    return operation;
  }

  const running = Promise.all(Array.from({ length: callers }, (_, number) => call(number)));
  return Object.assign(load, {
    bookingWish: (drawn: Random) => bookingWish({ ...stage, board, own: [] }, drawn),
    async stop() {
      stopping = true;
      await running;
    },
  });
}
