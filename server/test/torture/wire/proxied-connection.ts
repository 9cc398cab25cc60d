import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CommitFaults, type Fate, rollbackInstead } from './commit-faults.ts';
import { type Cycle, cycleReader } from './cycles.ts';
import {
  asksForEncryption,
  backendReader,
  frontendReader,
  type Message,
  parseWith,
  simpleQuery,
} from './framing.ts';

/** One statement of one connection. */
export interface Statement {
  /** Process id of the server's backend. */
  readonly backend: number;
  readonly sql: string;
}

/** Somebody who wants to see every statement on its way. */
export interface StatementGate {
  /** The statement waits as long as this does. */
  before?(statement: Statement): Promise<void> | void;
  /** The server has answered it. */
  after?(statement: Statement): void;
  /** What the server gets instead. */
  rewrite?(sql: string): string;
}

/** One client's connection through the proxy. */
export interface Link {
  readonly closed: Promise<void>;
  cut(): void;
}

/** What a connection asks about everything on its way. */
export interface LinkOptions {
  readonly faults: CommitFaults;
  readonly delayMs: () => number;
  readonly gate: () => StatementGate | undefined;
  /** Resolves when something may pass. */
  readonly passable: () => Promise<void>;
}

interface Awaited {
  readonly statement: Statement;
  readonly fate: Fate;
}

/** Ties a client to the server and looks at what they say; messages keep their order. */
export function openLink(near: Socket, far: Socket, options: LinkOptions): Link {
  const readNear = frontendReader();
  const readFar = backendReader();
  const readCycle = cycleReader();
  /** Cycles whose ReadyForQuery is still to come. */
  const awaited: Awaited[] = [];
  let backend = 0;
  let towardsServer = Promise.resolve();
  let towardsClient = Promise.resolve();

  const cut = (): void => {
    near.destroy();
    far.destroy();
  };

  async function send(cycle: Cycle): Promise<void> {
    const gate = options.gate();
    const statement: Statement = { backend, sql: cycle.sql };
    if (cycle.sql !== '') await gate?.before?.(statement);
    await options.passable();
    const fate = options.faults.fateOf(cycle);
    if (fate === 'lost') return cut();
    if (cycle.answered) awaited.push({ statement, fate });
    const messages = fate === 'rolled back' ? rollbackInstead(cycle) : rewritten(cycle, gate);
    if (far.writable) far.write(Buffer.concat(messages.map(({ bytes }) => bytes)));
  }

  async function receive(message: Message, arrived: number): Promise<void> {
    if (message.type === 'K') backend = message.bytes.readInt32BE(5);
    const [current] = awaited;
    const ready = message.type === 'Z';
    if (ready) awaited.shift();
    if (current?.fate === 'answer lost') return ready ? cut() : undefined;
    const wait = arrived + options.delayMs() - performance.now();
    if (options.delayMs() > 0 && wait > 0) await sleep(wait);
    await options.passable();
    if (near.writable) near.write(message.bytes);
    if (ready && current !== undefined) options.gate()?.after?.(current.statement);
  }

  near.on('data', (chunk) => {
    for (const message of readNear(chunk)) {
      if (asksForEncryption(message)) {
        // As a server without TLS answers.
        near.write('N');
        continue;
      }
      const cycle = readCycle(message);
      if (cycle !== undefined) towardsServer = towardsServer.then(() => send(cycle));
    }
  });
  far.on('data', (chunk) => {
    const arrived = performance.now();
    for (const message of readFar(chunk))
      towardsClient = towardsClient.then(() => receive(message, arrived));
  });

  // What one side has said last still reaches the other, and a black hole hides that it has gone.
  const closeAfter = async (said: () => Promise<void>, other: Socket): Promise<void> => {
    await options.passable();
    await said();
    other.end();
  };
  const closed = new Promise<void>((resolve) => {
    let open = 2;
    for (const socket of [near, far])
      socket.on('close', () => {
        open -= 1;
        if (open === 0) resolve();
      });
  });
  near.on('close', () => void closeAfter(() => towardsServer, far));
  far.on('close', () => void closeAfter(() => towardsClient, near));
  for (const socket of [near, far]) {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
  }
  return { closed, cut };
}

function rewritten({ messages, sql }: Cycle, gate: StatementGate | undefined): readonly Message[] {
  const { rewrite } = gate ?? {};
  if (rewrite === undefined || sql === '') return messages;
  return messages.map((message) => {
    if (message.type === 'Q') return simpleQuery(rewrite(sql));
    return message.type === 'P' ? parseWith(message, rewrite) : message;
  });
}
