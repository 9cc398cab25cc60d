import { expect, test } from 'vitest';
import type { AnswerOf } from '../api.ts';
import { glanceAt } from './glance.ts';

type Calendar = AnswerOf<'getCalendar'>;

const calendar = {
  appointments: [
    { id: 'a', status: 'completed', scheduled_time: '09:00:00' },
    { id: 'b', status: 'in_progress', scheduled_time: '10:00:00' },
    { id: 'c', status: 'cancelled', scheduled_time: '11:00:00' },
    { id: 'd', status: 'confirmed', scheduled_time: '10:30:00' },
    { id: 'e', status: 'pending', scheduled_time: '11:30:00' },
  ],
  hours: [
    { start_time: '10:00:00', is_available: true, available_capacity: 3 },
    { start_time: '11:00:00', is_available: true, available_capacity: 2 },
    { start_time: '12:00:00', is_available: false, available_capacity: 0 },
    { start_time: '13:00:00', is_available: true, available_capacity: -1 },
  ],
} as Calendar;

test('what is late, gone or done is not next', () => {
  expect(glanceAt(calendar, '10:45:00').next?.id).toBe('e');
  expect(glanceAt(calendar, '10:00:00').next?.id).toBe('d');
  expect(glanceAt(calendar, '12:00:00').next).toBeUndefined();
});

test('places count in the hours that are still to come, and none is less than empty', () => {
  expect(glanceAt(calendar, '10:45:00').freePlaces).toBe(2);
});

test('what was cancelled is none of the appointments of the day', () => {
  expect(glanceAt(calendar, '10:45:00')).toMatchObject({ inProgress: 1, completed: 1, all: 4 });
});
