import type { ChangeEvent } from '@servease/appointment-sdk/changes';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lateStartAsReset } from './late-start.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const READY: ChangeEvent = { event: 'ready' };
const RESET: ChangeEvent = { event: 'reset' };

test('a stream that begins with the first reads has missed nothing', () => {
  const told = lateStartAsReset();
  vi.advanceTimersByTime(1_500);
  expect(told(READY)).toEqual(READY);
});

test('a first beginning that is late has everything read anew', () => {
  const told = lateStartAsReset();
  vi.advanceTimersByTime(1_501);
  expect(told(READY)).toEqual(RESET);
});

test.each([0, 60_000])('a stream that comes back is believed, first begun after %d ms', (ms) => {
  const told = lateStartAsReset();
  vi.advanceTimersByTime(ms);
  told(READY);
  vi.advanceTimersByTime(3_600_000);
  expect(told(READY)).toEqual(READY);
});

test('what else is told stays as it is', () => {
  const told = lateStartAsReset();
  vi.advanceTimersByTime(60_000);
  const slots: ChangeEvent = { event: 'time_slots', dates: ['2026-11-23'] };
  expect([slots, RESET].map(told)).toEqual([slots, RESET]);
  // Only a beginning can be late.
  expect(told(READY)).toEqual(RESET);
});

test('each screen that is opened has its own beginning', () => {
  const before = lateStartAsReset();
  before(READY);
  vi.advanceTimersByTime(60_000);
  const after = lateStartAsReset();
  vi.advanceTimersByTime(60_000);
  expect(before(READY)).toEqual(READY);
  expect(after(READY)).toEqual(RESET);
});
