import { expect, test } from 'vitest';
import { STATUSES } from './appointment.ts';
import { type AskedBooking, canBookAs, settleBooking } from './settle-booking.rules.ts';

const bare: AskedBooking = {
  customer_id: '11111111-1111-4111-8111-111111111111',
  vehicle_id: '22222222-2222-4222-8222-222222222222',
  appointment_type: 'repair',
  scheduled_date: '2030-12-17',
  scheduled_time: '10:00:00',
};

const whole: AskedBooking = {
  ...bare,
  duration_minutes: 90,
  assigned_employee_id: '33333333-3333-4333-8333-333333333333',
  status: 'confirmed',
  service_description: 'Brakes squeak',
  customer_notes: 'Call me',
  internal_notes: 'Pays late',
  estimated_cost: '120.00',
};

const defaults = {
  assigned_employee_id: null,
  duration_minutes: 60,
  status: 'pending',
  service_description: '',
  customer_notes: '',
  internal_notes: '',
  estimated_cost: null,
};

test.each([true, false])('what is left out gets its default (staff: %s)', (staff) => {
  expect(settleBooking(bare, { staff }, 60)).toEqual({ ...bare, ...defaults });
});

test('the default length is the configured one', () => {
  expect(settleBooking(bare, { staff: false }, 45).duration_minutes).toBe(45);
  expect(settleBooking({ ...bare, duration_minutes: 1 }, { staff: false }, 45)).toMatchObject({
    duration_minutes: 1,
  });
});

test('staff decide everything', () => {
  expect(settleBooking(whole, { staff: true }, 60)).toEqual(whole);
});

test("a customer's staff-only keys are dropped and the others kept", () => {
  expect(settleBooking(whole, { staff: false }, 60)).toEqual({
    ...whole,
    assigned_employee_id: null,
    status: 'pending',
    internal_notes: '',
    estimated_cost: null,
  });
});

test('staff may leave employee and cost empty', () => {
  const asked = { ...whole, assigned_employee_id: null, estimated_cost: null };
  expect(settleBooking(asked, { staff: true }, 60)).toEqual(asked);
});

test('keys that nobody may set do not get through', () => {
  const asked = {
    ...whole,
    id: 'mine',
    created_by_user_id: 'somebody',
    duration_seconds: 5,
    completed_at: '2030-12-17T10:00:00Z',
  };
  expect(settleBooking(asked, { staff: true }, 60)).toEqual(whole);
});

test('staff may book as pending or confirmed and as nothing else', () => {
  expect(STATUSES.filter(canBookAs)).toEqual(['pending', 'confirmed']);
});
