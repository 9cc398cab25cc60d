import { expect, test } from 'vitest';
import { dateOf, dayNumber, momentOf, timeOf } from '../platform/wall-clock.ts';
import type { StoredSlot } from './free-places.rules.ts';
import { freeSlots } from './free-slots.rules.ts';
import { type Interval, occupiedBy } from './overlap.rules.ts';

const MONDAY = '2030-12-16';
const TUESDAY = '2030-12-17';
const SATURDAY = '2030-12-21';

interface Question {
  readonly from?: string;
  readonly to?: string;
  readonly minutes?: number;
  readonly now?: string;
  readonly slots?: readonly StoredSlot[];
  readonly held?: readonly Interval[];
  readonly hours?: { readonly opensAt: number; readonly closesAt: number };
}

/** The answer in short: `2030-12-16 09:00-10:00 ×3`. */
function listed(question: Question): string[] {
  const { from = MONDAY, to = from, minutes = 60, now = '2030-01-01 00:00' } = question;
  const [date = '', time = ''] = now.split(' ');
  const query = {
    firstDay: dayNumber(from),
    lastDay: dayNumber(to),
    minutes,
    now: momentOf(date, time),
  };
  const facts = { slots: question.slots ?? [], held: question.held ?? [], defaultPlaces: 3 };
  return freeSlots(query, facts, question.hours ?? { opensAt: 9, closesAt: 17 }).map(
    ({ start, end, places }) =>
      `${dateOf(start)} ${timeOf(start).slice(0, 5)}-${timeOf(end).slice(0, 5)} ×${places}`,
  );
}

function slot(
  date: string,
  start: string,
  end: string,
  places: number | 'blocked' = 3,
): StoredSlot {
  return {
    date,
    start_time: `${start}:00`,
    end_time: `${end}:00`,
    is_available: places !== 'blocked',
    max_concurrent_appointments: places === 'blocked' ? 3 : places,
  };
}

function booked(date: string, time: string, minutes: number): Interval {
  return occupiedBy({ scheduled_date: date, scheduled_time: time, duration_minutes: minutes });
}

/** The starting hours of a day's generated slots. */
function starts(question: Question): number[] {
  return listed(question).map((line) => Number(line.slice(11, 13)));
}

test('a workday without slots offers eight hours with the default places', () => {
  expect(listed({})).toEqual([
    '2030-12-16 09:00-10:00 ×3',
    '2030-12-16 10:00-11:00 ×3',
    '2030-12-16 11:00-12:00 ×3',
    '2030-12-16 12:00-13:00 ×3',
    '2030-12-16 13:00-14:00 ×3',
    '2030-12-16 14:00-15:00 ×3',
    '2030-12-16 15:00-16:00 ×3',
    '2030-12-16 16:00-17:00 ×3',
  ]);
});

test.each([
  { minutes: 1, hours: [9, 10, 11, 12, 13, 14, 15, 16] },
  { minutes: 60, hours: [9, 10, 11, 12, 13, 14, 15, 16] },
  { minutes: 61, hours: [9, 10, 11, 12, 13, 14, 15] },
  { minutes: 90, hours: [9, 10, 11, 12, 13, 14, 15] },
  { minutes: 120, hours: [9, 10, 11, 12, 13, 14, 15] },
  { minutes: 480, hours: [9] },
  { minutes: 481, hours: [] },
  { minutes: 1440, hours: [] },
])('a job of $minutes minutes ends by closing time when it starts at $hours', (row) => {
  expect(starts({ minutes: row.minutes })).toEqual(row.hours);
});

test('a generated slot keeps its own end whatever the length of the job', () => {
  expect(listed({ minutes: 180 })[0]).toBe('2030-12-16 09:00-10:00 ×3');
  expect(listed({ minutes: 15 })[0]).toBe('2030-12-16 09:00-10:00 ×3');
});

test('the places of a slot are those left over the whole of the job', () => {
  const held = [booked(MONDAY, '10:30:00', 30), booked(MONDAY, '10:00:00', 45)];
  expect(listed({ held, minutes: 60 }).slice(0, 2)).toEqual([
    '2030-12-16 09:00-10:00 ×3',
    '2030-12-16 10:00-11:00 ×1',
  ]);
  expect(listed({ held, minutes: 120 }).slice(0, 2)).toEqual([
    '2030-12-16 09:00-10:00 ×1',
    '2030-12-16 10:00-11:00 ×1',
  ]);
  expect(listed({ held, minutes: 15 })[1]).toBe('2030-12-16 10:00-11:00 ×2');
});

test('full slots are left out', () => {
  const held = Array.from({ length: 3 }, () => booked(MONDAY, '10:15:00', 15));
  expect(starts({ held })).toEqual([9, 11, 12, 13, 14, 15, 16]);
});

test.each([
  { now: '2030-12-16 08:59', first: 9 },
  { now: '2030-12-16 09:00', first: 10 },
  { now: '2030-12-16 09:01', first: 10 },
  { now: '2030-12-16 15:59', first: 16 },
  { now: '2030-12-16 16:00', first: undefined },
  { now: '2030-12-17 00:00', first: undefined },
])('at $now the first slot offered starts at $first', ({ now, first }) => {
  expect(starts({ now })[0]).toBe(first);
});

test('stored slots that have begun are left out too', () => {
  const slots = [slot(MONDAY, '09:00', '12:00'), slot(MONDAY, '12:00', '13:00')];
  expect(listed({ slots, now: '2030-12-16 09:30' })).toEqual(['2030-12-16 12:00-13:00 ×3']);
});

test('a weekend without slots offers nothing, and Monday follows', () => {
  const days = listed({ from: SATURDAY, to: '2030-12-23' }).map((line) => line.slice(0, 10));
  expect(new Set(days)).toEqual(new Set(['2030-12-23']));
});

