import { expect, test } from 'vitest';
import { editOf, entriesOf } from './record-entries.ts';

const stored = { internal_notes: 'Brakes worn', duration_seconds: 5_430 };

test('nothing entered changes nothing, not even seconds that are not shown', () => {
  expect(editOf(entriesOf(stored), stored)).toEqual({});
});

test('only what was entered is sent', () => {
  expect(editOf({ ...entriesOf(stored), notes: '' }, stored)).toEqual({ internal_notes: '' });
  expect(editOf({ ...entriesOf(stored), hours: '', minutes: '45' }, stored)).toEqual({
    duration_seconds: 2_700,
  });
});
