import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const SCRIPTS = resolve(import.meta.dirname, '../../../scripts');

/** Builds the console and the service once for all journeys. */
export function setup(): void {
  for (const name of ['build-console.mjs', 'build-service.mjs'])
    execFileSync(process.execPath, [join(SCRIPTS, name)], { stdio: 'inherit' });
}
