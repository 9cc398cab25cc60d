import { join } from 'node:path';
import { startChild } from './child.ts';
import { BUILT } from './service-process.ts';

export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command of the service, as an operator does, until it ends. */
export async function runCommand(
  settings: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<CommandResult> {
  const child = await startChild({
    command: process.execPath,
    args: [join(BUILT, 'cli.js'), ...words],
    folder: BUILT,
    env: settings,
  });
  const { code } = await child.exited;
  return { code, output: child.output() };
}
