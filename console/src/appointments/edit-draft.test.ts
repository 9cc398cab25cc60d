import { expect, test } from 'vitest';
import type { Appointment } from '../api.ts';
import { changedBy, editableFields } from './edit-draft.ts';

test('an employee edits what the work leaves behind and nothing else', () => {
  expect(editableFields('employee', 'confirmed')).toEqual([
    'internal_notes',
    'estimated_cost',
    'duration_seconds',
  ]);
});

test('a customer never edits what only staff write', () => {
  expect(editableFields('customer', 'pending')).not.toContain('internal_notes');
  expect(editableFields('customer', 'pending')).toContain('duration_minutes');
});

test('the length of a job that is begun stays', () => {
  expect(editableFields('admin', 'in_progress')).not.toContain('duration_minutes');
});

test('only what differs from the appointment is sent', () => {
  const appointment = { customer_notes: 'Call first', duration_minutes: 60 } as Appointment;
  const draft = { customer_notes: 'Call first', duration_minutes: 90 };
  expect(changedBy(draft, appointment)).toEqual({ duration_minutes: 90 });
});
