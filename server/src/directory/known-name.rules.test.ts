import { expect, test } from 'vitest';
import { knownName } from './known-name.rules.ts';

const ID = 'a8c27968-d6eb-44c2-8058-f4aa75a48a31';
const OWNER = '11111111-1111-4111-8111-111111111111';
const car = {
  id: ID,
  customer_id: OWNER,
  year: 2020,
  make: 'Toyota',
  model: 'Camry',
  plate_number: 'AB-123',
};

test('of a customer the name is kept', () => {
  expect(knownName('customer', { id: ID, full_name: ' Ada  Lovelace ' })).toEqual({
    kind: 'customer',
    id: ID,
    owner_id: null,
    name: 'Ada  Lovelace',
    plate: null,
    search: 'ada lovelace',
  });
});

test('of a car its name, plate and owner', () => {
  const row = { kind: 'vehicle', id: ID, owner_id: OWNER, name: '2020 Toyota Camry' };
  expect(knownName('vehicle', car)).toEqual({ ...row, plate: 'AB-123', search: 'ab123' });
  for (const plate_number of ['', undefined])
    expect(knownName('vehicle', { ...car, plate_number })).toEqual({
      ...row,
      plate: null,
      search: '',
    });
});

test('an owner that is no user id is none', () => {
  expect(knownName('vehicle', { ...car, customer_id: '17' })).toMatchObject({ owner_id: null });
});

test.each([
  [{ full_name: 'Priya Nair', first_name: 'Priya' }, 'Priya Nair'],
  [{ full_name: '', first_name: 'Priya' }, 'Priya'],
])('an employee %j is called %s', (names, name) => {
  expect(knownName('employee', { id: ID, ...names })).toMatchObject({ name });
});

test.each([
  ['an id that no row has', { id: 'ada', full_name: 'Ada' }],
  ['a name that no database takes', { id: ID, full_name: 'A\0da' }],
])('%s is not kept', (_what, record) => {
  expect(knownName('customer', record)).toBeUndefined();
});
