import { expect, test } from 'vitest';
import { type Hour, summaryOf } from './day-summary.ts';

function hour(change: Partial<Hour>): Hour {
  return {
    date: '2026-11-24',
    start_time: '09:00:00',
    end_time: '10:00:00',
    slot_id: null,
    is_available: true,
    places: 3,
    available_capacity: 3,
    ...change,
  };
}

test('a day without hours is empty, and nothing of it is taken', () => {
  expect(summaryOf([])).toEqual({ hours: 0, stored: 0, blocked: 0, taken: 0 });
});

test('blocked slots count as stored, and their places do not count', () => {
  const hours = [
    hour({ slot_id: 'a', available_capacity: 1 }),
    hour({ slot_id: 'b', available_capacity: 2 }),
    hour({ slot_id: 'c', is_available: false, available_capacity: 0 }),
  ];
  expect(summaryOf(hours)).toEqual({ hours: 3, stored: 3, blocked: 1, taken: 0.5 });
});

test('a day is never more than fully taken', () => {
  expect(summaryOf([hour({ places: 1, available_capacity: -2 })]).taken).toBe(1);
});
