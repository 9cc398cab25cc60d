import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DAY,
  dateOf,
  dateOfDay,
  dayNumber,
  dayOf,
  HOUR,
  isWorkday,
  MINUTE,
  momentOf,
  SECOND,
  timeOf,
  timeOfDay,
  timestampOf,
} from './wall-clock.ts';

const RUNS = { numRuns: 1_000 };

test.each([
  { date: '1970-01-01', day: 0 },
  { date: '1970-01-02', day: 1 },
  { date: '1969-12-31', day: -1 },
  { date: '2000-02-29', day: 11_016 },
  { date: '2000-03-01', day: 11_017 },
  { date: '1900-03-01', day: -25_508 },
  { date: '0001-01-01', day: -719_162 },
  { date: '0099-12-31', day: -683_004 },
  { date: '0100-01-01', day: -683_003 },
  { date: '9999-12-31', day: 2_932_896 },
])('$date is day $day, and back', ({ date, day }) => {
  expect(dayNumber(date)).toBe(day);
  expect(dateOfDay(day)).toBe(date);
});

test.each([
  { time: '00:00:00', moment: 0 },
  { time: '00:00', moment: 0 },
  { time: '09:05', moment: 9 * HOUR + 5 * MINUTE },
  { time: '10:00:30', moment: 10 * HOUR + 30 * SECOND },
  { time: '10:00:00.100000', moment: 10 * HOUR + 100_000 },
  { time: '10:00:00.1', moment: 10 * HOUR + 100_000 },
  { time: '10:00:00.000001', moment: 10 * HOUR + 1 },
  { time: '23:59:59.999999', moment: DAY - 1 },
  // PostgreSQL knows this time, and an adopted row may hold it.
  { time: '24:00:00', moment: DAY },
])('$time is $moment microseconds after midnight', ({ time, moment }) => {
  expect(timeOfDay(time)).toBe(moment);
});

test.each([
  { moment: 0, date: '1970-01-01', time: '00:00:00' },
  { moment: -1, date: '1969-12-31', time: '23:59:59.999999' },
  { moment: -DAY, date: '1969-12-31', time: '00:00:00' },
  { moment: DAY - 1, date: '1970-01-01', time: '23:59:59.999999' },
  { moment: 25 * HOUR + 500_000, date: '1970-01-02', time: '01:00:00.500000' },
  { moment: 10 * HOUR + 1, date: '1970-01-01', time: '10:00:00.000001' },
])('the moment $moment is on $date at $time', ({ moment, date, time }) => {
  expect(dateOf(moment)).toBe(date);
  expect(timeOf(moment)).toBe(time);
  expect(timestampOf(moment)).toBe(`${date} ${time}`);
  expect(momentOf(date, time)).toBe(moment);
});

const dayOfFourDigits = fc.oneof(
  fc.integer({ min: dayNumber('0001-01-01'), max: dayNumber('9999-12-31') }),
  fc.integer({ min: dayNumber('0001-01-01'), max: dayNumber('0110-01-01') }),
  fc.integer({ min: dayNumber('2020-01-01'), max: dayNumber('2040-01-01') }),
);

test('every date from the year 1 to 9999 is that of the calendar, and comes back', () => {
  fc.assert(
    fc.property(dayOfFourDigits, (day) => {
      const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect(dateOfDay(day)).toBe(iso);
      expect(dayNumber(iso)).toBe(day);
    }),
    RUNS,
  );
});

test('every second from the year 1 to 9999 comes back from its date and time', () => {
  const second = fc.oneof(fc.integer({ min: 0, max: 86_399 }), fc.constantFrom(0, 86_399));
  fc.assert(
    fc.property(dayOfFourDigits, second, (day, seconds) => {
      const instant = new Date(day * 86_400_000 + seconds * 1_000).toISOString();
      const date = instant.slice(0, 10);
      const time = instant.slice(11, 19);
      const moment = momentOf(date, time);
      expect(moment).toBe(day * DAY + seconds * SECOND);
      expect(dayOf(moment)).toBe(day);
      expect(timestampOf(moment)).toBe(`${date} ${time}`);
    }),
    RUNS,
  );
});

test('every microsecond from 1700 to 2240 comes back from its date and time', () => {
  const day = fc.integer({ min: dayNumber('1700-01-01'), max: dayNumber('2240-12-31') });
  const sinceMidnight = fc.oneof(
    fc.integer({ min: 0, max: DAY - 1 }),
    fc.constantFrom(0, 1, DAY - 1),
  );
  fc.assert(
    fc.property(day, sinceMidnight, (number, microseconds) => {
      const moment = number * DAY + microseconds;
      expect(dayOf(moment)).toBe(number);
      expect(momentOf(dateOf(moment), timeOf(moment))).toBe(moment);
    }),
    RUNS,
  );
});

test.each([
  ['2030-12-16', 'Monday', true],
  ['2030-12-17', 'Tuesday', true],
  ['2030-12-18', 'Wednesday', true],
  ['2030-12-19', 'Thursday', true],
  ['2030-12-20', 'Friday', true],
  ['2030-12-21', 'Saturday', false],
  ['2030-12-22', 'Sunday', false],
  ['1970-01-01', 'Thursday', true],
  ['1969-12-28', 'Sunday', false],
])('%s is a %s, as far as work is concerned: %s', (date, _, works) => {
  expect(isWorkday(dayNumber(date))).toBe(works);
});

test('a workday is one that the calendar calls Monday to Friday', () => {
  fc.assert(
    fc.property(dayOfFourDigits, (day) => {
      const weekday = new Date(day * 86_400_000).getUTCDay();
      expect(isWorkday(day)).toBe(weekday >= 1 && weekday <= 5);
    }),
    RUNS,
  );
});
