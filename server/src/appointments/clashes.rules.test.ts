import { expect, test } from 'vitest';
import { type Clashing, customerIsBusy, employeeIsBusy } from './clashes.rules.ts';

const ada = '11111111-1111-4111-8111-111111111111';
const bob = '22222222-2222-4222-8222-222222222222';
const eve = '33333333-3333-4333-8333-333333333333';
const max = '44444444-4444-4444-8444-444444444444';

const adasByEve: Clashing = { customer_id: ada, assigned_employee_id: eve };
const bobsByMax: Clashing = { customer_id: bob, assigned_employee_id: max };
const bobsUnassigned: Clashing = { customer_id: bob, assigned_employee_id: null };

test.each([
  ['is free when nothing is held', { held: [], busy: false }],
  ['is free while others have appointments', { held: [bobsByMax, bobsUnassigned], busy: false }],
  ['is busy with an own appointment', { held: [adasByEve], busy: true }],
  ['is busy with one among several', { held: [bobsByMax, adasByEve], busy: true }],
])('the customer %s', (_, { held, busy }) => {
  expect(customerIsBusy(ada, held)).toBe(busy);
});

test.each([
  ['is free when nothing is held', { held: [], busy: false }],
  ['is free while others work', { held: [bobsByMax], busy: false }],
  ['is free beside an unassigned appointment', { held: [bobsUnassigned], busy: false }],
  ['is busy with an assigned appointment', { held: [adasByEve], busy: true }],
  ['is busy with one among several', { held: [bobsUnassigned, bobsByMax, adasByEve], busy: true }],
])('the employee %s', (_, { held, busy }) => {
  expect(employeeIsBusy(eve, held)).toBe(busy);
});

test('nobody is never busy, not even beside unassigned appointments', () => {
  expect(employeeIsBusy(null, [bobsUnassigned, adasByEve])).toBe(false);
});

test('a customer is not taken for an employee, nor the reverse', () => {
  expect(customerIsBusy(eve, [adasByEve])).toBe(false);
  expect(employeeIsBusy(ada, [adasByEve])).toBe(false);
});
