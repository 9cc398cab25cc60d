import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '../../support/child.ts';
import { freePort } from '../../support/free-port.ts';

/** A place at which one process of the service runs, is ended, and runs again. */
export interface ServiceSeat {
  readonly name: string;
  /** Always the same; empty for a process that does not listen. */
  readonly url: string;
  /** Starts it and waits until it is ready. */
  start(): Promise<void>;
  isRunning(): boolean;
  pid(): number;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Asks it to end, and answers how long that took and with what code. */
  stop(): Promise<{ readonly milliseconds: number; readonly code: number | null }>;
  /** SIGSTOP: its connections stand, and nothing comes. */
  pause(): void;
  resume(): void;
  /** What the processes of this seat have printed, the last part of it. */
  output(): string;
}

export interface SeatPlan {
  readonly name: string;
  /** The `cli.ts` to run. */
  readonly program: string;
  readonly command: 'serve' | 'relay';
  readonly settings: Readonly<Record<string, string>>;
}

const START_LIMIT_MS = 90_000;
const LOOK_EVERY_MS = 50;
// From wherever the program lies, the loader is the one of this repository.
const LOADER = import.meta.resolve('tsx');

/** Finds a port for the seat; nothing runs yet. */
export async function serviceSeat(plan: SeatPlan): Promise<ServiceSeat> {
  const port = await freePort();
  const url = plan.command === 'serve' ? `http://127.0.0.1:${port}` : '';
  let child: Child | undefined;
  let before = '';
  const running = (): Child => {
    if (child === undefined) throw new Error(`${plan.name} has not been started.`);
    return child;
  };
  return {
    name: plan.name,
    url,
    async start() {
      before = child?.output().slice(-20_000) ?? '';
      child = await startChild({
        command: process.execPath,
        args: ['--import', LOADER, plan.program, plan.command],
        folder: dirname(plan.program),
        env: { PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...plan.settings },
      });
      const end = Date.now() + START_LIMIT_MS;
      while (url !== '' && !(await isReady(url))) {
        if (child.hasExited() || Date.now() > end)
          throw new Error(`${plan.name} did not become ready:\n${child.output()}`);
        await sleep(LOOK_EVERY_MS);
      }
    },
    isRunning: () => child !== undefined && !child.hasExited(),
    pid: () => running().pid,
    async kill() {
      running().signal('SIGKILL');
      await running().exited;
    },
    async stop() {
      const begun = performance.now();
      running().signal('SIGTERM');
      const { code } = await running().exited;
      return { milliseconds: performance.now() - begun, code };
    },
    pause: () => running().signal('SIGSTOP'),
    resume: () => running().signal('SIGCONT'),
    output: () => before + (child?.output() ?? ''),
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready/`, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    // Nobody listens yet.
    return false;
  }
}
