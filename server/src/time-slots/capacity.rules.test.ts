import { expect, test } from 'vitest';
import { capacities } from './capacity.rules.ts';
import type { TimeSlot } from './time-slot.ts';

const DATE = '2030-12-16';

/** A slot as `10:00-11:00 3`, with a cross behind it when it is blocked. */
function slot(text: string, id = text): TimeSlot {
  const [hours = '', places, blocked] = text.split(' ');
  const [from, to] = hours.split('-');
  return {
    id,
    date: DATE,
    start_time: `${from}:00`,
    end_time: `${to}:00`,
    is_available: blocked === undefined,
    max_concurrent_appointments: Number(places),
  };
}

/** A job as `10:00+60`. */
function job(text: string, scheduled_date = DATE) {
  const [scheduled_time = '', minutes] = text.split('+');
  return { scheduled_date, scheduled_time, duration_minutes: Number(minutes) };
}

test.each<{ what: string; shown: string; others?: string[]; held?: string[]; left: number }>([
  { what: 'an empty slot', shown: '10:00-11:00 3', left: 3 },
  { what: 'one booking', shown: '10:00-11:00 3', held: ['10:00+60'], left: 2 },
  { what: 'at another start', shown: '10:00-11:00 3', held: ['10:01+15'], left: 2 },
  {
    what: 'the peak counts, not the sum',
    shown: '10:00-11:00 3',
    held: ['10:00+30', '10:30+30', '10:15+5'],
    left: 1,
  },
  {
    what: 'neighbours only touch',
    shown: '10:00-11:00 3',
    held: ['09:00+60', '11:00+60'],
    left: 3,
  },
  { what: 'a long job from before', shown: '10:00-11:00 3', held: ['08:00+180'], left: 2 },
  {
    what: 'more than fit',
    shown: '10:00-11:00 1',
    held: ['10:00+60', '10:00+60'],
    left: 0,
  },
  { what: 'blocked', shown: '10:00-11:00 3 x', left: 0 },
  { what: 'no places', shown: '10:00-11:00 0', left: 0 },
  { what: 'an adopted negative limit', shown: '10:00-11:00 -2', left: 0 },
  { what: 'ends before it starts', shown: '11:00-10:00 3', left: 0 },
  { what: 'ends when it starts', shown: '10:00-10:00 3', left: 0 },
  { what: 'until midnight', shown: '23:00-23:59 3', held: ['23:59+1'], left: 2 },
  {
    what: 'the smallest limit where slots overlap',
    shown: '10:00-12:00 3',
    others: ['11:00-13:00 1'],
    left: 1,
  },
  {
    what: 'a blocked slot wins where slots overlap',
    shown: '10:00-12:00 3',
    others: ['11:00-13:00 1 x'],
    left: 0,
  },
  { what: 'a neighbour has no say', shown: '10:00-11:00 3', others: ['11:00-12:00 0'], left: 3 },
])('places left: $what', ({ shown, others = [], held = [], left }) => {
  const around = { slots: others.map((other) => slot(other)), held: held.map((text) => job(text)) };
  expect(capacities([slot(shown)], around)).toEqual(new Map([[shown, left]]));
});

test('a job over midnight counts on both dates', () => {
  const around = { slots: [], held: [job('23:30+60', '2030-12-15')] };
  expect(capacities([slot('00:00-01:00 3', 'a')], around).get('a')).toBe(2);
});

test('slots of another date have no say', () => {
  const other = { ...slot('10:00-11:00 0', 'b'), date: '2030-12-17' };
  expect(capacities([slot('10:00-11:00 3', 'a')], { slots: [other], held: [] }).get('a')).toBe(3);
});

test('a slot is told as it is shown, though the database has changed meanwhile', () => {
  const meanwhile = slot('10:00-11:00 0', 'a');
  const shown = slot('10:00-11:00 3', 'a');
  expect(capacities([shown], { slots: [meanwhile], held: [] }).get('a')).toBe(3);
});
