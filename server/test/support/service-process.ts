import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Child, type Exit, startChild } from './child.ts';
import { freePort } from './free-port.ts';

/** The service as a process of its own. */
export interface ServiceProcess {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  isRunning(): boolean;
  /** Everything it has printed and logged so far. */
  output(): string;
  /** Asks it to end, expects that it does so with exit code 0, and answers how long that took. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<{ milliseconds: number }>;
  /** Ends it on the spot. */
  kill(): Promise<void>;
}

/** The compiled service, as `build.ts` leaves it; no .env file lies here. */
export const BUILT = resolve(import.meta.dirname, '../../dist');
const START_LIMIT_MS = 90_000;
const PORT_TRIES = 3;

/** Starts `serve` with these settings and nothing else, and waits until it is ready. */
export async function startService(
  settings: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = await startChild({
      command: process.execPath,
      args: [join(BUILT, 'cli.js'), 'serve'],
      folder: BUILT,
      env: { PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...settings },
    });
    const url = `http://127.0.0.1:${port}`;
    if (await becomesReady(child, url)) return serviceProcess(child, url);
    child.signal('SIGKILL');
    // Only then has everything that it said arrived.
    await child.exited;
    // Somebody else of this machine may take the port between our look and the service's, or between
    // the service's own look and its use.
    const isTaken = new RegExp(`Port ${port} is in use|EADDRINUSE.*:${port}\\b`);
    if (attempt < PORT_TRIES && isTaken.test(child.output())) continue;
    throw new Error(`The service did not become ready:\n${child.output()}`);
  }
}

async function becomesReady(child: Child, url: string): Promise<boolean> {
  const end = Date.now() + START_LIMIT_MS;
  while (!child.hasExited() && Date.now() < end) {
    if (await isReady(url)) return true;
    await sleep(50);
  }
  return false;
}

/** Whether `/health/ready/` says so. */
export async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready/`, { signal: AbortSignal.timeout(10_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    // Nobody listens.
    return false;
  }
}

function serviceProcess(child: Child, url: string): ServiceProcess {
  return {
    url,
    pid: child.pid,
    exited: child.exited,
    isRunning: () => !child.hasExited(),
    output: child.output,
    async stop(signal = 'SIGTERM') {
      const begun = Date.now();
      child.signal(signal);
      const exit = await child.exited;
      expect(exit, child.output()).toEqual({ code: 0, signal: null });
      return { milliseconds: Date.now() - begun };
    },
    async kill() {
      child.signal('SIGKILL');
      await child.exited;
    },
  };
}
