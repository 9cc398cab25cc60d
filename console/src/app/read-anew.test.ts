import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test } from 'vitest';
import { readAnew } from './read-anew.ts';

const queries = new QueryClient();
afterEach(() => queries.clear());

/** A screen that shows what a read brings; each read has to be answered by hand. */
function screenOf(...queryKey: string[]) {
  const reads: ((says: string) => void)[] = [];
  const observer = new QueryObserver(queries, {
    queryKey,
    queryFn: () => new Promise<string>((resolve) => reads.push(resolve)),
  });
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
