import { expect, test } from 'vitest';
import { visibleChanges } from './audited-changes.rules.ts';

const changes = {
  status: { before: 'pending', after: 'confirmed' },
  internal_notes: { before: '', after: 'pays late' },
  estimated_cost: { before: null, after: 120 },
  assigned_employee_id: { before: null, after: 'e' },
  duration_seconds: { before: 0, after: 60 },
  updated_at: { before: '1', after: '2' },
  guarded: { before: false, after: true },
};

test('staff see every field but the marks of the service, by name', () => {
  expect(visibleChanges(changes, { staff: true }).map(({ field }) => field)).toEqual([
    'assigned_employee_id',
    'duration_seconds',
    'estimated_cost',
    'internal_notes',
    'status',
  ]);
});

test('customers see neither the old nor the new value of a staff-only field', () => {
  expect(visibleChanges(changes, { staff: false })).toEqual([
    { field: 'status', before: 'pending', after: 'confirmed' },
  ]);
});

test('a line without an audit entry has no changes', () => {
  expect(visibleChanges(null, { staff: true })).toEqual([]);
});
