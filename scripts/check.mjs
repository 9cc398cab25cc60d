// Runs every check of the repository, cheapest first, and stops at the first that fails, so that
// the headline at the end of the output is the thing to mend. CI runs exactly this.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
    name: 'the one-way rule of the console',
    args: [
      tool('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.console.cjs',
      '--output-type',
      'err-long',
      'sdk/src',
      'console/src',
    ],
    mend: 'the comment of each rule in .dependency-cruiser.console.cjs says why it is there',
  },
  {
    name: 'nothing unused',
    args: [tool('knip/bin/knip.js'), '--no-progress'],
    mend: 'delete what nothing uses',
  },
  ...['server', 'sdk', 'console'].map((workspace) => ({
    name: `types of ${workspace}`,
    args: [tool('typescript/bin/tsc'), '-p', workspace],
    mend: `${workspace}/ with its tests and scripts must compile`,
  })),
  {
    name: 'generated files are fresh',
    args: ['--import', 'tsx', 'server/scripts/generate.ts', '--check'],
    mend: '`npm run generate`, then commit what it writes',
  },
  {
    name: 'promises, switches and file length',
    args: [
      tool('eslint/bin/eslint.js'),
      ...['--max-warnings', '0', 'server', 'sdk', 'console', 'vitest.config.ts'],
    ],
    mend: 'four typed rules and max-lines, see eslint.config.js',
  },
];

/** @param {number} since */
const secondsSince = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs a step and keeps what it says, so that two at a time do not talk into each other.
 * @param {(typeof STEPS)[number]} step
 */
async function run({ name, args, mend }) {
  const since = performance.now();
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  const [status] = await once(child, 'close');
  return { name, mend, said, status, took: secondsSince(since) };
}

const begin = performance.now();
// The last step takes as long as all others together and needs none of them.
const longest = run(STEPS[STEPS.length - 1]);
for (const result of [...STEPS.slice(0, -1).map((step) => () => run(step)), () => longest]) {
  const { name, mend, said, status, took } = await result();
  console.log(`\n── ${name}\n${said.trim()}`);
  if (status !== 0) {
    console.error(`\n✗ check failed: ${name}, after ${secondsSince(begin)}`);
    console.error(`  ${mend}`);
    process.exit(1);
  }
  console.log(`✓ ${name}, ${took}`);
}
console.log(`\n✓ all ${STEPS.length} checks passed, ${secondsSince(begin)}`);
