import { expect, test } from 'vitest';
import { changedSlot, coversTime, settleSlot, touchesHours } from './settle-slot.rules.ts';
import type { SlotChange, TimeSlot } from './time-slot.ts';

const hours = { date: '2030-12-16', start_time: '10:00:00', end_time: '11:00:00' };
const stored: TimeSlot = {
  id: '6f0cabcd-1234-4abc-8def-0123456789ab',
  ...hours,
  is_available: false,
  max_concurrent_appointments: 7,
};

test.each([
  { asked: {}, settled: { is_available: true, max_concurrent_appointments: 3 } },
  {
    asked: { is_available: undefined, max_concurrent_appointments: undefined },
    settled: { is_available: true, max_concurrent_appointments: 3 },
  },
  {
    asked: { is_available: false },
    settled: { is_available: false, max_concurrent_appointments: 3 },
  },
  {
    asked: { max_concurrent_appointments: 0 },
    settled: { is_available: true, max_concurrent_appointments: 0 },
  },
])('a new slot with $asked becomes $settled', ({ asked, settled }) => {
  expect(settleSlot({ ...hours, ...asked }, 3)).toEqual({ ...hours, ...settled });
});

test.each<{ change: SlotChange; hours: boolean }>([
  { change: {}, hours: false },
  { change: { date: '2030-12-17' }, hours: false },
  { change: { start_time: '09:00:00' }, hours: true },
  { change: { end_time: '12:00:00' }, hours: true },
  { change: { is_available: true }, hours: false },
  { change: { max_concurrent_appointments: 0 }, hours: false },
  { change: { ...hours, is_available: true, max_concurrent_appointments: 1 }, hours: true },
])('the change $change keeps the rest', ({ change, hours: touched }) => {
  expect(changedSlot(stored, change)).toEqual({ ...stored, ...change });
  expect(touchesHours(change)).toBe(touched);
});

test('what a change names without a value stays', () => {
  expect(changedSlot(stored, { date: undefined, is_available: undefined })).toEqual(stored);
});

test.each([
  { from: '10:00:00', to: '11:00:00', covers: true },
  { from: '10:00:00', to: '10:00:01', covers: true },
  { from: '10:00:00', to: '10:00:00', covers: false },
  { from: '11:00:00', to: '10:00:00', covers: false },
  { from: '23:00:00', to: '00:00:00', covers: false },
  { from: '00:00:00', to: '23:59:00', covers: true },
  { from: '23:59:00', to: '23:59:00', covers: true },
  { from: '23:59:30', to: '23:59:00', covers: true },
  { from: '23:59:00', to: '23:58:00', covers: false },
])('a slot from $from to $to covers time: $covers', ({ from, to, covers }) => {
  expect(coversTime({ ...hours, start_time: from, end_time: to })).toBe(covers);
});