test('a weekend with stored slots offers them', () => {
  const slots = [slot(SATURDAY, '08:00', '09:00', 1)];
  expect(listed({ from: SATURDAY, slots })).toEqual(['2030-12-21 08:00-09:00 ×1']);
});

test('each day decides for itself between stored slots and default hours', () => {
  const slots = [slot(TUESDAY, '13:00', '15:00', 2)];
  const answer = listed({ from: MONDAY, to: '2030-12-18', slots });
  expect(answer.filter((line) => line.startsWith(MONDAY))).toHaveLength(8);
  expect(answer.filter((line) => line.startsWith(TUESDAY))).toEqual(['2030-12-17 13:00-15:00 ×2']);
  expect(answer.filter((line) => line.startsWith('2030-12-18'))).toHaveLength(8);
});

test('a day whose slots are all blocked offers nothing, not the default hours', () => {
  const slots = [
    slot(MONDAY, '09:00', '10:00', 'blocked'),
    slot(MONDAY, '10:00', '11:00', 'blocked'),
  ];
  expect(listed({ slots })).toEqual([]);
});

test.each([
  ['a blocked slot', { slots: [slot(MONDAY, '09:00', '10:00', 'blocked')] }],
  ['a slot that ends before its start', { slots: [slot(MONDAY, '10:00', '09:00')] }],
  ['a slot of no length', { slots: [slot(MONDAY, '10:00', '10:00')] }],
  ['a slot without places', { slots: [slot(MONDAY, '09:00', '10:00', 0)] }],
  ['a slot of a negative limit', { slots: [slot(MONDAY, '09:00', '10:00', -3)] }],
])('%s is left out beside one that is offered', (_, { slots }) => {
  const offered = slot(MONDAY, '14:00', '15:00', 1);
  expect(listed({ slots: [...slots, offered] })).toEqual(['2030-12-16 14:00-15:00 ×1']);
});

test('stored slots come sorted and keep their own start and end', () => {
  const slots = [slot(MONDAY, '14:00', '16:30', 2), slot(MONDAY, '08:15', '09:45', 4)];
  expect(listed({ slots })).toEqual(['2030-12-16 08:15-09:45 ×4', '2030-12-16 14:00-16:30 ×2']);
});

test('where stored slots overlap, each is listed with the smallest limit of the job', () => {
  const slots = [slot(MONDAY, '09:00', '12:00', 5), slot(MONDAY, '10:00', '11:00', 1)];
  expect(listed({ slots })).toEqual(['2030-12-16 09:00-12:00 ×5', '2030-12-16 10:00-11:00 ×1']);
  expect(listed({ slots, minutes: 90 })).toEqual([
    '2030-12-16 09:00-12:00 ×1',
    '2030-12-16 10:00-11:00 ×1',
  ]);
});

test('a slot is left out where a blocked one overlaps the job', () => {
  const slots = [slot(MONDAY, '09:00', '12:00', 5), slot(MONDAY, '10:00', '11:00', 'blocked')];
  expect(listed({ slots, minutes: 60 })).toEqual(['2030-12-16 09:00-12:00 ×5']);
  expect(listed({ slots, minutes: 61 })).toEqual([]);
});

test('a long job fits where several stored slots cover it together', () => {
  const slots = [
    slot(MONDAY, '09:00', '10:00', 3),
    slot(MONDAY, '10:00', '11:00', 2),
    slot(MONDAY, '11:00', '12:00', 1),
    slot(MONDAY, '13:00', '14:00', 3),
  ];
  expect(listed({ slots, minutes: 120 })).toEqual([
    '2030-12-16 09:00-10:00 ×2',
    '2030-12-16 10:00-11:00 ×1',
  ]);
  expect(listed({ slots, minutes: 180 })).toEqual(['2030-12-16 09:00-10:00 ×1']);
  expect(listed({ slots, minutes: 181 })).toEqual([]);
});

test('a stored slot may be long, and the job is bound by the slots, not by closing time', () => {
  const slots = [slot(MONDAY, '16:00', '22:00', 2)];
  expect(listed({ slots, minutes: 360 })).toEqual(['2030-12-16 16:00-22:00 ×2']);
  expect(listed({ slots, minutes: 361 })).toEqual([]);
});

test('a slot until 23:59 goes on until midnight, into a day whose slots go on', () => {
  const late = slot(MONDAY, '22:00', '23:59', 2);
  const early = slot(TUESDAY, '00:00', '01:00', 1);
  expect(listed({ slots: [late], minutes: 120 })).toEqual(['2030-12-16 22:00-00:00 ×2']);
  expect(listed({ slots: [late, early], minutes: 180 })).toEqual(['2030-12-16 22:00-00:00 ×1']);
  expect(listed({ slots: [late, early], minutes: 181 })).toEqual([]);
});

test('what began the day before, and what waits the day after, take their places', () => {
  const slots = [slot(MONDAY, '00:00', '23:59', 1), slot(TUESDAY, '00:00', '23:59', 1)];
  const before = booked('2030-12-15', '23:30:00', 60);
  const after = booked(TUESDAY, '00:30:00', 30);
  expect(listed({ slots, held: [before], minutes: 60 })).toEqual([]);
  expect(listed({ slots, held: [after], minutes: 1440 })).toEqual(['2030-12-16 00:00-00:00 ×1']);
  const evening = [slot(MONDAY, '23:00', '23:59', 1), slot(TUESDAY, '00:00', '23:59', 1)];
  expect(listed({ slots: evening, held: [after], minutes: 90 })).toHaveLength(1);
  expect(listed({ slots: evening, held: [after], minutes: 91 })).toEqual([]);
});
