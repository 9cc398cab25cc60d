import { expect, test } from 'vitest';
import { clockAheadMs } from './clock-ahead.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

test.each([
  ['right', '2026-11-22T18:45:10.700Z', 0],
  ['ten minutes slow', '2026-11-22T18:35:10.700Z', 10 * MINUTE],
  ['an hour fast', '2026-11-22T19:45:10.700Z', -60 * MINUTE],
  ['half a year slow', '2026-05-26T18:45:10.700Z', 180 * DAY],
])('a device whose clock is %s knows it', (_, device, ahead) => {
  const zone = 'America/New_York';
  expect(clockAheadMs('2026-11-22T13:45:10', Date.parse(device), zone)).toBe(ahead);
});

test('in the hour that comes twice a clock that is right is right', () => {
  for (const instant of ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'])
    expect(clockAheadMs('2026-11-01T01:30:00', Date.parse(instant), 'America/New_York')).toBe(0);
});
