import { expect, test } from 'vitest';
import { HOUR, momentOf } from '../platform/wall-clock.ts';
import { isClosed, type PlaceFacts, placesLeft, slotInterval } from './free-places.rules.ts';
import type { Interval } from './overlap.rules.ts';

/** Hours since Monday 00:00; 25.5 is half past one on Tuesday. */
function span(from: number, to: number): Interval {
  const midnight = momentOf('2030-12-16', '00:00');
  return { start: midnight + from * HOUR, end: midnight + to * HOUR };
}

/** A stored slot of Monday: `slot('09:00', '10:00', 3)`, or `'blocked'` for its places. */
function slot(start: string, end: string, places: number | 'blocked', date = '2030-12-16') {
  return {
    date,
    start_time: `${start}:00`,
    end_time: `${end}:00`,
    is_available: places !== 'blocked',
    max_concurrent_appointments: places === 'blocked' ? 3 : places,
  };
}

const noSlots: PlaceFacts = { slots: [], held: [], defaultPlaces: 3 };

test.each([
  { start: '09:00', end: '10:00', hours: [9, 10] },
  { start: '23:00', end: '23:59', hours: [23, 24] },
  { start: '00:00', end: '23:59', hours: [0, 24] },
  { start: '22:00', end: '23:30', hours: [22, 23.5] },
  { start: '10:00', end: '10:00', hours: [] },
  { start: '10:00', end: '09:00', hours: [] },
  { start: '10:00', end: '00:00', hours: [] },
])('a slot from $start to $end covers the hours $hours', ({ start, end, hours }) => {
  const [from, to] = hours;
  const covered = from === undefined || to === undefined ? undefined : span(from, to);
  expect(slotInterval(slot(start, end, 3))).toEqual(covered);
});

test.each([
  { fact: 'nothing held', held: [], left: 3 },
  { fact: 'one at the same time', held: [span(9, 10)], left: 2 },
  { fact: 'as many as there are places', held: [9, 9, 9].map((hour) => span(hour, 10)), left: 0 },
  { fact: 'more than there are places', held: [9, 9, 8, 8].map((hour) => span(hour, 10)), left: 0 },
  { fact: 'only what touches the time', held: [span(8, 9), span(10, 11)], left: 3 },
  { fact: 'one after the other', held: [span(9, 9.5), span(9.5, 10)], left: 2 },
  { fact: 'one strictly inside', held: [span(9.25, 9.5)], left: 2 },
  {
    fact: 'three for a quarter of an hour',
    held: [span(8, 12), span(9.5, 9.75), span(9.5, 9.75)],
    left: 0,
  },
  { fact: 'one since the day before', held: [span(-2, 9.25)], left: 2 },
])('a day without slots has $left of three places left with $fact', ({ held, left }) => {
  const facts = { ...noSlots, held };
  expect(placesLeft(span(9, 10), facts)).toBe(left);
  expect(isClosed(span(9, 10), facts)).toBe(false);
});

test('a minute past a full hour is as full as the hour', () => {
  const facts = { ...noSlots, held: [span(10, 11), span(10, 11), span(10, 11)] };
  expect(placesLeft(span(10 + 1 / 60, 11), facts)).toBe(0);
});

test.each([
  { fact: 'the slot that covers the time sets the limit', at: span(9, 10), left: 2 },
  { fact: 'a time strictly inside a slot is open', at: span(9.25, 9.75), left: 2 },
  { fact: 'the end of one slot belongs to the next', at: span(10, 10.5), left: 5 },
  { fact: 'a job over two slots takes the smaller limit', at: span(9.5, 10.5), left: 2 },
  { fact: 'a job over all slots of the day is open', at: span(9, 11), left: 2 },
  { fact: 'a time before the slots is closed', at: span(8, 9), left: 'closed' },
  { fact: 'a time that begins too early is closed', at: span(8.75, 9.5), left: 'closed' },
  { fact: 'a time that ends too late is closed', at: span(10.5, 11.25), left: 'closed' },
  { fact: 'another day keeps the default', at: span(33, 34), left: 3 },
])('$fact', ({ at, left }) => {
  const facts = { ...noSlots, slots: [slot('09:00', '10:00', 2), slot('10:00', '11:00', 5)] };
  expect(isClosed(at, facts)).toBe(left === 'closed');
  expect(placesLeft(at, facts)).toBe(left === 'closed' ? 0 : left);
});

test('a gap between slots is closed', () => {
  const facts = { ...noSlots, slots: [slot('09:00', '10:00', 3), slot('11:00', '12:00', 3)] };
  expect(isClosed(span(9, 12), facts)).toBe(true);
  expect(isClosed(span(10, 11), facts)).toBe(true);
  expect(isClosed(span(9, 10), facts)).toBe(false);
});

