import { expect, test } from 'vitest';
import type { TimeSlot } from './time-slot.ts';
import { changePlan, triedSlots } from './tried-slots.rules.ts';

const slot = (id: string, from: string, more: Partial<TimeSlot> = {}): TimeSlot => ({
  id,
  date: '2030-12-16',
  start_time: `${from}:00`,
  end_time: '18:00:00',
  is_available: true,
  max_concurrent_appointments: 3,
  ...more,
});
const [nine, ten] = [slot('a', '09:00'), slot('b', '10:00')];
const stored = [nine, ten];

test('what leaves is gone and what comes is there', () => {
  const noon = slot('c', '12:00');
  const plan = { leaves: [nine], comes: [noon], keepsTaken: false };
  expect(triedSlots(stored, plan)).toEqual({ after: [ten, noon], coming: 1 });
});

test('a start that is taken is a fault, or is passed over', () => {
  const comes = [slot('c', '10:00'), slot('d', '11:00')];
  expect(triedSlots(stored, { leaves: [], comes, keepsTaken: false })).toBe('taken');
  expect(triedSlots(stored, { leaves: [], comes, keepsTaken: true })).toEqual({
    after: [nine, ten, comes[1]],
    coming: 1,
  });
});

test('two that come may not start at once either', () => {
  const plan = { leaves: stored, comes: [nine, nine], keepsTaken: false };
  expect(triedSlots(stored, plan)).toBe('taken');
});

test('a start that becomes free may be taken', () => {
  const plan = { leaves: [nine], comes: [slot('c', '09:00')], keepsTaken: false };
  expect(triedSlots(stored, plan)).toMatchObject({ coming: 1 });
});

test.each<[string, Parameters<typeof changePlan>[1], number]>([
  ['nothing', {}, 0],
  ['what they have', { is_available: true, max_concurrent_appointments: 3 }, 0],
  ['other places', { max_concurrent_appointments: 2 }, 2],
  ['blocking', { is_available: false }, 2],
  ['another end', { end_time: '19:00:00' }, 2],
  ['the start of one', { start_time: '09:00:00' }, 1],
  ['another date', { date: '2030-12-17' }, 2],
])('a change is about the slots that it changes: %s', (_what, change, count) => {
  const plan = changePlan(stored, change);
  expect(plan.leaves).toHaveLength(count);
  expect(plan.comes).toHaveLength(count);
});
