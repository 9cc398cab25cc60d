import { expect, test } from 'vitest';
import { periodOf, problemWith } from './period.ts';

test.each([
  ['last7', '2026-11-17', '2026-11-23'],
  ['last30', '2026-10-25', '2026-11-23'],
  ['last90', '2026-08-26', '2026-11-23'],
  ['next30', '2026-11-23', '2026-12-22'],
] as const)('%s reaches from %s to %s', (preset, start_date, end_date) => {
  expect(periodOf(preset, '2026-11-23')).toEqual({ start_date, end_date });
});

test.each([
  ['2026-11-23', '2026-11-23', undefined],
  ['2026-01-01', '2026-04-02', undefined],
  ['2026-01-01', '2026-04-03', 'tooLong'],
  ['2026-11-23', '2026-11-22', 'reversed'],
])('%s to %s: %s', (start_date, end_date, problem) => {
  expect(problemWith({ start_date, end_date })).toBe(problem);
});
