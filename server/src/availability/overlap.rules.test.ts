import { expect, test } from 'vitest';
import { dayNumber, HOUR, momentOf } from '../platform/wall-clock.ts';
import {
  covers,
  daysTouched,
  type Interval,
  occupiedBy,
  overlaps,
  peakWithin,
} from './overlap.rules.ts';

const MONDAY = dayNumber('2030-12-16');

/** Hours since Monday 00:00; 25.5 is half past one on Tuesday. */
function span(from: number, to: number): Interval {
  const midnight = momentOf('2030-12-16', '00:00');
  return { start: midnight + from * HOUR, end: midnight + to * HOUR };
}

test.each([
  ['equal intervals overlap', { one: span(9, 10), other: span(9, 10), shared: true }],
  ['one strictly inside overlaps', { one: span(9, 12), other: span(10, 11), shared: true }],
  ['one that starts with it overlaps', { one: span(9, 12), other: span(9, 10), shared: true }],
  ['one that ends with it overlaps', { one: span(9, 12), other: span(11, 12), shared: true }],
  ['one across its start overlaps', { one: span(9, 12), other: span(8, 9.25), shared: true }],
  ['one that ends at its start is free', { one: span(9, 10), other: span(8, 9), shared: false }],
  ['one on another day is free', { one: span(9, 10), other: span(33, 34), shared: false }],
  ['both across midnight overlap', { one: span(23, 25), other: span(24.5, 26), shared: true }],
  ['one that ends at midnight is free', { one: span(23, 24), other: span(24, 25), shared: false }],
])('%s', (_, { one, other, shared }) => {
  expect(overlaps(one, other)).toBe(shared);
  expect(overlaps(other, one)).toBe(shared);
});

test.each([
  ['an interval covers itself', { outer: span(9, 10), inner: span(9, 10), covered: true }],
  ['one strictly inside is covered', { outer: span(9, 12), inner: span(10, 11), covered: true }],
  ['one that begins earlier is not', { outer: span(9, 12), inner: span(8.75, 11), covered: false }],
  ['one that ends later is not', { outer: span(9, 12), inner: span(11, 12.25), covered: false }],
  ['one around it is not', { outer: span(10, 11), inner: span(9, 12), covered: false }],
  ['one that touches it is not', { outer: span(9, 10), inner: span(10, 11), covered: false }],
])('%s', (_, { outer, inner, covered }) => {
  expect(covers(outer, inner)).toBe(covered);
});

test.each([
  { minutes: 60, from: '10:00:00', until: '2030-12-16 11:00' },
  { minutes: 1, from: '10:00:00', until: '2030-12-16 10:01' },
  { minutes: 0, from: '10:00:00', until: '2030-12-16 10:01' },
  { minutes: -90, from: '10:00:00', until: '2030-12-16 10:01' },
  { minutes: 120, from: '23:00:00', until: '2030-12-17 01:00' },
  { minutes: 60, from: '23:00:00', until: '2030-12-17 00:00' },
  { minutes: 1440, from: '00:00:00', until: '2030-12-17 00:00' },
  { minutes: 30, from: '10:00:30', until: '2030-12-16 10:30:30' },
  { minutes: 30, from: '10:00:00.500000', until: '2030-12-16 10:30:00.500000' },
])('$minutes minutes from $from occupy the time until $until', ({ minutes, from, until }) => {
  const [date = '', clock = ''] = until.split(' ');
  const appointment = {
    scheduled_date: '2030-12-16',
    scheduled_time: from,
    duration_minutes: minutes,
  };
  expect(occupiedBy(appointment)).toEqual({
    start: momentOf('2030-12-16', from),
    end: momentOf(date, clock),
  });
});

test.each([
  ['nothing runs without intervals', { intervals: [], peak: 0 }],
  ['one that touches the window does not run in it', { intervals: [span(8, 9)], peak: 0 }],
  ['one around the window runs in it', { intervals: [span(0, 24)], peak: 1 }],
  [
    'two that follow each other never run together',
    { intervals: [span(9, 10), span(10, 11)], peak: 1 },
  ],
  [
    'two that share a quarter of an hour run together',
    { intervals: [span(9, 10.25), span(10, 11)], peak: 2 },
  ],
  ['equal intervals all count', { intervals: [span(9, 10), span(9, 10), span(9, 10)], peak: 3 }],
  [
    'what runs together only outside the window does not count',
    { intervals: [span(7, 9.5), span(7, 9), span(7, 9)], peak: 1 },
  ],
  [
    'the peak is not the number of all that run at some time',
    { intervals: [span(9, 9.5), span(9.5, 10), span(10, 10.5), span(10.25, 11)], peak: 2 },
  ],
])('%s', (_, { intervals, peak }) => {
  expect(peakWithin(span(9, 12), intervals)).toBe(peak);
});

test('a window across midnight sees what runs on both days', () => {
  const intervals = [span(22, 24.5), span(23.5, 25), span(24, 26)];
  expect(peakWithin(span(23, 25), intervals)).toBe(3);
  expect(peakWithin(span(24.5, 25), intervals)).toBe(2);
});

test.each([
  ['an hour at noon touches its day', { interval: span(12, 13), days: [0] }],
  ['an hour that ends at midnight touches its day only', { interval: span(23, 24), days: [0] }],
  ['an hour across midnight touches both days', { interval: span(23.5, 24.5), days: [0, 1] }],
  ['a day from noon touches two days', { interval: span(12, 36), days: [0, 1] }],
  ['a whole day touches one day', { interval: span(0, 24), days: [0] }],
  ['an interval of three days touches four', { interval: span(12, 84), days: [0, 1, 2, 3] }],
])('%s', (_, { interval, days }) => {
  expect(daysTouched(interval)).toEqual(days.map((day) => MONDAY + day));
});

test.each([
  ['days before the window are left out', { interval: span(-72, 12), days: [0] }],
  ['days after the window are left out', { interval: span(12, 100), days: [0, 1] }],
  ['an interval outside the window touches no day', { interval: span(60, 61), days: [] }],
  ['an interval that touches the window touches no day', { interval: span(-5, 0), days: [] }],
])('%s', (_, { interval, days }) => {
  expect(daysTouched(interval, span(0, 48))).toEqual(days.map((day) => MONDAY + day));
});

test('an appointment of the year 1969 touches the days on both sides of midnight', () => {
  const appointment = {
    scheduled_date: '1969-12-30',
    scheduled_time: '23:30:00',
    duration_minutes: 60,
  };
  expect(daysTouched(occupiedBy(appointment))).toEqual([-2, -1]);
});
