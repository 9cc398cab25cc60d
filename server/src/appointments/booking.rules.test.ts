import { expect, test } from 'vitest';
import type { Problem } from '../platform/app-error.ts';
import { momentOf } from '../platform/wall-clock.ts';
import {
  type BookingFacts,
  problemsWithBooking,
  problemsWithEmployee,
  problemsWithMove,
} from './booking.rules.ts';

const ada = '11111111-1111-4111-8111-111111111111';
const bob = '22222222-2222-4222-8222-222222222222';
const eve = '33333333-3333-4333-8333-333333333333';
const nobody = '00000000-0000-0000-0000-000000000000';
const full: Problem = { code: 'slot_full', message: 'The selected time slot is fully booked' };

const now = momentOf('2030-12-16', '09:00:00');
const sound: BookingFacts = {
  customer: {},
  vehicle: { customer_id: ada, is_active: true },
  employee: { is_available: true },
  customerId: ada,
  employeeId: eve,
  start: momentOf('2030-12-16', '10:00:00'),
  now,
  place: [],
  held: [],
};

const codes = (problems: readonly Problem[]): string[] => problems.map(({ code }) => code);
const messages = (problems: readonly Problem[]): string[] => problems.map(({ message }) => message);

const soundOnes: [string, { facts: Partial<BookingFacts> }][] = [
  ['with an employee', { facts: {} }],
  ['without an employee', { facts: { employee: null, employeeId: null } }],
  ['a microsecond from now', { facts: { start: now + 1 } }],
  [
    'beside other customers and employees',
    {
      facts: {
        held: [
          { customer_id: bob, assigned_employee_id: null },
          { customer_id: bob, assigned_employee_id: bob },
        ],
      },
    },
  ],
  [
    'without an employee beside unassigned appointments',
    {
      facts: {
        employee: null,
        employeeId: null,
        held: [{ customer_id: bob, assigned_employee_id: null }],
      },
    },
  ],
];

test.each(soundOnes)('a booking %s has no problem', (_, { facts }) => {
  expect(problemsWithBooking({ ...sound, ...facts })).toEqual([]);
});

const faulty: [string, Problem & { facts: Partial<BookingFacts> }][] = [
  [
    'an unknown customer',
    { facts: { customer: undefined }, code: 'customer_not_found', message: 'Customer not found' },
  ],
  [
    'an unknown vehicle',
    { facts: { vehicle: undefined }, code: 'vehicle_not_found', message: 'Vehicle not found' },
  ],
  [
    'an inactive vehicle',
    {
      facts: { vehicle: { customer_id: ada, is_active: false } },
      code: 'vehicle_not_found',
      message: 'Vehicle not found',
    },
  ],
  [
    "another customer's inactive vehicle",
    {
      facts: { vehicle: { customer_id: bob, is_active: false } },
      code: 'vehicle_not_found',
      message: 'Vehicle not found',
    },
  ],
  [
    "another customer's vehicle",
    {
      facts: { vehicle: { customer_id: bob, is_active: true } },
      code: 'vehicle_not_owned',
      message: 'Vehicle does not belong to this customer',
    },
  ],
  [
    'a vehicle of no known owner',
    {
      facts: { vehicle: { customer_id: nobody, is_active: true } },
      code: 'vehicle_not_owned',
      message: 'Vehicle does not belong to this customer',
    },
  ],
  [
    'a start at this moment',
    {
      facts: { start: now },
      code: 'not_in_future',
      message: 'Appointment time must be in the future',
    },
  ],
  [
    'a start in the past',
    {
      facts: { start: now - 1 },
      code: 'not_in_future',
      message: 'Appointment time must be in the future',
    },
  ],
  ['a full slot', { facts: { place: [full] }, ...full }],
  [
    'an unknown employee',
    { facts: { employee: undefined }, code: 'employee_not_found', message: 'Employee not found' },
  ],
  [
    'an employee who is away',
    {
      facts: { employee: { is_available: false } },
      code: 'employee_unavailable',
      message: 'Employee is not available',
    },
  ],
  [
    'an employee with other work',
    {
      facts: { held: [{ customer_id: bob, assigned_employee_id: eve }] },
      code: 'employee_busy',
      message: 'Employee is not available at the selected time',
    },
  ],
  [
    'a customer with another appointment',
    {
      facts: { held: [{ customer_id: ada, assigned_employee_id: null }] },
      code: 'customer_busy',
      message: 'Customer already has an appointment at this time',
    },
  ],
];

test.each(faulty)('a booking with %s is refused for that alone', (_, { facts, code, message }) => {
  expect(problemsWithBooking({ ...sound, ...facts })).toEqual([{ code, message }]);
});

test('a booking with every problem reports them all, in the order of the seed', () => {
  const facts: BookingFacts = {
    ...sound,
    customer: undefined,
    vehicle: { customer_id: bob, is_active: true },
    start: now,
    place: [full],
    employee: { is_available: false },
    held: [
      { customer_id: ada, assigned_employee_id: null },
      { customer_id: bob, assigned_employee_id: eve },
    ],
  };
  expect(codes(problemsWithBooking(facts))).toEqual([
    'customer_not_found',
    'vehicle_not_owned',
    'not_in_future',
    'slot_full',
    'employee_unavailable',
    'employee_busy',
    'customer_busy',
  ]);
});

test('one appointment that takes both customer and employee is two problems', () => {
  const facts = { ...sound, held: [{ customer_id: ada, assigned_employee_id: eve }] };
  expect(codes(problemsWithBooking(facts))).toEqual(['employee_busy', 'customer_busy']);
});

test('an unknown employee is not asked for their time', () => {
  const held = [{ customer_id: bob, assigned_employee_id: eve }];
  expect(codes(problemsWithEmployee(undefined, eve, held))).toEqual(['employee_not_found']);
});

test('no employee is no problem whatever is held', () => {
  const held = [{ customer_id: bob, assigned_employee_id: null }];
  expect(problemsWithEmployee(null, null, held)).toEqual([]);
});

test.each([
  ['to a free time', { facts: {}, said: [] }],
  [
    'to this moment',
    { facts: { start: now }, said: ['New appointment time must be in the future'] },
  ],
  ['to a full slot', { facts: { place: [full] }, said: [full.message] }],
  [
    "into the employee's other work",
    {
      facts: { held: [{ customer_id: bob, assigned_employee_id: eve }] },
      said: ['Employee is not available at the selected time'],
    },
  ],
  [
    "into the customer's other appointment",
    {
      facts: { held: [{ customer_id: ada, assigned_employee_id: null }] },
      said: ['Customer already has an appointment at this time'],
    },
  ],
  [
    'of an unassigned appointment beside another unassigned one',
    {
      facts: { employeeId: null, held: [{ customer_id: bob, assigned_employee_id: null }] },
      said: [],
    },
  ],
  [
    'with every problem',
    {
      facts: {
        start: now - 1,
        place: [full],
        held: [{ customer_id: ada, assigned_employee_id: eve }],
      },
      said: [
        'New appointment time must be in the future',
        full.message,
        'Employee is not available at the selected time',
        'Customer already has an appointment at this time',
      ],
    },
  ],
])('a move %s has its problems told', (_, { facts, said }) => {
  expect(messages(problemsWithMove({ ...sound, ...facts }))).toEqual(said);
});
