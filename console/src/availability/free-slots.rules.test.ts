import { expect, test } from 'vitest';
import { clashes, isAhead, nearestStarts, slotsByDate, timesOfDay } from './free-slots.rules.ts';

const slot = (date: string, start: string, places = 1) => ({
  date,
  start_time: start,
  end_time: '23:00:00',
  available_capacity: places,
});
const now = { date: '2030-12-16', time: '10:00:00' };

test('a start that is now or earlier is not ahead', () => {
  expect(isAhead({ date: '2030-12-16', time: '10:00:00' }, now)).toBe(false);
  expect(isAhead({ date: '2030-12-16', time: '10:01:00' }, now)).toBe(true);
  expect(isAhead({ date: '2030-12-15', time: '23:00:00' }, now)).toBe(false);
  expect(isAhead({ date: '2030-12-17', time: '00:00:00' }, now)).toBe(true);
});

test('a job clashes with what runs at any of its minutes, and not with what ends as it begins', () => {
  const taken = [{ date: '2030-12-16', time: '23:30:00', minutes: 60 }];
  expect(clashes({ date: '2030-12-16', time: '22:30:00' }, 60, taken)).toBe(false);
  expect(clashes({ date: '2030-12-16', time: '22:30:00' }, 61, taken)).toBe(true);
  expect(clashes({ date: '2030-12-17', time: '00:15:00' }, 30, taken)).toBe(true);
  expect(clashes({ date: '2030-12-17', time: '00:30:00' }, 30, taken)).toBe(false);
});

test('slots are gathered by date in their order', () => {
  const [first, second, third] = [
    slot('2030-12-16', '09:00:00'),
    slot('2030-12-16', '11:00:00'),
    slot('2030-12-18', '09:00:00'),
  ];
  expect([...slotsByDate([first, second, third])]).toEqual([
    ['2030-12-16', [first, second]],
    ['2030-12-18', [third]],
  ]);
});

test('the nearest starts come from both sides, in order, without those that were refused', () => {
  const slots = [
    slot('2030-12-16', '16:00:00'),
    slot('2030-12-17', '09:00:00'),
    slot('2030-12-17', '11:00:00'),
    slot('2030-12-17', '12:00:00'),
    slot('2030-12-19', '09:00:00'),
  ];
  const wanted = { date: '2030-12-17', time: '10:00:00' };
  expect(nearestStarts(slots, wanted, { count: 3 })).toEqual([
    { date: '2030-12-17', time: '09:00:00' },
    { date: '2030-12-17', time: '11:00:00' },
    { date: '2030-12-17', time: '12:00:00' },
  ]);
  const except = [{ date: '2030-12-17', time: '11:00:00' }];
  expect(nearestStarts(slots, wanted, { count: 3, except })).toEqual([
    { date: '2030-12-16', time: '16:00:00' },
    { date: '2030-12-17', time: '09:00:00' },
    { date: '2030-12-17', time: '12:00:00' },
  ]);
});

test('every time of a day says whether it can be had, and if not, why', () => {
  const hour = (start_time: string, is_available: boolean, available_capacity: number) => ({
    date: '2030-12-16',
    start_time,
    is_available,
    available_capacity,
  });
  const free = [slot('2030-12-16', '12:00:00', 2)];
  const hours = [
    hour('09:00:00', true, 3),
    hour('11:00:00', true, 0),
    hour('12:00:00', true, 2),
    hour('13:00:00', false, 0),
    hour('16:00:00', true, 1),
  ];
  expect(timesOfDay(free, hours, now)).toEqual([
    { time: '09:00:00', state: 'past', places: 0 },
    { time: '11:00:00', state: 'full', places: 0 },
    { time: '12:00:00', state: 'free', places: 2 },
    { time: '13:00:00', state: 'blocked', places: 0 },
    { time: '16:00:00', state: 'short', places: 0 },
  ]);
});
