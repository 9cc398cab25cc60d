import { expect, test } from 'vitest';
import { type Days, type Hour, type Placed, placesAt, roomFor } from './room.rules.ts';

const DATE = '2026-11-24';
const WANTED = { id: 'a', date: DATE, start: 600, end: 660 };

const hour = (at: number, part: Partial<Hour> = {}): Hour => ({
  date: DATE,
  start_time: `${String(at).padStart(2, '0')}:00:00`,
  end_time: `${String(at + 1).padStart(2, '0')}:00:00`,
  slot_id: `slot-${at}`,
  is_available: true,
  places: 2,
  available_capacity: 2,
  ...part,
});

const placed = (id: string, scheduled_time: string, part: Partial<Placed> = {}): Placed => ({
  id,
  scheduled_date: DATE,
  scheduled_time,
  duration_minutes: 60,
  status: 'confirmed',
  ...part,
});

const days = (part: Partial<Days> = {}): Days => ({
  hours: [hour(9), hour(10), hour(11), hour(12, { is_available: false })],
  appointments: [],
  defaultPlaces: 3,
  ...part,
});

test('only others count that hold a place at the time', () => {
  const appointments = [
    placed('a', '10:00:00'),
    placed('b', '10:30:00'),
    placed('c', '10:00:00', { status: 'cancelled' }),
    placed('d', '11:00:00'),
  ];
  expect(roomFor(WANTED, days({ appointments }))).toBe(1);
});

test('the usual places are left where a day has no slots of its own', () => {
  const hours = [hour(9, { slot_id: null })];
  expect(roomFor(WANTED, days({ hours }))).toBe(3);
  expect(roomFor({ ...WANTED, date: '2026-11-29' }, days())).toBe(3);
});

test('where slots overlap the smallest limit counts', () => {
  const hours = [hour(10, { places: 4 }), hour(10, { slot_id: 'other', places: 1 })];
  expect(roomFor(WANTED, days({ hours }))).toBe(1);
});

test('the tightest minute says out of how many', () => {
  const hours = [hour(10, { places: 4 }), hour(11, { places: 2 })];
  const appointments = ['b', 'c', 'd'].map((id) => placed(id, '10:00:00'));
  expect(placesAt({ ...WANTED, end: 720 }, days({ hours, appointments }))).toEqual({
    left: 1,
    of: 4,
  });
});

test.each([
  ['blocked', { ...WANTED, start: 690, end: 750 }],
  ['outside the slots of its day', { ...WANTED, start: 480, end: 570 }],
])('there is none where the time is %s', (_, wanted) => {
  expect(roomFor(wanted, days())).toBe('blocked');
});

test('there is never less than nothing', () => {
  const appointments = ['b', 'c', 'd'].map((id) => placed(id, '10:00:00'));
  expect(roomFor(WANTED, days({ appointments }))).toBe(0);
});
