import { expect, test } from 'vitest';
import { customerName, employeeName, vehicleDetails } from './names.rules.ts';

test.each([
  { customer: { full_name: 'Ada Lovelace' }, name: 'Ada Lovelace' },
  { customer: { full_name: undefined }, name: 'Unknown' },
  { customer: { full_name: 'Unknown Customer' }, name: 'Unknown Customer' },
  { customer: undefined, name: 'Unknown Customer' },
])('the customer $customer is called $name', ({ customer, name }) => {
  expect(customerName(customer)).toBe(name);
});

const camry = { year: 2020, make: 'Toyota', model: 'Camry', plate_number: 'ABC123' };

test.each([
  ['a car', { vehicle: camry, details: '2020 Toyota Camry (ABC123)' }],
  [
    'a car without a plate',
    { vehicle: { ...camry, plate_number: undefined }, details: '2020 Toyota Camry' },
  ],
  [
    'a car with an empty plate',
    { vehicle: { ...camry, plate_number: '' }, details: '2020 Toyota Camry' },
  ],
  [
    'a car without a year',
    { vehicle: { ...camry, year: undefined }, details: 'Toyota Camry (ABC123)' },
  ],
  [
    'a car with an empty model',
    { vehicle: { ...camry, model: '' }, details: '2020 Toyota (ABC123)' },
  ],
  [
    'a car with only a make',
    {
      vehicle: { year: undefined, make: 'Toyota', model: undefined, plate_number: undefined },
      details: 'Toyota',
    },
  ],
  ['a car that was not found', { vehicle: undefined, details: 'Unknown Vehicle' }],
])('%s is described by what is known', (_, { vehicle, details }) => {
  expect(vehicleDetails(vehicle)).toBe(details);
});

const id = '33333333-3333-4333-8333-333333333333';

test.each([
  ['nobody assigned', { of: null, employee: undefined, name: '' }],
  ['an employee whose look-up failed', { of: id, employee: undefined, name: 'Unassigned' }],
  [
    'an employee with both names',
    { of: id, employee: { full_name: 'Eve Moreau', first_name: 'Eve' }, name: 'Eve Moreau' },
  ],
  [
    'an employee without a full name',
    { of: id, employee: { full_name: undefined, first_name: 'Eve' }, name: 'Eve' },
  ],
  [
    'an employee with an empty full name',
    { of: id, employee: { full_name: '', first_name: 'Eve' }, name: 'Eve' },
  ],
  [
    'an employee without any name',
    {
      of: id,
      employee: { full_name: undefined, first_name: undefined },
      name: 'Employee (33333333...)',
    },
  ],
  [
    'an employee with empty names',
    { of: id, employee: { full_name: '', first_name: '' }, name: 'Employee (33333333...)' },
  ],
])('%s is called by the best name there is', (_, { of, employee, name }) => {
  expect(employeeName(of, employee)).toBe(name);
});
