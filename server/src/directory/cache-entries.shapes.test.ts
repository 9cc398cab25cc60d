import { expect, test } from 'vitest';
import { recordIn, textOf } from './cache-entries.shapes.ts';
import type { CustomerRecord, EmployeeRecord, VehicleRecord } from './directory.ts';

const customer: CustomerRecord = { id: 'c1', full_name: 'Ada Lovelace' };
const vehicle: VehicleRecord = {
  id: 'v1',
  customer_id: 'c1',
  is_active: true,
  year: 2020,
  make: 'Toyota',
  model: 'Camry',
  plate_number: 'ABC123',
};
const employee: EmployeeRecord = {
  id: 'e1',
  full_name: 'Grace Hopper',
  first_name: 'Grace',
  is_available: false,
};
const bareVehicle = { ...vehicle, year: undefined, plate_number: undefined };
const shortEmployee = { ...employee, full_name: undefined };

test('a complete record comes back as it was', () => {
  const back = [
    recordIn('customer', 'c1', textOf('customer', customer) ?? ''),
    recordIn('vehicle', 'v1', textOf('vehicle', vehicle) ?? ''),
    recordIn('vehicle', 'v1', textOf('vehicle', bareVehicle) ?? ''),
    recordIn('employee', 'e1', textOf('employee', employee) ?? ''),
    recordIn('employee', 'e1', textOf('employee', shortEmployee) ?? ''),
  ];
  expect(back).toEqual([customer, vehicle, bareVehicle, employee, shortEmployee]);
});

test.each([
  ['that the caller may not read', 'Unknown Customer'],
  ['that is a stand-in', ' n/a '],
  ['that is blank', ' '],
  ['that is not there', undefined],
  ['that is longer than any', 'x'.repeat(5_000)],
])('a customer with a name %s is not kept', (_how, full_name) => {
  expect(textOf('customer', { id: 'c1', full_name })).toBeUndefined();
});

test.each([
  ['gone', { ...vehicle, is_active: false }],
  ['of no make', { ...vehicle, make: undefined }],
  ['of a blank model', { ...vehicle, model: '' }],
])('a car that is %s is not kept', (_how, record) => {
  expect(textOf('vehicle', record)).toBeUndefined();
});

test('an employee without any name is not kept', () => {
  const nameless = { ...employee, full_name: '', first_name: undefined };
  expect(textOf('employee', nameless)).toBeUndefined();
});

test('what is kept has no room for more than the record', () => {
  const talkative = { ...customer, token: 'secret' };
  expect(textOf('customer', talkative)).toBeUndefined();
});

test.each([
  ['no JSON', '{"id":"c1"'],
  ['empty', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['a text', '"Ada Lovelace"'],
  ['pickled', '\x80\x04\x95full_name'],
  ['of a wrong type', '{"id":"c1","full_name":7}'],
  ['of another shape', '{"id":"c1","name":"Ada Lovelace"}'],
  ['with more in it', '{"id":"c1","full_name":"Ada Lovelace","role":"admin"}'],
  ['about another', '{"id":"c2","full_name":"Ada Lovelace"}'],
  ['with a stand-in for the name', '{"id":"c1","full_name":"Unknown Customer"}'],
])('a text that is %s is not believed', (_how, text) => {
  expect(recordIn('customer', 'c1', text)).toBeUndefined();
});
