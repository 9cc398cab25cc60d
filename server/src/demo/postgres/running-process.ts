import { readFileSync } from 'node:fs';

const ON_LINUX = process.platform === 'linux';

/** Says whether a process of that id lives; one that is dead but not yet collected does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const state = statOf(pid)?.state;
  return state !== 'Z' && state !== 'X';
}

/** Tells two bearers of one process id apart; empty where the system does not say. */
export function startTimeOf(pid: number): string {
  return statOf(pid)?.startTime ?? '';
}

/** The words a process was started with; undefined where the system does not say. */
export function commandOf(pid: number): string[] | undefined {
  return readProc(pid, 'cmdline')?.split('\0');
}

function statOf(pid: number): { state: string; startTime: string } | undefined {
  const stat = readProc(pid, 'stat');
  if (stat === undefined) return undefined;
  // The second field is the program's name in brackets and may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', startTime: fields[19] ?? '' };
}

function readProc(pid: number, file: string): string | undefined {
  if (!ON_LINUX) return undefined;
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
