import { expect, test } from 'vitest';
import { durationText, timeUntil } from './time-texts.rules.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  { seconds: -DAY, text: 'Past due' },
  { seconds: -1, text: 'Past due' },
  { seconds: -0.001, text: 'Past due' },
  { seconds: 0, text: '0 minute' },
  { seconds: 59.999, text: '0 minute' },
  { seconds: MINUTE, text: '1 minute' },
  { seconds: 2 * MINUTE - 1, text: '1 minute' },
  { seconds: 2 * MINUTE, text: '2 minutes' },
  { seconds: HOUR - 1, text: '59 minutes' },
  { seconds: HOUR, text: '1 hour' },
  { seconds: 2 * HOUR - 1, text: '1 hour' },
  { seconds: 2 * HOUR, text: '2 hours' },
  { seconds: DAY - 1, text: '23 hours' },
  { seconds: DAY, text: '1 day' },
  { seconds: 2 * DAY - 1, text: '1 day' },
  { seconds: 5 * DAY + 23 * HOUR, text: '5 days' },
  { seconds: 400 * DAY, text: '400 days' },
])('an appointment in $seconds seconds is due in $text', ({ seconds, text }) => {
  expect(timeUntil(seconds)).toBe(text);
});

test.each([
  { seconds: 0, text: '00:00:00' },
  { seconds: -1, text: '00:00:00' },
  { seconds: -360_061, text: '00:00:00' },
  { seconds: 1, text: '00:00:01' },
  { seconds: 59, text: '00:00:59' },
  { seconds: 60, text: '00:01:00' },
  { seconds: 3_599, text: '00:59:59' },
  { seconds: 3_600, text: '01:00:00' },
  { seconds: 5_400, text: '01:30:00' },
  { seconds: 86_399, text: '23:59:59' },
  { seconds: 86_400, text: '24:00:00' },
  { seconds: 360_061, text: '100:01:01' },
  { seconds: 2_147_483_647, text: '596523:14:07' },
])('$seconds seconds of work are written $text', ({ seconds, text }) => {
  expect(durationText(seconds)).toBe(text);
});
