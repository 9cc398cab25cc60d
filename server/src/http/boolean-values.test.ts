import { expect, test } from 'vitest';
import { readBoolean } from './values.ts';

test.each([
  ...[true, 1, 1.0, 't', 'T', 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', '1'],
  ...['on', 'On', 'ON'],
])('%j means yes', (input) => {
  expect(readBoolean(input)).toEqual({ value: true });
});

test.each([
  ...[false, 0, -0, 'f', 'F', 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', '0'],
  ...['off', 'Off', 'OFF'],
])('%j means no', (input) => {
  expect(readBoolean(input)).toEqual({ value: false });
});

test.each([
  ...['', ' ', ' true', 'true ', 'tRUE', 'oN', 'yES', 'ja', 'none', 'null', 'truee', 'ttrue'],
  ...['2', '-1', '01', '1.0', 'é', 'true\n'],
  ...[2, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY],
  ...[[], [true], {}, { value: true }],
])('%j is no boolean', (input) => {
  expect(readBoolean(input)).toEqual({ fault: 'Must be a valid boolean.' });
});
