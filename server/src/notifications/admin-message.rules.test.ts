import { expect, test } from 'vitest';
import { adminMessage, poisonIn } from './admin-message.rules.ts';

const ADMIN = '44444444-4444-4444-8444-444444444444';
const appointment = {
  id: 'a8c27968-d6eb-44c2-8058-f4aa75a48a31',
  customer_id: '11111111-1111-4111-8111-111111111111',
  appointment_type: 'repair',
  scheduled_date: '2030-12-17',
  scheduled_time: '10:00:00',
  status: 'pending',
};

test('an admin gets exactly the message of the contract', () => {
  expect(adminMessage(ADMIN, appointment)).toEqual({
    recipient_user_id: ADMIN,
    title: 'New appointment',
    priority: 'high',
    message: 'A repair appointment for 2030-12-17 10:00 waits for approval.',
    notification_type: 'APPOINTMENT',
    metadata: {
      appointment_id: appointment.id,
      customer_id: appointment.customer_id,
      scheduled_date: '2030-12-17',
      scheduled_time: '10:00:00',
      appointment_type: 'repair',
      status: 'pending',
      action_required: 'approval',
    },
  });
});

test('what staff book as confirmed waits for nobody', () => {
  const { message, metadata } = adminMessage(ADMIN, { ...appointment, status: 'confirmed' });
  expect(message).toBe('A repair appointment for 2030-12-17 10:00 has been booked.');
  expect(metadata).toMatchObject({ status: 'confirmed', action_required: 'none' });
});

test.each([
  ['maintenance', 'A maintenance appointment'],
  ['inspection', 'An inspection appointment'],
  ['emergency', 'An emergency appointment'],
])('a job of type %s reads "%s"', (appointment_type, begin) => {
  const { message } = adminMessage(ADMIN, { ...appointment, appointment_type });
  expect(message.startsWith(begin)).toBe(true);
});

const harmless = adminMessage(ADMIN, appointment);

test('what admins are sent harms nobody', () => {
  expect(poisonIn(harmless)).toBeUndefined();
});

test.each([
  ['an upper-case id', { recipient_user_id: 'ABCDEF00-4444-4444-8444-444444444444' }],
  ['an id without dashes', { recipient_user_id: ADMIN.replaceAll('-', '') }],
  ['an id with blanks', { recipient_user_id: ` ${ADMIN}` }],
  ['an id and a line more', { recipient_user_id: `${ADMIN}\n` }],
  ['no id', { recipient_user_id: undefined }],
  ['a number as id', { recipient_user_id: 5 }],
  ['no text', { message: undefined }],
  ['an empty text', { message: '' }],
  ['no type', { notification_type: undefined }],
  ['a type that is no text', { notification_type: ['APPOINTMENT'] }],
  ['a type of 21 characters', { notification_type: 'APPOINTMENT_CONFIRMED' }],
])('a message with %s would block the consumer', (_what, fault) => {
  expect(poisonIn({ ...harmless, ...fault })).toEqual(expect.any(String));
});

test.each([null, 'text', 5, [], undefined])('a body that is no object is poison: %j', (body) => {
  expect(poisonIn(body)).toEqual(expect.any(String));
});
