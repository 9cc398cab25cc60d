import { expect, test } from 'vitest';
import { clockTime, duration, timeRange } from './format.ts';

test('what runs past midnight ends on the next morning, and shows no date', () => {
  const range = timeRange('23:30:00', 90);
  expect(range).toBe(`${clockTime('23:30:00')} – ${clockTime('01:00:00')}`);
  expect(range).not.toMatch(/2000|\/|\d{4}/);
  expect(timeRange('23:00:00', 60)).toBe(`${clockTime('23:00:00')} – ${clockTime('00:00:00')}`);
});

test('a range within a day has both of its ends', () => {
  expect(timeRange('10:30:00', 45)).toMatch(/10:30.*11:15/);
  expect(timeRange('09:15', 60)).toMatch(/9:15.*10:15/);
});

test('minutes are rounded before they become hours', () => {
  expect(duration(7_190 / 60)).toBe(duration(120));
  expect(duration(59.6)).toBe(duration(60));
  expect(duration(60)).not.toBe(duration(59));
  expect(duration(0)).toMatch(/^0/);
});
