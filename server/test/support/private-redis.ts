import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import type { RedisAddress } from '../../src/platform/redis.ts';
import { type Child, startChild } from './child.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

const PROGRAM = '/usr/bin/redis-server';

/** Why there is no Redis to test with, if so. */
export const noRedis: string | undefined = existsSync(PROGRAM)
  ? undefined
  : `there is no ${PROGRAM} on this machine (Debian: apt install redis-server)`;

/** A Redis that nobody else uses and that keeps nothing, to be killed, stopped and filled at will. */
export interface PrivateRedis {
  readonly address: RedisAddress;
  /** Runs a command on the database of the address, past everything that is tested. */
  run(...command: string[]): Promise<unknown>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Starts it on the same port, empty, once it has been killed. */
  start(): Promise<void>;
  /** SIGSTOP: it listens, and nothing comes. */
  pause(): void;
  resume(): void;
  remove(): Promise<void>;
}

export async function startPrivateRedis(): Promise<PrivateRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'servease-redis-'));
  const address = { host: '127.0.0.1', port: await freePort(), database: 1, password: '' };
  let server: Child;

  async function run(...command: string[]): Promise<unknown> {
    const { host, port, database } = address;
    const socket = { host, port, reconnectStrategy: false as const };
    const client = createClient({ RESP: 2, database, socket });
    // The attempt below rejects with the same error.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.sendCommand(command);
    } finally {
      client.destroy();
    }
  }
  async function start(): Promise<void> {
    server = await startChild({
      command: PROGRAM,
      args: ['--port', String(address.port), '--bind', address.host, '--save', '', '--dir', folder],
      folder,
      env: {},
    });
    await eventually(async () => {
      if (server.hasExited()) throw new Error(`Redis did not start:\n${server.output()}`);
      await run('PING');
    });
  }
  async function kill(): Promise<void> {
    server.signal('SIGKILL');
    await server.exited;
  }
  await start();
  return {
    address,
    run,
    kill,
    start,
    pause: () => server.signal('SIGSTOP'),
    resume: () => server.signal('SIGCONT'),
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
