import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { connect, type NetConnectOpts } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, isRunning } from './running-process.ts';

/** What a running PostgreSQL tells about itself in its data folder. */
export interface PostmasterFile {
  pid: number;
  port: number;
  socketFolder: string;
  ready: boolean;
}

const ORPHAN_GRACE_MS = 5_000;
const ORPHAN_STOP_MS = 60_000;
const POLL_MS = 50;

export function readPostmasterFile(data: string): PostmasterFile | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return {
      pid: Number(lines[0]),
      port: Number(lines[3]),
      socketFolder: lines[4] ?? '',
      ready: lines[7]?.trim() === 'ready',
    };
  } catch {
    return undefined;
  }
}

/**
 * Leaves no server of an earlier run in the folder: waits a little for it to go by itself, then
 * stops it. The caller holds the folder's lock, so it is nobody's.
 */
export async function settleOrphan(data: string, log: (line: string) => void): Promise<void> {
  const left = readPostmasterFile(data);
  if (left === undefined) return;
  if (isRunning(left.pid) && (await isServerOf(left, data))) await endOrphan(left.pid, data, log);
  disownFile(data);
}

async function endOrphan(pid: number, data: string, log: (line: string) => void): Promise<void> {
  if (await isGoneWithin(pid, ORPHAN_GRACE_MS)) return;
  log(`Stopping PostgreSQL process ${pid}, left over from an earlier run.`);
  process.kill(pid, 'SIGINT');
  if (await isGoneWithin(pid, ORPHAN_STOP_MS)) return;
  throw new Error(`PostgreSQL process ${pid} still has the data folder ${data} and does not stop.`);
}

async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(POLL_MS)) {
    if (!isRunning(pid)) return true;
  }
  return !isRunning(pid);
}

async function isServerOf(file: PostmasterFile, data: string): Promise<boolean> {
  const command = commandOf(file.pid);
  if (command === undefined) return answers(file);
  const isPostgres = basename(command[0] ?? '').startsWith('postgres');
  return isPostgres && (command.includes(data) || workingFolderOf(file.pid) === data);
}

function answers(file: PostmasterFile): Promise<boolean> {
  const where: NetConnectOpts =
    file.socketFolder === ''
      ? { host: '127.0.0.1', port: file.port }
      : { path: join(file.socketFolder, `.s.PGSQL.${file.port}`) };
  return new Promise((resolve) => {
    const socket = connect({ ...where, timeout: 2_000 });
    const answer = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    socket.on('connect', answer(true)).on('error', answer(false)).on('timeout', answer(false));
  });
}

/** The working folder of a process; undefined where the system does not say. */
export function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

// The server named here is dead. As long as something else bears its process id, or nobody collects
// the dead process, PostgreSQL would refuse to start. It takes its parent's id for a reused one, and
// unlike a deletion this keeps its second guard, the check for living backends.
function disownFile(data: string): void {
  const file = join(data, 'postmaster.pid');
  if (process.platform === 'win32' || !existsSync(file)) return;
  const rest = readFileSync(file, 'utf8').split('\n').slice(1);
  writeFileSync(file, [process.pid, ...rest].join('\n'));
}
