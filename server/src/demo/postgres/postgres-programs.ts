import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './service-account.ts';

/** One installation of PostgreSQL and how to run it here. */
export interface Programs {
  folder: string;
  major: number;
  /** Who runs them when we are root; undefined: we ourselves. */
  account: Account | undefined;
  /** Program that has the kernel stop PostgreSQL when we die; undefined: there is none. */
  setpriv: string | undefined;
}

export type ProgramName = 'initdb' | 'pg_ctl' | 'postgres';

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'];

/** Finds out how the programs in a folder can be run here, by running one of them. */
export async function findPrograms(
  folder: string,
  account: Account | undefined,
): Promise<Programs> {
  const setpriv = process.platform === 'linux' ? SETPRIV.find(existsSync) : undefined;
  let problem: unknown;
  // A setpriv without --pdeathsig (busybox) or without the right to change users is done without.
  for (const way of setpriv === undefined ? [undefined] : [setpriv, undefined]) {
    const programs = { folder, account, setpriv: way, major: 0 };
    try {
      const version = await run(programs, 'postgres', ['--version']);
      return { ...programs, major: Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1]) };
    } catch (error) {
      problem = error;
    }
  }
  const who = account === undefined ? '' : ` by user ${account.name}`;
  throw new Error(
    `The PostgreSQL programs in ${folder} cannot be run${who} (${messageOf(problem)}); set DATABASE_URL to a PostgreSQL server of your own.`,
  );
}

/** Runs one program to its end and answers what it wrote. */
export async function run(programs: Programs, name: ProgramName, words: string[]): Promise<string> {
  const child = launch(programs, name, words, 'pipe');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const end = await new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(String(signal ?? code)));
    child.once('error', (error) => resolve(error.message));
  });
  if (end !== '0') throw new Error(`${name} failed: ${lastLines(output) || end}`);
  return output;
}

/** Starts one program, in a session of its own and with nothing of our environment. */
export function launch(
  programs: Programs,
  name: ProgramName,
  words: string[],
  output: 'pipe' | number,
): ChildProcess {
  const { account, folder, setpriv } = programs;
  const program = join(folder, name);
  const how = {
    // Ctrl-C reaches every process of the terminal's group; the service drains before PostgreSQL
    // may go.
    detached: true,
    windowsHide: true,
    // Messages stay English, and no PGPORT, PGDATA or TZ of the host gets in.
    env: { LC_ALL: 'C', TZ: 'UTC' },
    cwd: '/',
    stdio: ['ignore', output, output] satisfies ['ignore', 'pipe' | number, 'pipe' | number],
  };
  if (setpriv === undefined) {
    const as = account === undefined ? {} : { uid: account.uid, gid: account.gid };
    return spawn(program, words, { ...how, ...as });
  }
  // setpriv changes the user itself: a change after it would make the kernel forget the signal.
  const as =
    account === undefined
      ? []
      : [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  return spawn(setpriv, ['--pdeathsig', 'INT', ...as, '--', program, ...words], how);
}

/** The end of a program's output on one line, without PostgreSQL's mere reports of progress. */
export function lastLines(output: string): string {
  const lines = output.trim().split('\n');
  return lines
    .filter((line) => !line.includes(' LOG:  '))
    .slice(-6)
    .join(' | ');
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
