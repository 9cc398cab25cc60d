import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that this test file has started. */
export interface Child {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  hasExited(): boolean;
  /** Everything it has written so far, to either stream. */
  output(): string;
  /** Signals the process; with a group of its own, all that it started too, as a terminal does. */
  signal(name: NodeJS.Signals): void;
}

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Besides PATH and HOME, its whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Makes it the leader of a process group, as a shell does with what is typed. */
  readonly ownGroup?: boolean;
}

const children = new Set<Child>();

// Whatever ends the test process in an orderly way takes along what it started.
process.once('exit', () => {
  for (const child of children) child.signal('SIGKILL');
});

/** Starts a process that `endChildren` ends at the latest. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { PATH = '', HOME = '' } = process.env;
  const ownGroup = options.ownGroup ?? false;
  const started = spawn(options.command, options.args, {
    cwd: options.folder,
    env: { PATH, HOME, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
  });
  let output = '';
  for (const stream of [started.stdout, started.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  let gone = false;
  const exited = once(started, 'close').then(([code, signal]): Exit => ({ code, signal }));
  await once(started, 'spawn');
  const pid = started.pid as number;
  const child: Child = {
    pid,
    exited,
    hasExited: () => gone,
    output: () => output,
    signal: (name) => {
      // A lone process id may soon be another's; a group may outlive its leader.
      if (ownGroup || !gone) signalQuietly(ownGroup ? -pid : pid, name);
    },
  };
  children.add(child);
  started.once('exit', () => {
    gone = true;
    if (!ownGroup) children.delete(child);
  });
  return child;
}

/** Ends what the tests of this file have left running. */
export async function endChildren(): Promise<void> {
  await Promise.all(
    [...children].map(async (child) => {
      child.signal('SIGKILL');
      await child.exited;
      children.delete(child);
    }),
  );
}

function signalQuietly(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch {
    // Gone by itself meanwhile.
  }
}
