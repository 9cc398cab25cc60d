import { expect, test } from 'vitest';
import { readInteger, readMoney } from './values.ts';

const INT_MIN = -2_147_483_648;
const INT_MAX = 2_147_483_647;
/** A JSON number that no double holds arrives as this. */
const BEYOND_DOUBLES: number = JSON.parse('1e400');
const notInteger = 'A valid integer is required.';

test.each([
  { input: 60, number: 60 },
  { input: '60', number: 60 },
  { input: ' 60 ', number: 60 },
  { input: 2.0, number: 2 },
  { input: '60.0', number: 60 },
  { input: '60.000', number: 60 },
  { input: '60.', number: 60 },
  { input: '007', number: 7 },
  { input: '+5', number: 5 },
  { input: -5, number: -5 },
  { input: '-5', number: -5 },
  { input: '-0', number: 0 },
  { input: -0, number: 0 },
  { input: INT_MAX, number: INT_MAX },
  { input: String(INT_MIN), number: INT_MIN },
])('$input is read as the integer $number', ({ input, number }) => {
  expect(readInteger(input, INT_MIN, INT_MAX)).toEqual({ value: number });
});

test.each([
  '',
  ' ',
  'abc',
  true,
  false,
  1.5,
  '1.5',
  '60.01',
  '1e3',
  1e21,
  BEYOND_DOUBLES,
  Number.NaN,
  '0x10',
  '1_000',
  '1,000',
  '--5',
  '5 5',
  '٥',
  [5],
  {},
])('%j is no integer', (input) => {
  expect(readInteger(input, INT_MIN, INT_MAX)).toEqual({ fault: notInteger });
});

test.each([
  { input: 2_147_483_648, fault: 'Ensure this value is less than or equal to 2147483647.' },
  { input: '9'.repeat(400), fault: 'Ensure this value is less than or equal to 2147483647.' },
  { input: -2_147_483_649, fault: 'Ensure this value is greater than or equal to -2147483648.' },
  { input: 1441, fault: 'Ensure this value is less than or equal to 1440.' },
  { input: INT_MAX, fault: 'Ensure this value is less than or equal to 1440.' },
  { input: 0, fault: 'Ensure this value is greater than or equal to 1.' },
  { input: '-5', fault: 'Ensure this value is greater than or equal to 1.' },
])('$input is outside a range of 1 to 1440: $fault', ({ input, fault }) => {
  expect(readInteger(input, 1, 1440)).toEqual({ fault });
});

test.each([1, 1440, '1', '1440.0'])('%j is inside a range of 1 to 1440', (input) => {
  expect(readInteger(input, 1, 1440)).toEqual({ value: Number(input) });
});

const NOT_A_NUMBER = 'A valid number is required.';
const DECIMALS = 'Ensure that there are no more than 2 decimal places.';
const DIGITS = 'Ensure that there are no more than 10 digits in total.';
const WHOLE_DIGITS = 'Ensure that there are no more than 8 digits before the decimal point.';
const NEGATIVE = 'Ensure this value is greater than or equal to 0.';

test.each([
  { input: '', amount: null },
  { input: '1e3', amount: '1000.00' },
  { input: '1E3', amount: '1000.00' },
  { input: '1e+3', amount: '1000.00' },
  { input: '1.5e1', amount: '15.00' },
  { input: '1.50e1', amount: '15.00' },
  { input: '1e-2', amount: '0.01' },
  { input: 120, amount: '120.00' },
  { input: 120.5, amount: '120.50' },
  { input: '120', amount: '120.00' },
  { input: '120.5', amount: '120.50' },
  { input: '120.50', amount: '120.50' },
  { input: ' 120.50 ', amount: '120.50' },
  { input: '0', amount: '0.00' },
  { input: 0, amount: '0.00' },
  { input: '-0', amount: '0.00' },
  { input: -0, amount: '0.00' },
  { input: '-0.00', amount: '0.00' },
  { input: '0.01', amount: '0.01' },
  { input: '.5', amount: '0.50' },
  { input: '5.', amount: '5.00' },
  { input: '+5', amount: '5.00' },
  { input: '007.10', amount: '7.10' },
  { input: '000000000000001.00', amount: '1.00' },
  { input: '99999999.99', amount: '99999999.99' },
  { input: 99999999.99, amount: '99999999.99' },
  { input: '1.15', amount: '1.15' },
  { input: 1.005e2, amount: '100.50' },
  { input: '4.35', amount: '4.35' },
])('the amount $input is read as $amount', ({ input, amount }) => {
  expect(readMoney(input)).toEqual({ value: amount });
});

test.each([
  { input: 'abc', fault: NOT_A_NUMBER },
  { input: '12,50', fault: NOT_A_NUMBER },
  { input: '1 000', fault: NOT_A_NUMBER },
  { input: '1_000', fault: NOT_A_NUMBER },
  { input: '$5', fault: NOT_A_NUMBER },
  { input: '-', fault: NOT_A_NUMBER },
  { input: '.', fault: NOT_A_NUMBER },
  { input: 'e3', fault: NOT_A_NUMBER },
  { input: '1e', fault: NOT_A_NUMBER },
  { input: '0x10', fault: NOT_A_NUMBER },
  { input: 'NaN', fault: NOT_A_NUMBER },
  { input: 'Infinity', fault: NOT_A_NUMBER },
  { input: '-inf', fault: NOT_A_NUMBER },
  { input: BEYOND_DOUBLES, fault: NOT_A_NUMBER },
  { input: Number.NaN, fault: NOT_A_NUMBER },
  { input: true, fault: NOT_A_NUMBER },
  { input: false, fault: NOT_A_NUMBER },
  { input: [], fault: NOT_A_NUMBER },
  { input: {}, fault: NOT_A_NUMBER },
  { input: '12.555', fault: DECIMALS },
  { input: 12.555, fault: DECIMALS },
  { input: '0.001', fault: DECIMALS },
  { input: '1.000', fault: DECIMALS },
  { input: '1e-3', fault: DECIMALS },
  { input: 1e-7, fault: DECIMALS },
  { input: '12345678901', fault: DIGITS },
  { input: '123456789.01', fault: DIGITS },
  { input: '1e10', fault: DIGITS },
  { input: '1e400', fault: DIGITS },
  { input: '1e9999', fault: DIGITS },
  { input: 1e21, fault: DIGITS },
  { input: 0.1 + 0.2, fault: DIGITS },
  { input: '123456789', fault: WHOLE_DIGITS },
  { input: '123456789.1', fault: WHOLE_DIGITS },
  { input: '1e8', fault: WHOLE_DIGITS },
  { input: 100_000_000, fault: WHOLE_DIGITS },
  { input: '-1', fault: NEGATIVE },
  { input: -0.01, fault: NEGATIVE },
  { input: '-99999999.99', fault: NEGATIVE },
])('the amount $input is refused: $fault', ({ input, fault }) => {
  expect(readMoney(input)).toEqual({ fault });
});

test('every amount of cents up to two hundred keeps its digits', () => {
  for (let cents = 0; cents <= 20_000; cents += 1) {
    const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
    if (JSON.stringify(readMoney(text)) !== JSON.stringify({ value: text }))
      expect(readMoney(text)).toEqual({ value: text });
    if (JSON.stringify(readMoney(Number(text))) !== JSON.stringify({ value: text }))
      expect(readMoney(Number(text))).toEqual({ value: text });
  }
});
