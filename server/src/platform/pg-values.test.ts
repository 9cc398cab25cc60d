import pg from 'pg';
import { expect, test } from 'vitest';
import { parsers } from './pg-values.ts';

const { BOOL, DATE, INT4, INT8, NUMERIC, TEXT, TIME, TIMESTAMPTZ, UUID } = pg.types.builtins;

function read(oid: number, text: string): unknown {
  return parsers(oid, 'text')(text);
}

test.each(['2030-12-16', '0001-01-01', '9999-12-31'])('the date %s stays text', (date) => {
  expect(read(DATE, date)).toBe(date);
});

test.each([
  { stored: '10:00:00', wire: '10:00:00' },
  { stored: '23:59:00', wire: '23:59:00' },
  { stored: '10:00:00.1', wire: '10:00:00.100000' },
  { stored: '10:00:00.000001', wire: '10:00:00.000001' },
  { stored: '10:00:00.123456', wire: '10:00:00.123456' },
])('the time $stored is $wire on the wire', ({ stored, wire }) => {
  expect(read(TIME, stored)).toBe(wire);
});

test.each([
  { stored: '2026-11-22 14:58:38.383671+00', wire: '2026-11-22T14:58:38.383671Z' },
  { stored: '2026-11-22 14:58:38.38+00', wire: '2026-11-22T14:58:38.380000Z' },
  { stored: '2026-11-22 14:58:38.000001+00', wire: '2026-11-22T14:58:38.000001Z' },
  { stored: '2026-11-22 14:58:38+00', wire: '2026-11-22T14:58:38Z' },
  { stored: '2026-11-22 14:58:38+00:00', wire: '2026-11-22T14:58:38Z' },
  { stored: '0099-01-01 00:00:00+00', wire: '0099-01-01T00:00:00Z' },
  { stored: '-infinity', wire: '-infinity' },
])('the timestamp $stored is $wire on the wire', ({ stored, wire }) => {
  expect(read(TIMESTAMPTZ, stored)).toBe(wire);
});

test('other types keep the parsers of the driver', () => {
  expect(read(BOOL, 't')).toBe(true);
  expect(read(INT4, '60')).toBe(60);
  expect(read(TEXT, '2026-11-22 14:58:38+00')).toBe('2026-11-22 14:58:38+00');
  expect(read(UUID, '6f0cabcd-1234-4abc-8def-0123456789ab')).toBe(
    '6f0cabcd-1234-4abc-8def-0123456789ab',
  );
});

test('amounts and big counts stay text, with all their digits', () => {
  expect(read(NUMERIC, '120.00')).toBe('120.00');
  expect(read(NUMERIC, '99999999.99')).toBe('99999999.99');
  expect(read(INT8, '9007199254740993')).toBe('9007199254740993');
});
