import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { type Child, type Exit, endChildren, startChild } from './child.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
const START_LIMIT_MS = 120_000;
const GONE_LIMIT_MS = 30_000;

/** Somebody who has just got the repository and types what the README says. */
export interface Newcomer {
  readonly port: number;
  readonly platformPort: number;
  readonly postgresFolder: string;
  /** `npm start`, until the welcome is on the screen; variables come before it on the line. */
  start(variables?: Readonly<Record<string, string>>): Promise<Started>;
  /** The same, for a start that is expected to end by itself. */
  tryToStart(variables?: Readonly<Record<string, string>>): Promise<Exit & { output: string }>;
  /** `npm start`, without waiting for anything. */
  begin(variables?: Readonly<Record<string, string>>): Promise<Child>;
  /** Runs one line of a shell after another, with one environment. */
  type(lines: readonly string[]): string;
  /** The process ids of all that works in the folder or has its name on the command line. */
  processes(): { readonly pid: number; readonly command: string }[];
  leave(): Promise<void>;
}

export interface Started extends Child {
  /** Process id of the service, below npm. */
  readonly servicePid: number;
}

/** Gives somebody a folder that holds the repository, by links, and nothing else. */
export async function newcomer(): Promise<Newcomer> {
  const folder = mkdtempSync(join(tmpdir(), 'servease-newcomer-'));
  // PostgreSQL refuses to run as root, so for root another account must get to the data.
  chmodSync(folder, 0o711);
  for (const name of ['package.json', 'node_modules', 'scripts', 'server'])
    symlinkSync(join(REPOSITORY, name), join(folder, name));
  const [port, platformPort] = [await freePort(), await freePort()];

  const begin: Newcomer['begin'] = (variables = {}) =>
    startChild({
      command: 'npm',
      args: ['start'],
      folder,
      env: { PORT: String(port), DEMO_PLATFORM_PORT: String(platformPort), ...variables },
      ownGroup: true,
    });
  const processes = () => allProcesses().filter((one) => belongsTo(one, folder));
  return {
    port,
    platformPort,
    postgresFolder: join(folder, '.data', 'postgres'),
    begin,
    async start(variables) {
      const child = await begin(variables);
      await eventually(() => {
        if (!child.hasExited()) expect(child.output()).toContain('Press Ctrl-C to stop');
      }, START_LIMIT_MS);
      if (child.hasExited()) throw new Error(`The service ended at once:\n${child.output()}`);
      return { ...child, servicePid: servicePidOf(child.pid) };
    },
    async tryToStart(variables) {
      const child = await begin(variables);
      return { ...(await child.exited), output: child.output() };
    },
    type: (lines) =>
      execFileSync('bash', ['-euc', lines.join('\n')], { encoding: 'utf8', stdio: 'pipe' }),
    processes,
    async leave() {
      await endChildren();
      // Where the kernel does not do it, nobody else would end the PostgreSQL of a killed service.
      for (const { pid } of processes()) trySignal(pid, 'SIGINT');
      await eventually(() => expect(processes()).toEqual([]), GONE_LIMIT_MS);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface RunningProcess {
  readonly pid: number;
  readonly group: number;
  readonly command: string;
}

function allProcesses(): RunningProcess[] {
  const table = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,pgid=,stat=,args='], {
    encoding: 'utf8',
  });
  return table.split('\n').flatMap((line) => {
    const [, pid, group, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const isDead = state?.startsWith('Z') ?? true;
    return isDead ? [] : [{ pid: Number(pid), group: Number(group), command: command ?? '' }];
  });
}

// The parts of a PostgreSQL have only their job on the command line, but all work in its folder.
function belongsTo({ pid, command }: RunningProcess, folder: string): boolean {
  if (command.includes(folder)) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
  } catch {
    // Gone meanwhile, another user's, or no Linux.
    return false;
  }
}

function servicePidOf(group: number): number {
  const found = allProcesses().filter(
    (one) => one.group === group && /^\S*node .*cli\.ts serve$/.test(one.command),
  );
  expect(found).toHaveLength(1);
  return found[0]?.pid ?? 0;
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone by itself meanwhile.
  }
}
