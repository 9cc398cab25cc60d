import type { ChildProcess } from 'node:child_process';
import { closeSync, constants, openSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, launch, messageOf, type Programs, run } from './postgres-programs.ts';
import { readPostmasterFile, settleOrphan, workingFolderOf } from './postmaster-file.ts';
import { commandOf } from './running-process.ts';
import { type Address, clearAddress, settingsFor } from './socket-folder.ts';

export interface ServerPlan {
  programs: Programs;
  data: string;
  address: Address;
  settings: Record<string, string>;
  logFile: string;
  log: (line: string) => void;
}

/** One postmaster, from its start to its end. */
export interface Server {
  pid: number;
  /** How it ended, once it has. */
  gone: Promise<string>;
  isGone(): boolean;
  child: ChildProcess;
}

const READY_POLL_MS = 10;
/** Crash recovery after much writing takes its time. */
const READY_LIMIT_MS = 300_000;
const OLD_BACKENDS_LIMIT_MS = 30_000;
const OLD_BACKENDS_GRACE_MS = 1_000;
const STOP_LIMIT_MS = 30_000;
const OLD_BACKENDS = 'pre-existing shared memory block';

/** Empties the log, so that it tells of one run. */
export function beginLog(plan: ServerPlan): void {
  try {
    closeSync(openLog(plan, constants.O_TRUNC));
  } catch (error) {
    throw new Error(`The log of PostgreSQL cannot be written: ${messageOf(error)}.`);
  }
}

/** Starts the server on its folder and answers when it takes connections. */
export async function bringUp(plan: ServerPlan, stopped: AbortSignal): Promise<Server> {
  await settleOrphan(plan.data, plan.log);
  const begun = Date.now();
  for (;;) {
    clearAddress(plan.address);
    const logged = readLog(plan).length;
    const server = startServer(plan);
    const problem = await problemWithStart(server, plan, stopped, logged);
    if (problem === undefined) return server;
    const waited = Date.now() - begun;
    if (!problem.includes(OLD_BACKENDS) || waited > OLD_BACKENDS_LIMIT_MS || stopped.aborted) {
      throw new Error(`PostgreSQL did not start on ${plan.data}: ${problem}`);
    }
    // Backends whose postmaster was killed leave by themselves, except one that is busy computing.
    if (waited > OLD_BACKENDS_GRACE_MS) quitOldBackends(plan.data);
    await sleep(100);
  }
}

/** Fast shutdown: breaks off transactions, writes a checkpoint, waits for the end. */
export async function stopServer(plan: ServerPlan, server: Server): Promise<void> {
  if (!server.isGone()) {
    // Windows knows no SIGINT: Node would kill the process instead.
    if (process.platform === 'win32') {
      await run(plan.programs, 'pg_ctl', ['stop', '-D', plan.data, '-m', 'fast', '-w']);
    } else {
      server.child.kill('SIGINT');
    }
  }
  const limit = setTimeout(() => server.child.kill('SIGQUIT'), STOP_LIMIT_MS);
  await server.gone;
  clearTimeout(limit);
}

function startServer(plan: ServerPlan): Server {
  const settings = { ...plan.settings, ...settingsFor(plan.address) };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const output = openLog(plan, 0);
  const child = launch(plan.programs, 'postgres', ['-D', plan.data, ...words], output);
  closeSync(output);
  let isGone = false;
  const gone = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  }).finally(() => {
    isGone = true;
  });
  return { pid: child.pid ?? 0, gone, isGone: () => isGone, child };
}

function openLog(plan: ServerPlan, flag: number): number {
  // Not through a link: root would write wherever it points.
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0 } = constants;
  return openSync(plan.logFile, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | flag, 0o600);
}

async function problemWithStart(
  server: Server,
  plan: ServerPlan,
  stopped: AbortSignal,
  logged: number,
): Promise<string | undefined> {
  const end = Date.now() + READY_LIMIT_MS;
  while (!server.isGone()) {
    const file = readPostmasterFile(plan.data);
    // After a kill the file of the dead server is still there and says ready.
    if (file?.pid === server.pid && file.ready) return undefined;
    if (stopped.aborted || Date.now() > end) {
      await stopServer(plan, server);
      return stopped.aborted ? 'it was stopped meanwhile.' : 'it is not ready after five minutes.';
    }
    await sleep(READY_POLL_MS);
  }
  const said = lastLines(readLog(plan).slice(logged));
  return said === '' ? await server.gone : said;
}

function quitOldBackends(data: string): void {
  if (process.platform !== 'linux') return;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!(pid > 0) || workingFolderOf(pid) !== data) continue;
    const title = commandOf(pid)?.[0] ?? '';
    if (basename(title.split(':')[0] ?? '') === 'postgres') trySignal(pid, 'SIGQUIT');
  }
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone by itself meanwhile.
  }
}

function readLog(plan: ServerPlan): string {
  try {
    return readFileSync(plan.logFile, 'utf8');
  } catch {
    return '';
  }
}
