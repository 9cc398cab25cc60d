import { describe, expect, test } from 'vitest';
import { eventIdOf, isUsable, NOWHERE, positionOf } from './positions.rules.ts';

const HOUR_MS = 3_600_000;
const NOW = 1_764_000_000_000;

test('an event’s id forgets which transactions after the oldest open one had been seen', () => {
  const id = eventIdOf({ snapshot: '1742:1750:1742,1748', takenAt: NOW });
  expect(id).toBe(`1742-${NOW}`);
  expect(positionOf(id)).toEqual({ snapshot: '1742:1742:', takenAt: NOW });
});

test.each([
  NOWHERE,
  '',
  '1742',
  `0-${NOW}`,
  `-1-${NOW}`,
  `1742-${NOW} `,
  `1742-${NOW}\n`,
  `1742-${'9'.repeat(16)}`,
  `${'9'.repeat(19)}-${NOW}`,
  `1742-${NOW}, 1742-${NOW}`,
])('%j is no position', (eventId) => {
  expect(positionOf(eventId)).toBeUndefined();
});

describe('a position is usable', () => {
  const now = { snapshot: '2000:2010:2000', takenAt: NOW };
  test.each<[string, number, number, boolean]>([
    ['of this moment', 2000, 0, true],
    ['of an hour ago', 1500, HOUR_MS, true],
    ['of almost a day ago', 1500, 23 * HOUR_MS, true],
    ['from before what is kept', 1500, 23 * HOUR_MS + 1, false],
    ['by a clock that was put back a little', 2000, -60_000, true],
    ['from the future', 2000, -60_001, false],
    ['of a transaction that this database has not seen', 2001, 0, false],
    ['of one whose number is longer', 10_000, 0, false],
    ['of one whose number is shorter', 999, HOUR_MS, true],
  ])('%s: %i, %i ms old → %s', (_what, xmin, age, usable) => {
    const since = { snapshot: `${xmin}:${xmin}:`, takenAt: NOW - age };
    expect(isUsable(since, now)).toBe(usable);
  });
});
