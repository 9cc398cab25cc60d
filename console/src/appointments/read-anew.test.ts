import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test } from 'vitest';
import { readAnew } from './read-anew.ts';

const queries = new QueryClient();
afterEach(() => queries.clear());

/** Reads that have to be answered by hand. */
function readsOf(...queryKey: string[]) {
  const reads: ((says: string | Error) => void)[] = [];
  const queryFn = () =>
    new Promise<string>((resolve, reject) => {
      reads.push((says) => (says instanceof Error ? reject(says) : resolve(says)));
    });
  return { reads, options: { queryKey, queryFn, retry: false, staleTime: 60_000 } };
}

/** A screen that shows what a read brings. */
function screenOf(...queryKey: string[]) {
  const { reads, options } = readsOf(...queryKey);
  const observer = new QueryObserver(queries, options);
  const leave = observer.subscribe(() => undefined);
  return { reads, leave, shown: () => observer.getCurrentResult().data };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

test('what is shown is read again', async () => {
  const screen = screenOf('appointments');
  screen.reads[0]?.('old');
  await settled();
  const reading = readAnew(queries);
  screen.reads[1]?.('new');
  await reading;
  expect([screen.shown(), screen.reads.length]).toEqual(['new', 2]);
  screen.leave();
});

test('a first read that is under way is shown when it comes, and made once more', async () => {
  const screen = screenOf('appointments');
  const reading = readAnew(queries);
  expect(screen.reads).toHaveLength(1);
  screen.reads[0]?.('looked before the change');
  await settled();
  expect([screen.shown(), screen.reads.length]).toEqual(['looked before the change', 2]);
  screen.reads[1]?.('looked after it');
  await reading;
  expect(screen.shown()).toBe('looked after it');
  screen.leave();
});

test('changes that come one after the other repeat it once', async () => {
  const screen = screenOf('appointments');
  const reading = Promise.all([1, 2, 3].map(() => readAnew(queries)));
  screen.reads[0]?.('looked before the changes');
  await settled();
  screen.reads[1]?.('looked after them');
  await reading;
  expect([screen.shown(), screen.reads.length]).toEqual(['looked after them', 2]);
  screen.leave();
});

test('a first read that fails is made once more', async () => {
  const screen = screenOf('appointments');
  const reading = readAnew(queries);
  screen.reads[0]?.(new Error('The service is away.'));
  await settled();
  screen.reads[1]?.('looked after the change');
  await reading;
  expect(screen.shown()).toBe('looked after the change');
  screen.leave();
});

test.each([
  ['for the first time', 0],
  ['once more', 1],
])('what is read %s for a screen that may open next counts as old', async (_, before) => {
  const { reads, options } = readsOf('appointments', 'tomorrow');
  const isOld = () => queries.getQueryState(options.queryKey)?.isInvalidated;
  for (let read = 0; read < before; read += 1) {
    const fetched = queries.fetchQuery(options);
    reads[read]?.('seen before');
    await fetched;
  }
  const fetched = queries.fetchQuery({ ...options, staleTime: 0 });
  const reading = readAnew(queries);
  reads[before]?.('looked before the change');
  await Promise.all([fetched, reading]);
  expect([isOld(), reads.length]).toEqual([true, before + 1]);
});

test('what the change does not concern is left alone', async () => {
  const [concerned, other] = [screenOf('appointments'), screenOf('people')];
  for (const { reads } of [concerned, other]) reads[0]?.('old');
  await settled();
  const reading = readAnew(queries, { queryKey: ['appointments'] });
  concerned.reads[1]?.('new');
  await reading;
  expect([concerned.reads.length, other.reads.length]).toEqual([2, 1]);
  for (const { leave } of [concerned, other]) leave();
});
