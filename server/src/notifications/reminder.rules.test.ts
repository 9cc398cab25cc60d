import { expect, test } from 'vitest';
import { timestampOf } from '../platform/wall-clock.ts';
import { isAhead, reminderMessage, reminderMoment } from './reminder.rules.ts';

test.each([
  [24, '2030-12-16 10:00:00'],
  [2, '2030-12-17 08:00:00'],
  [11, '2030-12-16 23:00:00'],
  [48, '2030-12-15 10:00:00'],
  [720, '2030-11-17 10:00:00'],
  [0, '2030-12-17 10:00:00'],
])('a reminder %i hours before 17 December at ten is due at %s', (hours, due) => {
  const time = { scheduled_date: '2030-12-17', scheduled_time: '10:00:00' };
  expect(timestampOf(reminderMoment(time, hours))).toBe(due);
});

test.each([
  ['2030-12-16T10:00:00.001Z', true],
  ['2030-12-16T10:00:00.000Z', false],
  ['2030-12-16T09:59:59.999Z', false],
])('at ten, a reminder due %s is ahead: %s', (due, ahead) => {
  expect(isAhead(new Date(due), new Date('2030-12-16T10:00:00Z'))).toBe(ahead);
});

test('the customer is reminded in exactly these words', () => {
  const message = reminderMessage({
    id: 'a8c27968-d6eb-44c2-8058-f4aa75a48a31',
    customer_id: '11111111-1111-4111-8111-111111111111',
    appointment_type: 'repair',
    scheduled_date: '2030-12-17',
    scheduled_time: '10:00:00',
    status: 'pending',
  });
  expect(message).toEqual({
    recipient_user_id: '11111111-1111-4111-8111-111111111111',
    type: 'APPOINTMENT',
    title: 'Appointment reminder',
    message: 'Please remember your repair appointment on 2030-12-17 at 10:00.',
    data: {
      appointment_id: 'a8c27968-d6eb-44c2-8058-f4aa75a48a31',
      event: 'reminder',
      appointment_type: 'repair',
      scheduled_date: '2030-12-17',
      scheduled_time: '10:00:00',
    },
  });
});
