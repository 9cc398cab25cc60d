import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isRunning, startTimeOf } from './running-process.ts';

export interface FolderLock {
  release(): void;
}

/** Lets one living process at a time have the folder; a killed owner leaves nothing in the way. */
export function lockFolder(folder: string): FolderLock {
  const file = `${folder}.lock`;
  const ticket = `${file}.${randomUUID()}`;
  const mine = `${process.pid} ${startTimeOf(process.pid)}\n`;
  writeFileSync(ticket, mine, { flag: 'wx' });
  try {
    // A link appears with its content or not at all, so nobody reads half a lock.
    while (!tryLink(ticket, file)) {
      const holder = tryRead(file);
      if (holder === undefined) continue;
      if (isHeld(holder)) throw new Error(inUse(folder, holder));
      putAside(file, holder);
    }
  } finally {
    rmSync(ticket, { force: true });
  }
  return {
    release: () => {
      if (tryRead(file) === mine) rmSync(file, { force: true });
    },
  };
}

function inUse(folder: string, holder: string): string {
  const process = holder.split(' ')[0];
  return `The data folder ${folder} is in use by process ${process}; stop it, or set DATABASE_URL to a PostgreSQL server of your own.`;
}

function isHeld(holder: string): boolean {
  const [pid = '', startTime = ''] = holder.trim().split(' ');
  if (!(Number(pid) > 0) || !isRunning(Number(pid))) return false;
  return startTime === startTimeOf(Number(pid));
}

// Two late comers may see the same dead owner. Moving the file lets only one of them remove it, and
// shows whether the other had put its own lock there in between: that one is given back.
function putAside(file: string, dead: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (tryRead(aside) !== dead) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
