import { expect, test } from 'vitest';
import { dayNumber, HOUR, momentOf } from '../platform/wall-clock.ts';
import { closingTime, openHours } from './opening-hours.rules.ts';

const usual = { opensAt: 9, closesAt: 17 };

test.each([
  { date: '2030-12-16', weekday: 'Monday', hours: 8 },
  { date: '2030-12-17', weekday: 'Tuesday', hours: 8 },
  { date: '2030-12-18', weekday: 'Wednesday', hours: 8 },
  { date: '2030-12-19', weekday: 'Thursday', hours: 8 },
  { date: '2030-12-20', weekday: 'Friday', hours: 8 },
  { date: '2030-12-21', weekday: 'Saturday', hours: 0 },
  { date: '2030-12-22', weekday: 'Sunday', hours: 0 },
  { date: '1969-12-31', weekday: 'Wednesday', hours: 8 },
  { date: '1969-12-28', weekday: 'Sunday', hours: 0 },
])('$weekday $date has $hours open hours', ({ date, hours }) => {
  expect(openHours(dayNumber(date), usual)).toHaveLength(hours);
});

test('the hours follow each other from nine to five', () => {
  expect(openHours(dayNumber('2030-12-16'), usual)).toEqual(
    [9, 10, 11, 12, 13, 14, 15, 16].map((hour) => ({
      start: momentOf('2030-12-16', `${hour}:00`),
      end: momentOf('2030-12-16', `${hour + 1}:00`),
    })),
  );
});

test.each([
  { opensAt: 0, closesAt: 24, count: 24 },
  { opensAt: 23, closesAt: 24, count: 1 },
  { opensAt: 9, closesAt: 10, count: 1 },
  { opensAt: 9, closesAt: 9, count: 0 },
  { opensAt: 17, closesAt: 9, count: 0 },
])('a day from $opensAt to $closesAt has $count hours', ({ opensAt, closesAt, count }) => {
  const hours = openHours(dayNumber('2030-12-16'), { opensAt, closesAt });
  expect(hours).toHaveLength(count);
  expect(hours.every(({ start, end }) => end - start === HOUR)).toBe(true);
});

test('a day that is open until midnight ends with the next day', () => {
  const hours = openHours(dayNumber('2030-12-16'), { opensAt: 20, closesAt: 24 });
  expect(hours.at(-1)?.end).toBe(momentOf('2030-12-17', '00:00'));
});

test.each([
  { closesAt: 17, closes: momentOf('2030-12-16', '17:00') },
  { closesAt: 24, closes: momentOf('2030-12-17', '00:00') },
])('a day that closes at $closesAt ends then', ({ closesAt, closes }) => {
  expect(closingTime(dayNumber('2030-12-16'), { opensAt: 9, closesAt })).toBe(closes);
});
