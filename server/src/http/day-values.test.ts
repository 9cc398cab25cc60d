import { expect, test } from 'vitest';
import { readDay } from './values.ts';

test.each([
  '2031-04-14',
  '20310414',
  '2031-4-14',
  '2031-04-14T00:00:00',
  '2031-04-14 23:59',
  '2031-04-14T10:00:00.123Z',
  '2031-04-14T10:00:00+05:30',
  '2031-04-14T10:00',
])('%s is read as its date', (input) => {
  expect(readDay(input)).toEqual({ value: '2031-04-14' });
});

test.each([
  ...['', 'tomorrow', '2031-02-30', '2031-02-30T10:00:00', '2031-13-01', '14.04.2031'],
  ...['2031-04-14T', '2031-04-14T25:00:00', '2031-04-14 noon', '2031-04-14T10:00 T10:00'],
  ...['T10:00:00', ' 2031-04-14', '2031-04-14\n', '2031-04-14X10:00'],
  ...[20310414, 0, true, null, [], {}],
])('%j is no date', (input) => {
  expect(readDay(input)).toEqual({
    fault: 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.',
  });
});
