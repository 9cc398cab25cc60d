import { expect, test } from 'vitest';
import type { Appointment } from '../api.ts';
import { sortedForCustomer } from './my-appointments.rules.ts';
import { minutesUntil, untilText } from './until.ts';

const appointment = (id: string, date: string, time: string, status: string) =>
  ({
    id,
    scheduled_date: date,
    scheduled_time: time,
    duration_minutes: 60,
    status,
  }) as Appointment;
const now = { date: '2030-12-16', time: '10:30:00' };
const ids = (appointments: readonly Appointment[]) => appointments.map(({ id }) => id);

test('the soonest that is still to come is next, and the rest is told apart', () => {
  const sorted = sortedForCustomer(
    [
      appointment('later', '2030-12-20', '09:00:00', 'pending'),
      appointment('completed', '2030-12-01', '09:00:00', 'completed'),
      appointment('late', '2030-12-16', '10:00:00', 'confirmed'),
      appointment('cancelled', '2030-12-18', '09:00:00', 'cancelled'),
      appointment('forgotten', '2030-12-10', '09:00:00', 'pending'),
      appointment('working', '2030-12-15', '09:00:00', 'in_progress'),
    ],
    now,
  );
  expect(sorted.next?.id).toBe('late');
  expect(ids(sorted.later)).toEqual(['later']);
  expect(ids(sorted.inWorkshop)).toEqual(['working']);
  expect(ids(sorted.past)).toEqual(['cancelled', 'forgotten', 'completed']);
});

test('one that has ended by the clock is no longer next', () => {
  const ended = appointment('ended', '2030-12-16', '09:30:00', 'confirmed');
  expect(sortedForCustomer([ended], now).next).toBeUndefined();
  expect(ids(sortedForCustomer([ended], now).past)).toEqual(['ended']);
});

test('the time until a start counts minutes over midnight', () => {
  const start = { scheduled_date: '2030-12-17', scheduled_time: '00:15:00' };
  expect(minutesUntil(start, { date: '2030-12-16', time: '23:45:00' })).toBe(30);
  expect(minutesUntil(start, { date: '2030-12-17', time: '01:15:00' })).toBe(-60);
});

test.each([
  ['2030-12-16', '10:55:00', 'in 25 minutes'],
  ['2030-12-16', '16:30:00', 'in 6 hours'],
  ['2030-12-17', '09:00:00', 'tomorrow'],
  ['2030-12-21', '09:00:00', 'in 5 days'],
  ['2030-12-16', '10:00:00', undefined],
])('until %s %s it is %s', (scheduled_date, scheduled_time, text) => {
  expect(untilText({ scheduled_date, scheduled_time }, now, ['en'])).toBe(text);
});
