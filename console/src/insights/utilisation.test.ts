import { expect, test } from 'vitest';
import { labelledEvery, sharesOf, topOf } from './utilisation.ts';

function day(date: string, booked_minutes: number, capacity_minutes: number) {
  return { date, booked_minutes, capacity_minutes };
}

test('a closed day has no share and does not lower the average', () => {
  const { shares, average, highest } = sharesOf([
    day('2026-11-20', 300, 600),
    day('2026-11-21', 0, 0),
    day('2026-11-23', 450, 600),
  ]);
  expect(shares).toEqual([0.5, undefined, 0.75]);
  expect(average).toBe(0.625);
  expect(highest).toEqual({ date: '2026-11-23', share: 0.75 });
});

test('a period without open days has no fullest day', () => {
  expect(sharesOf([day('2026-11-21', 60, 0)])).toEqual({
    shares: [undefined],
    average: 0,
    highest: undefined,
  });
});

test.each([
  [[0.2, undefined], 1],
  [[1], 1],
  [[1.1], 1.25],
  [[], 1],
])('the scale of %j ends at %d', (shares, top) => {
  expect(topOf(shares)).toBe(top);
});

test.each([
  [7, 1],
  [30, 4],
  [92, 12],
])('of %d columns every %d-th is labelled', (columns, every) => {
  expect(labelledEvery(columns)).toBe(every);
});
