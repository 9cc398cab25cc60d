import { expect, test } from 'vitest';
import { goodStory } from '../checker/good-story.ts';
import { OPERATIONS } from '../history/history.ts';
import { inventPeople } from '../stage/people.ts';
import { HOT_DAYS } from '../stage/slots.ts';
import { openBoard } from './board.ts';
import { randomFrom } from './random.ts';
import type { Wish } from './wish-kinds.ts';
import { wish } from './wishes.ts';

const WISHES = 5_000;
const slots = [{ id: 'slot-1', date: HOT_DAYS[0] ?? '', hour: 8 }];

function drawWishes(seed: number): Wish[] {
  const board = openBoard();
  for (const operation of goodStory().story.evidence().operations) board.learn(operation);
  const people = inventPeople({ customers: 60, employees: 10 });
  const random = randomFrom(seed);
  const world = { people, slots, days: HOT_DAYS, board, own: [] };
  return Array.from({ length: WISHES }, () => wish(world, random)).filter(
    (one) => one !== undefined,
  );
}

test('the plan is the same for the same seed and the same answers', () => {
  expect(drawWishes(1)).toEqual(drawWishes(1));
  expect(drawWishes(1)).not.toEqual(drawWishes(2));
});

test('a fifth of the bookings repeats an earlier one, and some abuse its key', () => {
  const bookings = drawWishes(1).filter(({ operation }) => operation === 'create');
  const seen = new Map<string, string>();
  const kinds = { repeated: 0, abused: 0 };
  for (const { caller, key, body } of bookings) {
    if (key === null) continue;
    const name = `${caller.id} ${key}`;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, JSON.stringify(body));
    else if (first === JSON.stringify(body)) kinds.repeated += 1;
    else kinds.abused += 1;
  }
  expect(kinds.repeated / bookings.length).toBeGreaterThan(0.15);
  expect(kinds.abused / bookings.length).toBeGreaterThan(0.02);
});

test('every kind of operation is wished for, as long as there is something to do it to', () => {
  const wished = new Set(drawWishes(1).map(({ operation }) => operation));
  // The story knows of no work that has begun.
  const missing = OPERATIONS.filter((operation) => !wished.has(operation));
  expect(missing.filter((operation) => operation !== 'complete')).toEqual([]);
});

test('names of versions are those that were last seen', () => {
  const conditional = drawWishes(1).filter(
    ({ ifMatch, path }) => ifMatch !== null && !path.includes('slot'),
  );
  expect(conditional.length).toBeGreaterThan(100);
  expect(conditional.every(({ ifMatch }) => (ifMatch ?? 0) <= 4)).toBe(true);
});
