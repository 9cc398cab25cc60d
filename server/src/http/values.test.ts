import { expect, test } from 'vitest';
import { readDate, readTime, readUuid, uuidOf } from './values.ts';

const id = '6f0cabcd-1234-4abc-8def-0123456789ab';
const notUuid = 'Must be a valid UUID.';

test.each([
  { form: 'dashed', input: id },
  { form: 'undashed', input: '6f0cabcd12344abc8def0123456789ab' },
  { form: 'in braces', input: `{${id}}` },
  { form: 'as a URN', input: `urn:uuid:${id}` },
  { form: 'as a URN in upper case', input: `URN:UUID:${id.toUpperCase()}` },
  { form: 'in upper case', input: id.toUpperCase() },
  { form: 'undashed in upper case', input: '6F0CABCD12344ABC8DEF0123456789AB' },
])('a UUID $form is read as the lower-case dashed one', ({ input }) => {
  expect(readUuid(input)).toEqual({ value: id });
  expect(uuidOf(input)).toBe(id);
});

test.each([
  '',
  ' ',
  'x',
  '5',
  5,
  0,
  true,
  false,
  [id],
  { id },
  ` ${id}`,
  `${id} `,
  `${id}\n`,
  `{${id}`,
  `${id}}`,
  `{{${id}}}`,
  `urn:${id}`,
  id.slice(1),
  `${id}0`,
  id.replace('6', 'g'),
  '6f0cabcd-12344abc-8def-0123456789ab',
  '6f0cabcd--1234-4abc-8def-0123456789ab',
])('%j is no UUID', (input) => {
  expect(readUuid(input)).toEqual({ fault: notUuid });
});

const notDate = 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.';

test.each([
  { input: '2030-12-16', date: '2030-12-16' },
  { input: '2030-1-5', date: '2030-01-05' },
  { input: '2030-01-5', date: '2030-01-05' },
  { input: '20301216', date: '2030-12-16' },
  { input: '2028-02-29', date: '2028-02-29' },
  { input: '2000-02-29', date: '2000-02-29' },
  { input: '20280229', date: '2028-02-29' },
  { input: '0001-01-01', date: '0001-01-01' },
  { input: '0099-12-31', date: '0099-12-31' },
  { input: '9999-12-31', date: '9999-12-31' },
])('the date $input is read as $date', ({ input, date }) => {
  expect(readDate(input)).toEqual({ value: date });
});

test.each([
  '',
  '2031-03-03T00:00:00Z',
  '2031-03-03 00:00:00',
  20_301_216,
  true,
  [],
  {},
  '2030-02-30',
  '2030-02-29',
  '1900-02-29',
  '20300230',
  '2026-13-15',
  '2030-00-10',
  '2030-10-00',
  '2030-04-31',
  '0000-01-01',
  '00000101',
  '10000-01-01',
  '30-12-16',
  '2030/12/16',
  '16.12.2030',
  '2030-12',
  '2030-1-05-1',
  '203012',
  ' 2030-12-16',
  '2030-12-16\n',
  '-2030-12-16',
  '２０３０-12-16',
])('%j is no date', (input) => {
  expect(readDate(input)).toEqual({ fault: notDate });
});

const notTime = 'Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].';

test.each([
  { input: '10:00', time: '10:00:00' },
  { input: '09:00', time: '09:00:00' },
  { input: '9:05', time: '09:05:00' },
  { input: '1000', time: '10:00:00' },
  { input: '100030', time: '10:00:30' },
  { input: '10:00:00', time: '10:00:00' },
  { input: '10:00:00.1', time: '10:00:00.100000' },
  { input: '10:00:00.000000', time: '10:00:00' },
  { input: '10:00:00.000001', time: '10:00:00.000001' },
  { input: '10:00:00.123456', time: '10:00:00.123456' },
  { input: '10:00Z', time: '10:00:00' },
  { input: '10:00:00Z', time: '10:00:00' },
  { input: '10:00:00.1Z', time: '10:00:00.100000' },
  { input: '10:00+05:30', time: '10:00:00' },
  { input: '10:00:00-08:00', time: '10:00:00' },
  { input: '10:00:00+0530', time: '10:00:00' },
  { input: '10:00:00+05', time: '10:00:00' },
  { input: '1000Z', time: '10:00:00' },
  { input: '00:00', time: '00:00:00' },
  { input: '23:59:59.999999', time: '23:59:59.999999' },
])('the time $input is read as $time', ({ input, time }) => {
  expect(readTime(input)).toEqual({ value: time });
});

test.each([
  '',
  '9',
  '25:00',
  '24:00',
  '24:00:00',
  '10:60',
  '23:59:60',
  '10:00 AM',
  '10:00 Z',
  '10',
  '100',
  '10:',
  ':30',
  '10:00:',
  '10:00:00.',
  '10.30',
  '-1:00',
  'noon',
  '2030-12-16T10:00:00',
  ' 10:00',
  '10:00\n',
  '１０:００',
  1000,
  10.5,
  true,
  [],
  {},
])('%j is no time', (input) => {
  expect(readTime(input)).toEqual({ fault: notTime });
});
