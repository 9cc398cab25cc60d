import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const SCRIPT = resolve(import.meta.dirname, '../../../scripts/build-service.mjs');

/** Compiles the service for tests that start it as a process. */
export function setup(): void {
  execFileSync(process.execPath, [SCRIPT], { stdio: 'inherit' });
}
