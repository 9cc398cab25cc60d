import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gathering } from './gathering.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A handler whose every run lasts so long. */
function handler(lastsMs: number) {
  const batches: string[][] = [];
  const handle = async (items: readonly string[]): Promise<void> => {
    batches.push([...items]);
    await new Promise<void>((resolve) => setTimeout(resolve, lastsMs));
  };
  return { batches, gather: gathering(handle) };
}

test('what comes at once is handled together, once', async () => {
  const { batches, gather } = handler(10);
  gather('a');
  gather('b');
  expect(batches).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(batches).toEqual([['a', 'b']]);
});

test('what comes during a run waits for its end and is then handled once more', async () => {
  const { batches, gather } = handler(800);
  gather('a');
  await vi.advanceTimersByTimeAsync(200);
  for (const item of ['b', 'c', 'd']) {
    gather(item);
    await vi.advanceTimersByTimeAsync(150);
  }
  expect(batches).toEqual([['a']]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(batches).toEqual([['a'], ['b', 'c', 'd']]);
});

test('a run that hangs does not keep later changes from being seen', async () => {
  const { batches, gather } = handler(3_600_000);
  gather('a');
  await vi.advanceTimersByTimeAsync(1_000);
  gather('b');
  await vi.advanceTimersByTimeAsync(6_000);
  expect(batches).toEqual([['a'], ['b']]);
});

test('after a quiet while the next change is handled again', async () => {
  const { batches, gather } = handler(10);
  gather('a');
  await vi.advanceTimersByTimeAsync(60_000);
  gather('b');
  await vi.advanceTimersByTimeAsync(200);
  expect(batches).toEqual([['a'], ['b']]);
});
