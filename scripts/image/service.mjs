// Starts an image as `docker run -p 8005:8005` does, books as the README says, and stops it.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandIn, firstProcessOf } from './container.mjs';
import { succeed } from './run.mjs';

const READY_LIMIT_MS = 120_000;
/** What an engine grants before it kills. */
const STOP_LIMIT_MS = 10_000;

/**
 * @param {import('./stages.mjs').Image} image
 * @param {string} readme
 * @param {(line: string) => void} tell
 */
export async function proveService(image, readme, tell) {
  if (image.user === 'root') throw new Error('The image runs as root.');
  const port = await freePort(8005);
  const demoPort = await freePort(8001);
  const env = {
    ...image.environment,
    // Inside a container both are always free, and nothing is set.
    ...(port === 8005 ? {} : { PORT: String(port) }),
    ...(demoPort === 8001 ? {} : { DEMO_PLATFORM_PORT: String(demoPort) }),
  };
  const [program, ...words] = commandIn(image, [...image.entrypoint, ...image.command]);
  const begin = performance.now();
  const seconds = () => `${((performance.now() - begin) / 1000).toFixed(1)} s`;
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  try {
    await becomesReady(port, hasEnded);
    tell(`The service is ready on port ${port}, ${seconds()} after its start, as ${image.user}.`);
    await succeed(...checkOf(image), { env });
    tell('The HEALTHCHECK says healthy.');
    tell(`Booked as the README says: ${await bookAsInReadme(readme, port)}`);
    const first = firstProcessOf(child.pid ?? 0);
    const stopping = performance.now();
    process.kill(first, 'SIGTERM');
    const status = await Promise.race([ended, sleep(STOP_LIMIT_MS, 'still running')]);
    if (status !== 0) throw new Error(`After SIGTERM the service was: ${status}.`);
    // The kernel ends what process 1 leaves; PostgreSQL removes this file only if it was asked.
    if (existsSync(join(image.root, image.folder, '.data/postgres/postmaster.pid')))
      throw new Error('PostgreSQL was not shut down before the service ended.');
    const took = ((performance.now() - stopping) / 1000).toFixed(1);
    tell(`SIGTERM to process 1: exit 0 after ${took} s, PostgreSQL shut down in order.`);
    const unwell = await succeed(...checkOf(image), { env }).then(
      () => false,
      () => true,
    );
    if (!unwell) throw new Error('The HEALTHCHECK says healthy although nothing runs.');
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`${problem}\nThe service said:\n${output.trim() || 'nothing'}`);
  }
}

/**
 * @param {import('./stages.mjs').Image} image
 * @returns {[string, string[]]}
 */
function checkOf(image) {
  const [program, ...words] = commandIn(image, image.healthcheck);
  return [program, words];
}

/**
 * @param {number} port
 * @param {() => boolean} hasEnded
 */
async function becomesReady(port, hasEnded) {
  const end = Date.now() + READY_LIMIT_MS;
  while (Date.now() < end && !hasEnded()) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready/`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error('The service did not become ready.');
}

/**
 * Runs the README's own lines, so that they are proved as well.
 *
 * @param {string} readme
 * @param {number} port
 * @returns {Promise<string>}
 */
async function bookAsInReadme(readme, port) {
  const lines = /^```sh\n(API=.*?)^```/ms.exec(readme)?.[1];
  if (lines === undefined) throw new Error('The README has no example that starts with API=.');
  const input = lines.replaceAll('localhost:8005', `localhost:${port}`);
  const said = await succeed('/bin/sh', ['-e'], { input });
  // What is free comes first, and no text that is JSON has this between its parts.
  const booking = JSON.parse(said.replace(/^.*[\]}]\s*(?=\{)/s, ''));
  if (typeof booking.id !== 'string') throw new Error(`The booking was refused: ${said}`);
  return booking.id;
}

/**
 * This port, or any free one when it is taken.
 *
 * @param {number} wished
 * @returns {Promise<number>}
 */
function freePort(wished) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (wished === 0 ? reject(error) : resolve(freePort(0))));
    server.listen(wished, '0.0.0.0', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
