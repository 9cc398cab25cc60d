import { expect, test } from 'vitest';
import {
  addDays,
  datesFrom,
  firstOfMonth,
  isDate,
  minutesOf,
  mondayOf,
  timeOf,
  wallClockAt,
  weekday,
  weeksOfMonth,
} from './wall-time.ts';

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-03-29', 1, '2026-03-30'],
  ['2026-01-01', -1, '2025-12-31'],
])('%s and %i days is %s', (date, days, later) => {
  expect(addDays(date, days)).toBe(later);
});

test.each([
  ['2026-11-22', true],
  ['1999-12-31', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['0202-11-22', false],
  ['202611-11-22', false],
  ['2026-11-22T10:00', false],
  ['x', false],
  ['', false],
  [undefined, false],
])('%s is a date: %s', (text, is) => {
  expect(isDate(text)).toBe(is);
});

test('weeks begin on Monday', () => {
  expect(weekday('2026-11-23')).toBe(1);
  expect(weekday('2026-11-22')).toBe(7);
  expect(mondayOf('2026-11-22')).toBe('2026-11-16');
  expect(mondayOf('2026-11-23')).toBe('2026-11-23');
  expect(datesFrom('2026-11-29', 3)).toEqual(['2026-11-29', '2026-11-30', '2026-12-01']);
});

test('a month is shown in whole weeks', () => {
  const weeks = weeksOfMonth('2026-11-22');
  expect(weeks[0]?.[0]).toBe('2026-10-26');
  expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06');
  expect(weeksOfMonth('2027-02-10')).toHaveLength(4);
  expect(firstOfMonth('2026-01-31', 1)).toBe('2026-02-01');
  expect(firstOfMonth('2026-01-31', -1)).toBe('2025-12-01');
});

test('times and minutes are the same thing', () => {
  expect(minutesOf('09:30:00')).toBe(570);
  expect(timeOf(570)).toBe('09:30:00');
});

test.each([
  ['2026-11-22T18:45:10Z', 'Asia/Colombo', { date: '2026-11-23', time: '00:15:10' }],
  ['2026-03-08T06:59:59Z', 'America/New_York', { date: '2026-03-08', time: '01:59:59' }],
  ['2026-03-08T07:00:00Z', 'America/New_York', { date: '2026-03-08', time: '03:00:00' }],
  ['2026-11-22T00:00:00Z', 'UTC', { date: '2026-11-22', time: '00:00:00' }],
])('at %s the clock in %s shows its own date and time', (instant, zone, shown) => {
  expect(wallClockAt(new Date(instant), zone)).toEqual(shown);
});
