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
  ['three places are left with nothing held', [], 3],
  ['one at the same time takes a place', [span(9, 10)], 2],
  ['three at the same time take all places', [span(9, 10), span(9, 10), span(9, 10)], 0],
  ['more than there are places leave none', [8, 8, 9, 9].map((hour) => span(hour, 10)), 0],
  ['what only touches the time takes no place', [span(8, 9), span(10, 11)], 3],
  ['two that follow each other take one place', [span(9, 9.5), span(9.5, 10)], 2],
  ['one strictly inside takes a place', [span(9.25, 9.5)], 2],
  ['three in one quarter of it leave none', [span(8, 12), span(9.5, 10), span(9.5, 9.75)], 0],
  ['one that began the day before takes a place', [span(-2, 9.25)], 2],
] satisfies [string, Interval[], number][])('on a day without slots, %s', (_, held, left) => {
  const facts = { ...noSlots, held };
  expect(placesLeft(span(9, 10), facts)).toBe(left);
  expect(isClosed(span(9, 10), facts)).toBe(false);
});

test('a minute past a full hour is as full as the hour', () => {
  const facts = { ...noSlots, held: [span(10, 11), span(10, 11), span(10, 11)] };
  expect(placesLeft(span(10 + 1 / 60, 11), facts)).toBe(0);
});

test.each([
  ['the slot that covers the time sets the limit', { at: span(9, 10), left: 2 }],
  ['a time strictly inside a slot is open', { at: span(9.25, 9.75), left: 2 }],
  ['the end of one slot belongs to the next', { at: span(10, 10.5), left: 5 }],
  ['a job over two slots takes the smaller limit', { at: span(9.5, 10.5), left: 2 }],
  ['a job over all slots of the day is open', { at: span(9, 11), left: 2 }],
  ['a time before the slots is closed', { at: span(8, 9), left: 'closed' }],
  ['a time that begins too early is closed', { at: span(8.75, 9.5), left: 'closed' }],
  ['a time that ends too late is closed', { at: span(10.5, 11.25), left: 'closed' }],
  ['another day keeps the default', { at: span(33, 34), left: 3 }],
])('%s', (_, { at, left }) => {
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
  [
    'the smallest limit wins where slots overlap',
    { slots: [slot('09:00', '12:00', 5), slot('10:00', '11:00', 1)], left: 1 },
  ],
  [
    'blocked wins where slots overlap',
    { slots: [slot('09:00', '12:00', 5), slot('10:00', '11:00', 'blocked')], left: 'closed' },
  ],
  [
    'blocked wins over a smaller limit too',
    { slots: [slot('09:00', '12:00', 'blocked'), slot('10:00', '11:00', 1)], left: 'closed' },
  ],
  [
    'a slot beside the time changes nothing',
    {
      slots: [
        slot('10:00', '11:00', 4),
        slot('09:00', '10:00', 'blocked'),
        slot('11:00', '12:00', 0),
      ],
      left: 4,
    },
  ],
  ['a limit of zero is full, not closed', { slots: [slot('10:00', '11:00', 0)], left: 0 }],
  ['a negative limit is zero', { slots: [slot('10:00', '11:00', -4)], left: 0 }],
  [
    'a negative limit is the smallest',
    { slots: [slot('09:00', '12:00', 5), slot('10:00', '11:00', -1)], left: 0 },
  ],
  [
    'a slot that ends before its start covers nothing, though the day has slots',
    { slots: [slot('11:00', '10:00', 3)], left: 'closed' },
  ],
  [
    'a blocked slot that ends before its start blocks nothing',
    { slots: [slot('09:00', '12:00', 2), slot('11:00', '10:00', 'blocked')], left: 2 },
  ],
  [
    'a day whose slots are all blocked falls back to no default',
    {
      slots: [slot('09:00', '10:00', 'blocked'), slot('14:00', '15:00', 'blocked')],
      left: 'closed',
    },
  ],
])('%s', (_, { slots, left }) => {
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
  [
    'two open days join at midnight',
    { slots: [slot('22:00', '23:59', 2), slot('00:00', '02:00', 4, '2030-12-17')], left: 2 },
  ],
  [
    'a day without slots joins a slot that ends at 23:59',
    { slots: [slot('22:00', '23:59', 2)], left: 2 },
  ],
  [
    'the default of the first day holds before the slots of the second',
    { slots: [slot('00:00', '02:00', 9, '2030-12-17')], left: 3 },
  ],
  [
    'the last minute is not covered by a slot that ends at 23:58',
    { slots: [slot('22:00', '23:58', 2), slot('00:00', '02:00', 4, '2030-12-17')], left: 'closed' },
  ],
  [
    'the second day is closed outside its slots',
    { slots: [slot('22:00', '23:59', 2), slot('09:00', '10:00', 4, '2030-12-17')], left: 'closed' },
  ],
  [
    'the second day is closed outside its slots though the first has none',
    { slots: [slot('09:00', '10:00', 4, '2030-12-17')], left: 'closed' },
  ],
  [
    'the second day is closed by a blocked slot',
    {
      slots: [slot('22:00', '23:59', 2), slot('00:00', '02:00', 'blocked', '2030-12-17')],
      left: 'closed',
    },
  ],
])('over midnight, %s', (_, { slots, left }) => {
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
