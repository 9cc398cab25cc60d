import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockFolder } from './folder-lock.ts';
import { packagedBinaries } from './postgres-binaries.ts';
import { placeCluster, prepareCluster } from './postgres-cluster.ts';
import { findPrograms, messageOf } from './postgres-programs.ts';
import { beginLog, bringUp, type Server, type ServerPlan, stopServer } from './postgres-server.ts';
import { findAddress, leaveAddress, urlAt } from './socket-folder.ts';

export interface EmbeddedPostgres {
  /** Connection string for a database of this cluster. */
  url(database: string): string;
  /** Process id of the current postmaster. */
  processId(): number;
  /** Fast shutdown (SIGINT), waits until the process is gone; idempotent. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Where the cluster lives; created (initdb) when absent, reused when there. */
  dataFolder: string;
  /** Folder with initdb and postgres of another installation; default: this platform's package. */
  binaries?: string;
  /** Extra -c settings. */
  settings?: Record<string, string>;
  /** Restart the server with a short back-off when it dies although nobody stopped it. */
  supervise?: boolean;
  /** Told about restarts and failures in one plain sentence. */
  log?: (line: string) => void;
}

interface Supervision {
  current(): Server;
  stop(): Promise<void>;
}

const SETTINGS = {
  shared_buffers: '128MB',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
/** A server that lived this long starts with the shortest pause again. */
const SETTLED_MS = 30_000;

/** Starts a real PostgreSQL for this process alone; it goes when the process goes. */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const place = placeCluster(options.dataFolder, log);
  const { data, account } = place;
  const lock = lockFolder(data);
  try {
    const binaries = options.binaries ?? packagedBinaries(account, dirname(data));
    const programs = await findPrograms(binaries, account);
    await prepareCluster(programs, place);
    const address = await findAddress(data, account);
    const logFile = join(dirname(data), 'postgres.log');
    const settings = { ...SETTINGS, ...options.settings };
    const plan = { programs, data, address, settings, logFile, log };
    beginLog(plan);
    const supervision = await supervise(plan, options.supervise ?? true);
    let stopped: Promise<void> | undefined;
    return {
      url: (database) => urlAt(address, database),
      processId: () => supervision.current().pid,
      stop: () => {
        stopped ??= supervision.stop().finally(() => {
          leaveAddress(address, data);
          lock.release();
        });
        return stopped;
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function supervise(plan: ServerPlan, restarts: boolean): Promise<Supervision> {
  const stopping = new AbortController();
  let server = await bringUp(plan, stopping.signal);
  // Where the kernel does not do it, at least an orderly exit takes the server along.
  const takeAlong = () => void server.child.kill('SIGINT');
  process.once('exit', takeAlong);

  async function keepUp(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    for (;;) {
      const since = Date.now();
      const end = await server.gone;
      if (stopping.signal.aborted) return;
      plan.log(`PostgreSQL process ${server.pid} ended although nobody stopped it (${end}).`);
      if (!restarts) return;
      pause = Date.now() - since > SETTLED_MS ? FIRST_PAUSE_MS : pause;
      const next = await restart(plan, pause, stopping.signal);
      if (next === undefined) return;
      server = next;
      // The stop may have come in the very moment of success, when it knew only the dead one.
      if (stopping.signal.aborted) return await stopServer(plan, server);
      plan.log(`PostgreSQL runs again as process ${server.pid}.`);
      pause = longer(pause);
    }
  }

  const watch = keepUp();
  return {
    current: () => server,
    stop: async () => {
      stopping.abort();
      await stopServer(plan, server);
      await watch;
      process.off('exit', takeAlong);
    },
  };
}

async function restart(
  plan: ServerPlan,
  firstPause: number,
  stopped: AbortSignal,
): Promise<Server | undefined> {
  let told = '';
  for (let pause = firstPause; ; pause = longer(pause)) {
    await sleep(pause, undefined, { signal: stopped }).catch(() => undefined);
    if (stopped.aborted) return undefined;
    try {
      return await bringUp(plan, stopped);
    } catch (error) {
      const problem = messageOf(error);
      if (problem !== told && !stopped.aborted) plan.log(problem);
      told = problem;
    }
  }
}

function longer(pause: number): number {
  return Math.min(pause * 2, LONGEST_PAUSE_MS);
}
