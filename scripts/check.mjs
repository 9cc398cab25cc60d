// Runs every check of the repository, cheapest first, and stops at the first that fails, so that
// the headline at the end of the output is the thing to mend. CI runs exactly this.

import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const isTerminal = process.stdout.isTTY === true;

/** @param {string} path below node_modules */
const tool = (path) => join(ROOT, 'node_modules', path);

/** Each with its headline, its arguments for node, and what to do when it fails. */
const STEPS = [
  {
    name: 'format and lint',
    args: [
      tool('@biomejs/biome/bin/biome'),
      'ci',
      '--error-on-warnings',
      ...(isTerminal ? [] : ['--colors=off']),
      '.',
    ],
    mend: '`npm run format` mends formatting and what can be mended by itself',
  },
  {
    name: 'the one-way rule',
    args: [
      tool('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err-long',
      'server/src',
    ],
    mend: 'the comment of each rule in .dependency-cruiser.cjs says why it is there',
  },
  {
    name: 'nothing unused',
    args: [tool('knip/bin/knip.js'), '--no-progress'],
    mend: 'delete what nothing uses',
  },
  {
    name: 'types',
    args: [tool('typescript/bin/tsc'), '-p', 'server'],
    mend: 'the server, its tests and its scripts must compile',
  },
  {
    name: 'generated files are fresh',
    args: ['--import', 'tsx', 'server/scripts/generate.ts', '--check'],
    mend: '`npm run generate`, then commit what it writes',
  },
  {
    name: 'promises, switches and file length',
    args: [tool('eslint/bin/eslint.js'), '--max-warnings', '0', 'server', 'vitest.config.ts'],
    mend: 'four typed rules and max-lines, see eslint.config.js',
  },
];

/** @param {number} since */
const secondsSince = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const begin = performance.now();
for (const { name, args, mend } of STEPS) {
  const since = performance.now();
  console.log(`\n── ${name}`);
  const { status, error } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) {
    const reason = error === undefined ? '' : ` (${error.message})`;
    console.error(`\n✗ check failed: ${name}${reason}, after ${secondsSince(since)}`);
    console.error(`  ${mend}`);
    process.exit(1);
  }
  console.log(`✓ ${name}, ${secondsSince(since)}`);
}
console.log(`\n✓ all ${STEPS.length} checks passed, ${secondsSince(begin)}`);
