// Proves the container image on a machine without a container engine: carries out the Dockerfile
// step by step in a bare Debian, starts what comes out as the engine would, books a car, stops it.
//
// Everything happens in a world of mounts and processes of its own, which the kernel takes away
// with the process that made it. So nothing is ever unmounted, and the folder can be removed without
// a look at what was mounted in it.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeBaseImage } from './image/base-image.mjs';
import { assertNothingSurplus, contents } from './image/contents.mjs';
import { contextFiles } from './image/context.mjs';
import { readDockerfile } from './image/dockerfile.mjs';
import { openNetwork } from './image/network.mjs';
import { megabytes } from './image/run.mjs';
import { proveService } from './image/service.mjs';
import { buildStages } from './image/stages.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const LIMIT_MS = 15 * 60_000;
const PROGRAMS = ['debootstrap', 'unshare', 'chroot', 'npm', 'tar', 'curl'];

/** Why it cannot be proved here, if so. */
function obstacle() {
  const needs = 'npm run prove:image needs Debian on x64, root, and `apt-get install debootstrap`';
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync('/etc/debian_version'))
    return `${needs}: this is ${process.platform}-${process.arch}.`;
  if (process.getuid?.() !== 0) return `${needs}: this user is not root.`;
  const missing = PROGRAMS.filter(
    (name) => spawnSync('/bin/sh', ['-c', 'command -v "$0"', name]).status !== 0,
  );
  return missing.length === 0 ? undefined : `${needs}: ${missing.join(', ')} not found.`;
}

/** Runs the proof in its own world, and removes what it leaves, however it ends. */
async function outside() {
  const folder = mkdtempSync(join(tmpdir(), 'servease-image-'));
  const world = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child'];
  const words = [...world, '--mount-proc', process.execPath, import.meta.filename, folder];
  const child = spawn('unshare', words, { stdio: 'inherit' });
  const end = () => child.kill('SIGKILL');
  const limit = setTimeout(() => {
    console.error(`\nNot proved after ${LIMIT_MS / 60_000} minutes.`);
    end();
  }, LIMIT_MS);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  const status = await new Promise((done) => {
    child.once('error', () => done(1));
    child.once('exit', done);
  });
  clearTimeout(limit);
  // The last processes of that world may still be on their way out.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  return status ?? 1;
}

/** @param {string} folder */
async function inside(folder) {
  const begin = performance.now();
  /** @param {string} line */
  const tell = (line) =>
    console.log(`${((performance.now() - begin) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  const text = (/** @type {string} */ name) => readFileSync(join(ROOT, name), 'utf8');
  const stages = readDockerfile(text('Dockerfile'));
  const context = {
    folder: join(folder, 'context'),
    files: contextFiles(ROOT, text('.dockerignore')),
  };
  // Sent whole at the beginning, as to an engine: later changes to the sources do not get in.
  for (const file of context.files)
    cpSync(join(ROOT, file), join(context.folder, file), { verbatimSymlinks: true });
  tell(`The build context has ${context.files.length} files.`);
  const base = await makeBaseImage(folder);
  const bare = await megabytes(base.root);
  tell(`The base is Debian 12 with Node ${base.node} and npm ${base.npm}, ${bare.toFixed(0)} MB.`);
  const network = await openNetwork(folder);
  const image = await buildStages({ stages, base: base.root, folder, context, network, tell });
  const added = (await megabytes(image.root)) - bare;
  assertNothingSurplus(image, context.folder);
  // Before the service runs, and writes its data there.
  const listed = await contents(image, context.folder);
  await proveService(image, text('README.md'), tell);
  console.log(`\n${listed}`);
  console.log(`  on top of the base: ${added.toFixed(0)} MB`);
  console.log(`\nThe image is proved, ${((performance.now() - begin) / 1000).toFixed(0)} s.`);
}

const [folder] = process.argv.slice(2);
const problem = obstacle();
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 1;
} else if (folder === undefined) {
  process.exitCode = await outside();
} else {
  const status = await inside(folder).then(
    () => 0,
    (error) => {
      console.error(`\nNot proved: ${error instanceof Error ? error.message : error}`);
      return 1;
    },
  );
  // As process 1 of this world it takes along whatever still runs in it.
  process.exit(status);
}
