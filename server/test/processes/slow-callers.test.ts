import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Child, startChild } from '../support/child.ts';
import { dayAhead, type Fleet, useFleet } from '../support/fleet.ts';
import { nth } from '../support/people.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import type { Fate, Kind } from '../support/slow-callers.ts';
import { type Answered, percentile, quantiles, steadyLoad } from '../support/steady-load.ts';

const LIMIT_MS = 300_000;
/** Each reader makes the kernel keep four megabytes. */
const CALLERS = { readers: 100, silent: 2_000, headers: 300, bodies: 300 };
/** A head has ten seconds, a body and an unread answer fifteen; the service looks each second. */
const CLOSED_SECONDS = 16;
/** Callers notice only with the next byte or two, and the machine may be busy; Node gives a minute. */
const GRACE_SECONDS = 30;
/** Readers learn only in the end whether anybody is still there. */
const READING_SECONDS = 20;
const WARM_UP_MS = 2_000;
const BEFORE_MS = 7_000;
const AFTER_MS = 2_000;
const PILES = 5;
const REQUESTS_A_PILE = 2_000;
const FOLDER = resolve(import.meta.dirname, '../support');

const fleet = useFleet({ processes: 1 });

test(
  'slow callers are cut off, and nobody else is turned away meanwhile',
  async () => {
    const service = nth(fleet.services, 0);
    const visit = visitsOf(fleet);
    await measured(visit, () => sleep(WARM_UP_MS));
    const memory = [await megabytesOf(service)];
    const before = await measured(visit, () => sleep(BEFORE_MS));

    const attack = await startAttack(service);
    const during = await measured(visit, async () => {
      const watch = setInterval(() => {
        void megabytesOf(service).then((now) => memory.push(now));
      }, 1_000);
      await attack.exited;
      clearInterval(watch);
    });
    const after = await measured(visit, () => sleep(AFTER_MS));

    for (const [name, answers] of Object.entries({ before, during, after }))
      console.log(`${answers.length} requests ${name}: median and p99 ${quantiles(answers)} ms`);
    const ratio = percentile(during, 0.99) / percentile(before, 0.99);
    console.log(`p99 during the attack is ${ratio.toFixed(1)} times the one before`);
    console.log(
      `${memory[0]} MB before, ${Math.max(...memory)} MB at most, ${await megabytesOf(service)} MB after`,
    );
    console.log(attack.output());
    const fates = JSON.parse(attack.output()) as Record<Kind, Fate>;
    for (const [kind, fate] of Object.entries(fates)) {
      expect(fate.closed, kind).toBe(fate.opened);
      const reads = kind === 'readers';
      expect(Object.keys(fate.told), kind).toEqual([reads ? '200' : '408']);
      if (!reads) expect(fate.lastAfter, kind).toBeLessThan(CLOSED_SECONDS + GRACE_SECONDS);
    }
  },
  LIMIT_MS,
);

test('thousands of requests in a few packets do not fill the memory', async () => {
  const service = nth(fleet.services, 0);
  const before = await megabytesOf(service);
  const { port } = new URL(service.url);
  const pile = 'GET /docs/json HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(REQUESTS_A_PILE);
  for (let count = 0; count < PILES; count += 1) {
    const socket = connect(Number(port), '127.0.0.1').pause();
    onTestFinished(() => void socket.destroy());
    // The service may hang up on such a caller.
    socket.on('error', () => socket.destroy());
    await new Promise((resolve) => socket.write(pile, resolve));
  }
  await sleep(AFTER_MS);

  const { status } = await fleet.as(nth(fleet.owners, 0).person).get('/appointments/');

  const grown = (await megabytesOf(service)) - before;
  console.log(`${PILES * REQUESTS_A_PILE} requests took ${grown} MB`);
  expect(status).toBe(200);
  expect(service.isRunning(), service.output()).toBe(true);
  expect(grown).toBeLessThan(500);
});

/** Starts every kind of slow caller in a process of its own, which ends when they have been told. */
async function startAttack({ url }: ServiceProcess): Promise<Child> {
  const owner = nth(fleet.owners, 0);
  const options = {
    ...CALLERS,
    port: new URL(url).port,
    token: await fleet.platform.accessToken(owner.person.user_id, { ttlSeconds: 3_600 }),
    least: READING_SECONDS,
    most: CLOSED_SECONDS + GRACE_SECONDS,
  };
  return await startChild({
    command: process.execPath,
    args: [
      ...['--import', 'tsx', 'slow-callers.ts'],
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    folder: FOLDER,
    env: {},
  });
}

/** The answers of a hundred visits a second while this goes on; a visit that fails is an error. */
async function measured(
  visit: () => Promise<string>,
  meanwhile: () => Promise<unknown>,
): Promise<Answered[]> {
  const load = steadyLoad(visit);
  await meanwhile();
  return await load.stop();
}

/** Customers who look at their lists; every fifth books an hour that nobody else wants. */
function visitsOf(fleet: Fleet): () => Promise<string> {
  let visits = 0;
  return async () => {
    visits += 1;
    const hours = Math.floor(visits / 5);
    const owner = nth(fleet.owners, hours % fleet.owners.length);
    const caller = fleet.as(owner.person);
    const { status, text } =
      visits % 5 === 0
        ? await caller.book(owner, {
            scheduled_date: dayAhead(30 + Math.floor(hours / 24)),
            scheduled_time: `${String(hours % 24).padStart(2, '0')}:00`,
            duration_minutes: 60,
          })
        : await caller.get('/appointments/');
    if (status !== 200 && status !== 201) throw new Error(`answered with ${status}: ${text}`);
    return text;
  };
}

/** What the process has in memory, where the system tells; else 0. */
async function megabytesOf({ pid }: ServiceProcess): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1_024);
}
