import { expect, test } from 'vitest';
import { customerMessage, EVENTS } from './messages.rules.ts';

const appointment = {
  id: 'a8c27968-d6eb-44c2-8058-f4aa75a48a31',
  customer_id: '11111111-1111-4111-8111-111111111111',
  appointment_type: 'repair',
  scheduled_date: '2030-12-17',
  scheduled_time: '10:00:00',
  status: 'confirmed',
};

test('the customer of a confirmed appointment gets exactly this message', () => {
  expect(customerMessage('confirmed', appointment)).toEqual({
    recipient_user_id: '11111111-1111-4111-8111-111111111111',
    type: 'APPOINTMENT',
    title: 'Appointment confirmed',
    message: 'Your repair appointment on 2030-12-17 at 10:00 is confirmed.',
    data: {
      appointment_id: 'a8c27968-d6eb-44c2-8058-f4aa75a48a31',
      event: 'confirmed',
      status: 'confirmed',
      appointment_type: 'repair',
      scheduled_date: '2030-12-17',
      scheduled_time: '10:00:00',
    },
  });
});

test('customers are told of seven events', () => {
  expect([...EVENTS].sort()).toEqual([
    'cancelled',
    'completed',
    'confirmed',
    'created',
    'in_progress',
    'no_show',
    'rescheduled',
  ]);
});

test.each(EVENTS)('%s has a title and a text with job, date and time', (event) => {
  const { title, message, data } = customerMessage(event, appointment);
  expect(title).toMatch(/^[A-Z][a-z ]+$/);
  expect(message).toMatch(/^[A-Z].*\.$/);
  for (const fact of ['repair appointment', '2030-12-17', '10:00']) expect(message).toContain(fact);
  expect(message).not.toContain('10:00:00');
  expect(data.event).toBe(event);
});

// The event's name as type is refused by the notification service, and nobody would notice.
test.each(EVENTS)('%s goes to the customer with the type APPOINTMENT', (event) => {
  expect(customerMessage(event, appointment)).toMatchObject({
    type: 'APPOINTMENT',
    recipient_user_id: appointment.customer_id,
  });
});

test('no two events have the same title or text', () => {
  const messages = EVENTS.map((event) => customerMessage(event, appointment));
  expect(new Set(messages.map(({ title }) => title)).size).toBe(EVENTS.length);
  expect(new Set(messages.map(({ message }) => message)).size).toBe(EVENTS.length);
});

test('the text shows minutes even when the time has fractions of a second', () => {
  const odd = { ...appointment, scheduled_time: '09:05:30.250000' };
  const { message, data } = customerMessage('rescheduled', odd);
  expect(message).toBe('Your repair appointment has been moved to 2030-12-17 at 09:05.');
  expect(data.scheduled_time).toBe('09:05:30.250000');
});
