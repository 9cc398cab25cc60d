import { describe, expect, test } from 'vitest';
import { type BookingDraft, bodyOf, reachable, startIn, USUAL_MINUTES } from './booking-draft.ts';

const EMPTY: BookingDraft = {
  customer: { id: 'customer', full_name: 'Ada Lovelace' },
  vehicle: undefined,
  type: undefined,
  description: '',
  notes: '',
  minutes: USUAL_MINUTES,
  start: undefined,
  employeeId: '',
  confirmed: false,
};
const FULL: BookingDraft = {
  ...EMPTY,
  vehicle: { id: 'car', customer_id: 'customer', vehicle_details: 'Car', plate_number: null },
  type: 'repair',
  description: ' Brakes squeak ',
  start: { date: '2030-12-17', time: '10:00:00' },
};

describe('a step is reached only over those before it', () => {
  test.each([
    ['an empty draft begins with the car', EMPTY, 'confirm', 'car'],
    ['a time in mind does not skip the car', { ...EMPTY, start: FULL.start }, 'confirm', 'car'],
    ['without a type one stays there', { ...FULL, type: undefined }, 'slot', 'wants'],
    ['a full draft can be confirmed', FULL, 'confirm', 'confirm'],
    ['and gone back through', FULL, 'wants', 'wants'],
  ] as const)('%s', (_, draft, wanted, step) => {
    expect(reachable(wanted, draft)).toBe(step);
  });
});

test('what is incomplete is not sent', () => {
  expect(bodyOf({ ...FULL, start: undefined }, false)).toBeUndefined();
});

test('customers send neither status nor employee', () => {
  const body = bodyOf({ ...FULL, employeeId: 'employee', confirmed: true }, false);
  expect(body).toEqual({
    customer_id: 'customer',
    vehicle_id: 'car',
    appointment_type: 'repair',
    scheduled_date: '2030-12-17',
    scheduled_time: '10:00:00',
    duration_minutes: 60,
    service_description: 'Brakes squeak',
    customer_notes: '',
  });
});

test('staff send both', () => {
  const body = bodyOf({ ...FULL, employeeId: 'employee', confirmed: true }, true);
  expect(body).toMatchObject({ status: 'confirmed', assigned_employee_id: 'employee' });
  expect(bodyOf(FULL, true)).toMatchObject({ status: 'pending', assigned_employee_id: null });
});

test.each([
  [
    { date: '2030-12-17', time: '10:00:00' },
    { date: '2030-12-17', time: '10:00:00' },
  ],
  [
    { date: '2030-12-17', time: '09:30' },
    { date: '2030-12-17', time: '09:30:00' },
  ],
  [{ date: '2030-12-17' }, undefined],
  [{ date: '2030-13-41', time: '09:30' }, undefined],
  [{ date: '2030-12-17', time: '25:00' }, undefined],
])('the address %o asks for %o', (search, start) => {
  expect(startIn(search)).toEqual(start);
});
