import type { LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { openWorld, type World } from '../../support/world.ts';
import { type PostgresProxy, proxyBefore } from './postgres-proxy.ts';
import { KINDS, prepareTrial, type Trial } from './trials.ts';

/** How often each kind of change is tried, with and without a key. */
const ROUNDS = 8;
const WRITERS = 8;

let database: FreshDatabase;
let proxy: PostgresProxy;
let world: World;
let close: () => Promise<void>;
let past: pg.Client;
let number = 0;

beforeAll(async () => {
  database = await freshDatabase();
  past = new pg.Client({ connectionString: database.url });
  await past.connect();
  const before = await proxyBefore(database.url);
  proxy = before.proxy;
  ({ world, close } = await openWorld({
    poolSize: WRITERS,
    learnsNames: false,
    database: async () => ({ url: before.url, drop: async () => undefined }),
  }));
});
afterEach(() => proxy.forgetFaults());
afterAll(async () => {
  await close();
  await proxy.stop();
  await past.end();
  await database.drop();
});

async function prepared(kind: Trial['kind']): Promise<Trial> {
  number += 1;
  return await prepareTrial(world, past, kind, number);
}

/** What the caller may believe: that it has happened, that it has not, or neither. */
function believed({ statusCode, body }: LightMyRequestResponse): 'made' | 'not made' | 'unknown' {
  if (statusCode < 300) return 'made';
  return body.includes('"outcome_unknown"') ? 'unknown' : 'not made';
}

/** What is wrong: it has happened more than once, not in all its traces, or against the answer. */
function faultsIn(
  traces: Readonly<Record<string, number>>,
  answer: LightMyRequestResponse,
): string[] {
  const told = Object.entries(traces).map(([trace, times]) => `${times} ${trace}`);
  const counts = new Set(Object.values(traces));
  const belief = believed(answer);
  return [
    ...(counts.size === 1 ? [] : [`not whole: ${told}`]),
    ...([...counts].some((times) => times > 1) ? [`more than once: ${told}`] : []),
    ...(belief === 'made' && !counts.has(1) ? [`told as made: ${told}`] : []),
    ...(belief === 'not made' && !counts.has(0) ? [`told as not made: ${told}`] : []),
  ];
}

/** Expects that the answer is true; tells how often it has happened. */
async function expectTruth(trial: Trial, answer: LightMyRequestResponse): Promise<number> {
  const traces = await trial.traces();
  const story = `${trial.kind}, answered ${answer.statusCode} ${answer.body}`;
  expect(faultsIn(traces, answer), story).toEqual([]);
  return Object.values(traces)[0] ?? 0;
}

/** Repeats it under its key until it is told an answer; expects one effect and equal answers. */
async function expectOneEffect(trial: Trial, key: string, first: LightMyRequestResponse) {
  const again = await trial.ask(key);
  expect(again.statusCode, again.body).toBeLessThan(300);
  expect(await expectTruth(trial, again)).toBe(1);
  const third = await trial.ask(key);
  expect(third.headers['idempotency-replayed']).toBe('true');
  for (const told of [first, again].filter(({ statusCode }) => statusCode < 300)) {
    expect(third.statusCode).toBe(told.statusCode);
    expect(third.rawPayload.equals(told.rawPayload)).toBe(true);
    expect(third.headers.etag).toBe(told.headers.etag);
  }
  expect(await expectTruth(trial, third)).toBe(1);
}

describe.each(KINDS)('the lost answer to the COMMIT of a %s', (kind) => {
  it.each([true, false])('is settled when the server has it: %j', async (reached) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const trial = await prepared(kind);
      const key = round % 2 === 0 ? undefined : `lost-${number}`;
      // Every fourth time the next COMMIT, that of the look or of the second try, is lost as well.
      proxy.loseCommitAnswers(round % 4 === 3 ? 2 : 1, { reached });
      const answer = await trial.ask(key);
      expect(proxy.faultsLeft).toBe(0);
      await expectTruth(trial, answer);
      if (key !== undefined) await expectOneEffect(trial, key, answer);
      // One lost answer alone is nothing that a caller has to hear of.
      if (round % 4 !== 3) expect(answer.statusCode, answer.body).toBeLessThan(300);
    }
  });
});

describe('lost answers to the COMMITs of many at once', () => {
  it.each([true, false])('are settled each for itself, reached: %j', async (reached) => {
    const trials = [];
    for (let index = 0; index < WRITERS * 6; index += 1)
      trials.push(await prepared(KINDS[index % KINDS.length] ?? 'booking'));
    proxy.loseCommitAnswers(trials.length, { reached });
    const answers = await Promise.all(
      trials.map((trial, index) =>
        trial.ask(index % 2 === 0 ? undefined : `many-${index}-${number}`),
      ),
    );
    proxy.forgetFaults();
    for (const [index, trial] of trials.entries()) {
      const answer = answers[index];
      if (answer === undefined) throw new Error('An answer is missing.');
      await expectTruth(trial, answer);
      if (index % 2 === 1) await expectOneEffect(trial, `many-${index}-${number}`, answer);
    }
  });
});

describe('a COMMIT that is answered with ROLLBACK', () => {
  it.each(KINDS)('is never told as a success: %s', async (kind) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const trial = await prepared(kind);
      const faults = 1 + (round % 2);
      proxy.answerCommitWithRollback(faults);
      const answer = await trial.ask();
      expect(proxy.faultsLeft).toBe(0);
      const times = await expectTruth(trial, answer);
      // The first is made anew by the service itself; the second is told.
      expect(times, answer.body).toBe(faults === 1 ? 1 : 0);
      if (faults === 2) {
        expect(answer.statusCode).toBe(503);
        expect(answer.headers['retry-after']).toMatch(/^\d+$/);
      }
    }
  });
});

describe('a service that keeps no marks of its changes', () => {
  afterEach(() => past.query('drop trigger forget on idempotency_keys'));

  it.each(['booking', 'confirmation', 'reschedule', 'deletion'] as const)(
    'is found to tell lies about a %s',
    async (kind) => {
      await past.query(`
        create or replace function forget() returns trigger
          language plpgsql as 'begin return null; end';
        create trigger forget before insert on idempotency_keys
          for each row execute function forget();
      `);
      const trial = await prepared(kind);
      proxy.loseCommitAnswers(1, { reached: true });
      const answer = await trial.ask();
      const { keys: _missing, ...traces } = await trial.traces();
      expect(faultsIn(traces, answer)).not.toEqual([]);
    },
  );
});