test.each([
  {
    fact: 'the smallest limit wins where slots overlap',
    slots: [slot('09:00', '12:00', 5), slot('10:00', '11:00', 1)],
    left: 1,
  },
  {
    fact: 'blocked wins where slots overlap',
    slots: [slot('09:00', '12:00', 5), slot('10:00', '11:00', 'blocked')],
    left: 'closed',
  },
  {
    fact: 'blocked wins over a smaller limit too',
    slots: [slot('09:00', '12:00', 'blocked'), slot('10:00', '11:00', 1)],
    left: 'closed',
  },
  {
    fact: 'a slot beside the time changes nothing',
    slots: [
      slot('10:00', '11:00', 4),
      slot('09:00', '10:00', 'blocked'),
      slot('11:00', '12:00', 0),
    ],
    left: 4,
  },
  { fact: 'a limit of zero is full, not closed', slots: [slot('10:00', '11:00', 0)], left: 0 },
  { fact: 'a negative limit is zero', slots: [slot('10:00', '11:00', -4)], left: 0 },
  {
    fact: 'a negative limit is the smallest',
    slots: [slot('09:00', '12:00', 5), slot('10:00', '11:00', -1)],
    left: 0,
  },
  {
    fact: 'a slot that ends before its start covers nothing, though the day has slots',
    slots: [slot('11:00', '10:00', 3)],
    left: 'closed',
  },
  {
    fact: 'a blocked slot that ends before its start blocks nothing',
    slots: [slot('09:00', '12:00', 2), slot('11:00', '10:00', 'blocked')],
    left: 2,
  },
  {
    fact: 'a day whose slots are all blocked falls back to no default',
    slots: [slot('09:00', '10:00', 'blocked'), slot('14:00', '15:00', 'blocked')],
    left: 'closed',
  },
])('$fact', ({ slots, left }) => {
  const facts = { ...noSlots, slots };
  expect(isClosed(span(10, 11), facts)).toBe(left === 'closed');
  expect(placesLeft(span(10, 11), facts)).toBe(left === 'closed' ? 0 : left);
});

test('a blocked slot that the time only touches does not close it', () => {
  const slots = [slot('09:00', '10:00', 3), slot('10:00', '11:00', 'blocked')];
  expect(isClosed(span(9, 10), { ...noSlots, slots })).toBe(false);
  expect(isClosed(span(9.5, 10 + 1 / 60), { ...noSlots, slots })).toBe(true);
});

test('each stretch of a long job is held against its own limit', () => {
  const slots = [slot('09:00', '10:00', 1), slot('10:00', '11:00', 5)];
  const busyLater = { ...noSlots, slots, held: [span(10, 11), span(10, 11)] };
  expect(placesLeft(span(9, 11), busyLater)).toBe(1);
  const busyFirst = { ...noSlots, slots, held: [span(9, 10)] };
  expect(placesLeft(span(9, 11), busyFirst)).toBe(0);
  expect(placesLeft(span(10, 11), busyFirst)).toBe(5);
});

test.each([
  {
    fact: 'two open days join at midnight',
    slots: [slot('22:00', '23:59', 2), slot('00:00', '02:00', 4, '2030-12-17')],
    left: 2,
  },
  {
    fact: 'a day without slots joins a slot that ends at 23:59',
    slots: [slot('22:00', '23:59', 2)],
    left: 2,
  },
  {
    fact: 'the default of the first day holds before the slots of the second',
    slots: [slot('00:00', '02:00', 9, '2030-12-17')],
    left: 3,
  },
  {
    fact: 'the last minute is not covered by a slot that ends at 23:58',
    slots: [slot('22:00', '23:58', 2), slot('00:00', '02:00', 4, '2030-12-17')],
    left: 'closed',
  },
  {
    fact: 'the second day is closed outside its slots',
    slots: [slot('22:00', '23:59', 2), slot('09:00', '10:00', 4, '2030-12-17')],
    left: 'closed',
  },
  {
    fact: 'the second day is closed by a blocked slot',
    slots: [slot('22:00', '23:59', 2), slot('00:00', '02:00', 'blocked', '2030-12-17')],
    left: 'closed',
  },
])('over midnight, $fact', ({ slots, left }) => {
  const facts = { ...noSlots, slots };
  expect(isClosed(span(23, 25), facts)).toBe(left === 'closed');
  expect(placesLeft(span(23, 25), facts)).toBe(left === 'closed' ? 0 : left);
});

test('what began the day before takes a place after midnight', () => {
  const facts = { ...noSlots, defaultPlaces: 1, held: [span(23, 24.5)] };
  expect(placesLeft(span(24, 25), facts)).toBe(0);
  expect(placesLeft(span(24.5, 25), facts)).toBe(1);
});

test('a weekend without slots is bookable by capacity', () => {
  const saturday = span(5 * 24 + 3, 5 * 24 + 4);
  expect(isClosed(saturday, noSlots)).toBe(false);
  expect(placesLeft(saturday, { ...noSlots, held: [saturday] })).toBe(2);
});
