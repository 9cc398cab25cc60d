import { expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { withShownNames } from './shown-names.ts';

const known = {
  id: 'a',
  customer_name: 'Nimal Perera',
  vehicle_details: '2020 Toyota Camry (ABC123)',
  assigned_employee_id: 'e',
  employee_name: 'Kamal Silva',
};

test('names that are known stay as they are', () => {
  expect(withShownNames(known, de)).toEqual(known);
});

test.each([
  [{ customer_name: 'Unknown Customer' }, { customer_name: 'Kunde nicht bekannt' }],
  [{ customer_name: 'Unknown' }, { customer_name: 'Kunde nicht bekannt' }],
  [{ vehicle_details: 'Unknown Vehicle' }, { vehicle_details: 'Auto nicht bekannt' }],
  [{ employee_name: 'Unassigned' }, { employee_name: 'Mitarbeiter nicht bekannt' }],
])('the stand-in %j is shown as %j', (told, shown) => {
  expect(withShownNames({ ...known, ...told }, de)).toEqual({ ...known, ...shown });
});

test('an assigned employee whose look-up failed is not called unassigned in English either', () => {
  expect(withShownNames({ ...known, employee_name: 'Unassigned' }, en).employee_name).toBe(
    'Employee not known',
  );
});

test('a job of nobody keeps its empty name', () => {
  const ofNobody = { ...known, assigned_employee_id: null, employee_name: '' };
  expect(withShownNames(ofNobody, de)).toEqual(ofNobody);
});
