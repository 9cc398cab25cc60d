import { expect, test } from 'vitest';
import type { AnswerOf, AppointmentListItem } from '../api.ts';
import { surroundingsOf } from './at-that-time.ts';

const DEFAULT_PLACES = 3;

const request: AppointmentListItem = {
  id: 'request',
  customer_id: 'customer',
  vehicle_id: 'car',
  assigned_employee_id: null,
  appointment_type: 'repair',
  scheduled_date: '2026-11-24',
  scheduled_time: '10:30:00',
  duration_minutes: 60,
  status: 'pending',
  customer_name: '',
  vehicle_details: '',
  employee_name: '',
  version: 1,
  service_description: '',
};

function hour(start: number, more: object = {}) {
  const text = (value: number): string => `${String(value).padStart(2, '0')}:00:00`;
  return {
    date: request.scheduled_date,
    start_time: text(start),
    end_time: text(start + 1),
    slot_id: `slot-${start}`,
    is_available: true,
    places: 3,
    available_capacity: 0,
    ...more,
  };
}

function calendar(hours: readonly object[], appointments: readonly object[] = []) {
  return {
    hours,
    appointments: appointments.map((each, index) => ({
      ...request,
      id: `other-${index}`,
      ...each,
    })),
  } as AnswerOf<'getCalendar'>;
}

function placesOf(hours: readonly object[], appointments: readonly object[] = []) {
  return surroundingsOf(request, calendar(hours, appointments), DEFAULT_PLACES).places;
}

test('the tightest hour that a request touches counts, of what it leaves free itself', () => {
  const others = [
    { scheduled_time: '10:00:00', duration_minutes: 30 },
    { scheduled_time: '11:00:00', duration_minutes: 30 },
    { scheduled_time: '09:00:00' },
  ];
  const hours = [hour(9), hour(10, { places: 4 }), hour(11)];
  expect(placesOf(hours, others)).toEqual({ left: 1, of: 3 });
});

test.each([
  ['a blocked hour', [hour(10), hour(11, { is_available: false })]],
  ['no stored slot for its second half', [hour(10)]],
])('with %s the workshop takes no appointment then', (_, hours) => {
  expect(placesOf(hours)).toBeUndefined();
});

test('outside the hours of a day without stored slots there are the usual places', () => {
  expect(placesOf([hour(9, { slot_id: null })])).toEqual({ left: 2, of: 3 });
  expect(placesOf([])).toEqual({ left: 2, of: 3 });
});

test("the customer's other appointment at the time is found, one that only touches it is not", () => {
  const touching = { scheduled_time: '11:30:00' };
  const before = { scheduled_time: '10:00:00' };
  expect(
    surroundingsOf(request, calendar([], [touching]), DEFAULT_PLACES).customerComesAt,
  ).toBeUndefined();
  expect(
    surroundingsOf(request, calendar([], [touching, before]), DEFAULT_PLACES).customerComesAt,
  ).toBe('10:00:00');
});

test('who works on something active then is busy', () => {
  const { busyEmployees } = surroundingsOf(
    request,
    calendar(
      [],
      [
        { customer_id: 'x', assigned_employee_id: 'busy' },
        { customer_id: 'x', assigned_employee_id: 'free', status: 'cancelled' },
        { customer_id: 'x', assigned_employee_id: 'later', scheduled_time: '12:00:00' },
      ],
    ),
    DEFAULT_PLACES,
  );
  expect([...busyEmployees]).toEqual(['busy']);
});
