import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openTurns, type Turns } from './turns.ts';

interface Held {
  readonly done: Promise<string>;
  finish(): void;
}

/** Takes a turn and keeps it until it is finished. */
function hold(turns: Turns, key: number, log: string[], name: string): Held {
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const done = turns.take(key, async () => {
    log.push(name);
    await finished;
    return name;
  });
  done.catch(() => undefined);
  return { done, finish };
}

const LIMITS = { perKey: 2, inAll: 3, waiting: 3, patienceMs: 60_000 };

test('two work on one key, the third waits, and another key goes ahead of it', async () => {
  const turns = openTurns(LIMITS);
  const log: string[] = [];
  const [a, b, c, other] = [
    hold(turns, 1, log, 'a'),
    hold(turns, 1, log, 'b'),
    hold(turns, 1, log, 'c'),
    hold(turns, 2, log, 'other'),
  ];
  await sleep(0);
  expect(log).toEqual(['a', 'b', 'other']);
  a?.finish();
  await a?.done;
  await sleep(0);
  expect(log).toEqual(['a', 'b', 'other', 'c']);
  for (const held of [b, c, other]) held?.finish();
  expect(await Promise.all([b?.done, c?.done, other?.done])).toEqual(['b', 'c', 'other']);
});

test('those who wait are served in the order in which they came', async () => {
  const turns = openTurns({ ...LIMITS, perKey: 1, inAll: 1 });
  const log: string[] = [];
  const held = ['a', 'b', 'c', 'd'].map((name) => hold(turns, 1, log, name));
  for (const { finish, done } of held) {
    finish();
    await done;
  }
  expect(log).toEqual(['a', 'b', 'c', 'd']);
});

test('whoever finds too many waiting is sent away at once', async () => {
  const turns = openTurns({ ...LIMITS, perKey: 1, inAll: 1 });
  const held = ['a', 'b', 'c', 'd'].map((name) => hold(turns, 1, [], name));
  await expect(turns.take(1, async () => 'e')).rejects.toMatchObject({ code: 'overloaded' });
  for (const { finish } of held) finish();
  await Promise.all(held.map(({ done }) => done));
  expect(await turns.take(1, async () => 'later')).toBe('later');
});

test('whose turn does not come in time gives up, and takes no turn later', async () => {
  const turns = openTurns({ ...LIMITS, perKey: 1, patienceMs: 20 });
  const log: string[] = [];
  const first = hold(turns, 1, log, 'first');
  const second = hold(turns, 1, log, 'second');
  await expect(second.done).rejects.toMatchObject({ code: 'database_busy' });
  first.finish();
  await first.done;
  expect(await turns.take(1, async () => 'third')).toBe('third');
  expect(log).toEqual(['first']);
});

test('work that fails gives its turn back', async () => {
  const turns = openTurns({ ...LIMITS, perKey: 1 });
  const failed = turns.take(1, async () => {
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await turns.take(1, async () => 'next')).toBe('next');
});
