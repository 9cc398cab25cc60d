import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './try-out.ts';

/**
 * `npm run sequences` sets SEQUENCES. A failure names its seed, its path and the `replayPath` of its
 * steps: as SEED, SEQUENCE and STEPS they run it again.
 */
const { SEQUENCES = '100', SEED = String(Date.now() % 2 ** 31), SEQUENCE, STEPS } = process.env;
const LONGEST_MS = 1_800_000;

/** What must have come out of some requests each time: no sequence proves what never happens. */
const ALWAYS = [
  ...['POST appointments 201', 'POST appointments 400', 'POST appointments 403'],
  ...['PATCH appointments 200', 'PATCH appointments 403', 'PUT appointments 200'],
  ...['confirm', 'start', 'reschedule', 'assign'].flatMap((action) =>
    [200, 400, 404].map((status) => `POST appointments ${action} ${status}`),
  ),
  ...['DELETE appointments 204', 'POST time-slots 201', 'POST time-slots 403'],
  ...['GET appointments 200', 'GET appointments 404', 'GET history 200', 'GET time-slots 200'],
  ...['GET appointments available_slots 200', 'PATCH time-slots 200', 'DELETE time-slots 204'],
];
/** And out of many. */
const IN_THE_END = [
  ...['complete', 'cancel', 'no_show'].flatMap((action) =>
    [200, 400, 404, 412].map((status) => `POST appointments ${action} ${status}`),
  ),
  ...['PUT', 'PATCH'].flatMap((method) =>
    [400, 404, 412].map((status) => `${method} appointments ${status}`),
  ),
  ...['DELETE appointments 400', 'DELETE appointments 412', 'PUT appointments 403'],
  ...['POST time-slots 400', 'PATCH time-slots 400', 'PATCH time-slots 412'],
  ...['DELETE time-slots 412', 'GET time-slots 404'],
];
const MANY = 500;

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe('sequences of steps', () => {
  it(
    'do what a diary kept by hand says',
    async () => {
      const begun = performance.now();
      await fc.assert(bench.property(STEPS), {
        numRuns: Number(SEQUENCES),
        seed: Number(SEED),
        ...(SEQUENCE === undefined ? {} : { path: SEQUENCE }),
        // What is tried to make a failure shorter must end as well.
        interruptAfterTimeLimit: LONGEST_MS / 2,
      });
      const seconds = Math.round((performance.now() - begun) / 1000);
      const steps = [...bench.tally.values()].reduce((sum, count) => sum + count, 0);
      console.info(`${SEQUENCES} sequences, ${steps} requests, ${seconds} s; SEED=${SEED}`);
    },
    LONGEST_MS,
  );

  it.skipIf(SEQUENCE !== undefined)('see changes made and refused in every way', () => {
    const expected = Number(SEQUENCES) < MANY ? ALWAYS : [...ALWAYS, ...IN_THE_END];
    expect(expected.filter((kind) => !bench.tally.has(kind))).toEqual([]);
  });
});
