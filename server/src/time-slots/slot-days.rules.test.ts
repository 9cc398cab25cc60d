import { expect, test } from 'vitest';
import { dateOfDay, dayNumber, momentOf } from '../platform/wall-clock.ts';
import { nextWorkdays, wholeDate, workdaysBetween } from './slot-days.rules.ts';

test('a whole date lasts from midnight to midnight', () => {
  expect(wholeDate('2030-12-31')).toEqual({
    start: momentOf('2030-12-31', '00:00'),
    end: momentOf('2031-01-01', '00:00'),
  });
});

test.each([
  { what: 'one workday', from: '2030-12-16', to: '2030-12-16', days: ['2030-12-16'] },
  {
    what: 'over a weekend',
    from: '2030-12-20',
    to: '2030-12-24',
    days: ['2030-12-20', '2030-12-23', '2030-12-24'],
  },
  { what: 'only a weekend', from: '2030-12-21', to: '2030-12-22', days: [] },
  { what: 'ends before it starts', from: '2030-12-17', to: '2030-12-16', days: [] },
])('the workdays of a range: $what', ({ from, to, days }) => {
  expect(workdaysBetween(dayNumber(from), dayNumber(to)).map(dateOfDay)).toEqual(days);
});

test('a leap year has 262 workdays', () => {
  expect(workdaysBetween(dayNumber('2032-01-01'), dayNumber('2032-12-31'))).toHaveLength(262);
});

test.each([
  { today: '2030-12-16', weekday: 'Monday', count: 1, days: ['2030-12-16'] },
  { today: '2030-12-20', weekday: 'Friday', count: 2, days: ['2030-12-20', '2030-12-23'] },
  { today: '2030-12-21', weekday: 'Saturday', count: 2, days: ['2030-12-23', '2030-12-24'] },
  { today: '2030-12-22', weekday: 'Sunday', count: 1, days: ['2030-12-23'] },
  { today: '2030-12-16', weekday: 'Monday', count: 0, days: [] },
])('the next $count workdays on $weekday $today', ({ today, count, days }) => {
  expect(nextWorkdays(dayNumber(today), count).map(dateOfDay)).toEqual(days);
});

test('thirty workdays from a Wednesday reach to a Tuesday six weeks later', () => {
  const days = nextWorkdays(dayNumber('2026-11-25'), 30).map(dateOfDay);
  expect(days).toHaveLength(30);
  expect([days.at(0), days.at(-1)]).toEqual(['2026-11-25', '2027-01-05']);
});
