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

test('values are spelled as everywhere on the wire', () => {
  const moments = {
    estimated_cost: { before: 77.7, after: 100 },
    cancelled_at: { before: null, after: '2026-11-22T20:07:07.2423+00:00' },
    completed_at: { before: '2026-11-22T20:07:07+00:00', after: null },
  };
  expect(visibleChanges(moments, { staff: true })).toEqual([
    { field: 'cancelled_at', before: null, after: '2026-11-22T20:07:07.242300Z' },
    { field: 'completed_at', before: '2026-11-22T20:07:07Z', after: null },
    { field: 'estimated_cost', before: '77.70', after: '100.00' },
  ]);
});

test('a line without an audit entry has no changes', () => {
  expect(visibleChanges(null, { staff: true })).toEqual([]);
});
