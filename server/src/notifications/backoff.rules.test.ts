import { expect, test } from 'vitest';
import {
  afterFailure,
  afterRefusal,
  MOST_FAILURES,
  MOST_REFUSALS,
  outageDelay,
} from './backoff.rules.ts';

test.each([
  { failures: 0, delay: 100 },
  { failures: 1, delay: 100 },
  { failures: 2, delay: 200 },
  { failures: 3, delay: 400 },
  { failures: 4, delay: 800 },
  { failures: 5, delay: 1_000 },
  { failures: 1_000, delay: 1_000 },
  { failures: 1_000_000, delay: 1_000 },
])('after $failures failures a target is tried again in $delay ms', ({ failures, delay }) => {
  expect(outageDelay(failures)).toBe(delay);
});

test('a target that is back is tried well within two seconds, however long it was away', () => {
  const delays = Array.from({ length: 5_000 }, (_, failures) => outageDelay(failures));
  expect(Math.max(...delays)).toBeLessThan(2_000);
});

test.each([
  { earlier: 0, next: { retryInSeconds: 1 } },
  { earlier: 1, next: { retryInSeconds: 2 } },
  { earlier: 4, next: { retryInSeconds: 16 } },
  { earlier: 8, next: { retryInSeconds: 256 } },
  { earlier: 9, next: 'park' },
  { earlier: 10, next: 'park' },
  { earlier: 1_000, next: 'park' },
])('a message refused once more after $earlier refusals: $next', ({ earlier, next }) => {
  expect(afterRefusal(earlier)).toEqual(next);
});

test.each([
  { earlier: 0, next: { retryInSeconds: 1 } },
  { earlier: 8, next: { retryInSeconds: 256 } },
  { earlier: 9, next: { retryInSeconds: 300 } },
  { earlier: MOST_FAILURES - 2, next: { retryInSeconds: 300 } },
  { earlier: MOST_FAILURES - 1, next: 'park' },
])('a message that failed once more after $earlier failures: $next', ({ earlier, next }) => {
  expect(afterFailure(earlier)).toEqual(next);
});

test('a message fails for an hour at least before it is put aside', () => {
  let seconds = 0;
  for (let failures = 0; failures < MOST_FAILURES - 1; failures += 1) {
    const next = afterFailure(failures);
    seconds += next === 'park' ? 0 : next.retryInSeconds;
  }
  expect(seconds).toBeGreaterThan(3_000);
});

test('a message is offered ten times before it is put aside', () => {
  let refusals = 0;
  while (afterRefusal(refusals) !== 'park') refusals += 1;
  expect(refusals + 1).toBe(MOST_REFUSALS);
  expect(MOST_REFUSALS).toBe(10);
});
