import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { startLoad } from '../support/booking-load.ts';
import { eventually } from '../support/eventually.ts';
import { type Fleet, openFleet } from '../support/fleet.ts';
import { expectLedgerHolds, expectOnlyHonestAnswers, summary } from '../support/ledger.ts';
import { nth } from '../support/people.ts';
import type { RemoteClient } from '../support/remote-client.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { percentile, steadyLoad } from '../support/steady-load.ts';

/** `npm run rolling` makes ten. */
const REPLACEMENTS = Number(process.env.REPLACEMENTS ?? 4);
const BOOKING_CALLERS = 4;
const LIMIT_MS = 600_000;
const DEADLINE_MS = 60_000;
/** Ten seconds are promised: the process sees to that itself, and its exit code would tell. */
const STOP_MS = 20_000;
/** Two seconds are promised; a busy process may not get round to callers of the last moment. */
const LISTENING_MS = 1_000;
const WATCH_EVERY_MS = 50;

/** What an instance that was told to end did meanwhile, seen past the balancer. */
interface Leave {
  /** Milliseconds until the first question that it answered with not being ready. */
  readonly unready: number;
  /** Milliseconds until the first request that it did not answer any more. */
  readonly refused: number;
  readonly answers: number;
  /** Milliseconds until the process had ended. */
  readonly ended: number;
}

test(
  'instances replaced one after the other behind a balancer fail no request',
  async () => {
    const { fleet, close } = await openFleet({ processes: 2 });
    onTestFinished(close);
    const balancer = await startBalancer();
    onTestFinished(balancer.stop);
    for (const { url } of fleet.services) balancer.add(url);
    await Promise.all(fleet.services.map((service) => takesPart(balancer, service)));
    const front = behind(fleet, balancer);
    const bookings = startLoad(front, BOOKING_CALLERS);
    onTestFinished(() => bookings.stop());
    const reads = steadyLoad(readingOf(front));
    // What failed has been told by then.
    onTestFinished(async () => void (await Promise.allSettled([reads.stop()])));

    const leaves: Leave[] = [];
    const places = [...fleet.services];
    let fresh = await fleet.start();
    for (let round = 0; round < REPLACEMENTS; round += 1) {
      const old = nth(places, round);
      places.push(fresh);
      balancer.add(fresh.url);
      await takesPart(balancer, fresh);
      const leave = watchedLeave(fleet, old);
      if (round + 1 < REPLACEMENTS) [fresh] = await Promise.all([fleet.start(), leave]);
      leaves.push(await leave);
      expect(balancer.sendsTo(old.url)).toBe(false);
      expect(balancer.answeredBy(old.url)).toBeGreaterThan(0);
      balancer.remove(old.url);
    }
    await bookings.stop();
    expect(balancer.mishaps).toEqual([]);
    const answered = await reads.stop();

    console.log(summary(bookings));
    console.log(
      `${answered.length} reads, ${reads.rate()} a second, p99 ${percentile(answered, 0.99)} ms`,
    );
    console.log(leaves.map(told).join('\n'));
    expect(balancer.mishaps).toEqual([]);
    expect(bookings.count('acknowledged') + bookings.count('refused')).toBe(
      bookings.attempts.length,
    );
    expect(bookings.count('acknowledged')).toBeGreaterThan(REPLACEMENTS);
    expectOnlyHonestAnswers(bookings);
    await expectLedgerHolds(fleet, bookings);
    for (const { unready, refused, ended } of leaves) {
      expect(unready).toBeLessThan(refused);
      expect(refused).toBeGreaterThan(LISTENING_MS);
      expect(ended).toBeLessThan(STOP_MS);
    }
  },
  LIMIT_MS,
);

/** The same fleet, with everybody speaking to the balancer. */
function behind(fleet: Fleet, { url }: Balancer): Fleet {
  const front: ServiceProcess = { ...nth(fleet.services, 0), url };
  return { ...fleet, as: (person) => fleet.as(person, front) };
}

/** Several customers who read in turn; whatever is not answered in full is an error. */
function readingOf(fleet: Fleet): () => Promise<string> {
  const readers: RemoteClient[] = fleet.owners.slice(0, 20).map(({ person }) => fleet.as(person));
  const paths = ['/appointments/', '/appointments/stats/', '/appointments/?status=pending'];
  let number = 0;
  return async () => {
    number += 1;
    const path = nth(paths, number % paths.length);
    const { status, text } = await nth(readers, number % readers.length).get(path);
    if (status !== 200) throw new Error(`${path} was answered with ${status}: ${text}`);
    return text;
  };
}

async function takesPart(balancer: Balancer, { url }: ServiceProcess): Promise<void> {
  await eventually(() => expect(balancer.sendsTo(url), url).toBe(true), DEADLINE_MS);
}

/** Tells an instance to end, and asks it directly until it answers no more. */
async function watchedLeave(fleet: Fleet, old: ServiceProcess): Promise<Leave> {
  const reader = fleet.as(nth(fleet.owners, 0).person, old);
  const begun = performance.now();
  const stopped = old.stop();
  let unready = Number.POSITIVE_INFINITY;
  let refused = Number.POSITIVE_INFINITY;
  let answers = 0;
  let isLeaving = false;

  // All times are those of the questions: how long an answer takes is up to the machine.
  async function look(): Promise<void> {
    const asked = performance.now() - begun;
    const wasLeaving = isLeaving;
    const [ready, read] = await Promise.all([
      answerOf(fetch(`${old.url}/health/ready/`)),
      answerOf(reader.get('/appointments/')),
    ]);
    if (ready?.status === 503) {
      isLeaving = true;
      unready = Math.min(unready, asked);
    }
    await ready?.arrayBuffer();
    if (read === undefined) {
      refused = Math.min(refused, asked);
      return;
    }
    expect(read.status, read.text).toBe(200);
    if (wasLeaving) expect(read.headers.connection).toBe('close');
    answers += 1;
  }

  const looks: Promise<void>[] = [];
  while (refused === Number.POSITIVE_INFINITY) {
    const looked = look();
    // Told in the end.
    looked.catch(() => undefined);
    looks.push(looked);
    await sleep(WATCH_EVERY_MS);
  }
  await Promise.all(looks);
  const { milliseconds } = await stopped;
  return { unready, refused, answers, ended: milliseconds };
}

async function answerOf<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch {
    // Nobody listens any more, which is what the watcher waits for.
    return undefined;
  }
}

function told({ unready, refused, answers, ended }: Leave): string {
  const [notReady, deaf] = [unready, refused].map(Math.round);
  return `not ready after ${notReady} ms, ${answers} requests served, refused after ${deaf} ms, ended after ${ended} ms`;
}
