import { expect, test } from 'vitest';
import { readChoice, readText } from './values.ts';

test.each([
  { input: 'Oil and filter', text: 'Oil and filter' },
  { input: '  both ends \t\n', text: 'both ends' },
  { input: 'in  between', text: 'in  between' },
  { input: 'two\nlines', text: 'two\nlines' },
  { input: '', text: '' },
  { input: '   ', text: '' },
  { input: 5, text: '5' },
  { input: 1.5, text: '1.5' },
  { input: 0, text: '0' },
  { input: 'ආයුබෝවන් 🚗', text: 'ආයුබෝවන් 🚗' },
  { input: '\u0001', text: '\u0001' },
])('the text $input is read as $text', ({ input, text }) => {
  expect(readText(input, 100)).toEqual({ value: text });
});

const notText = 'Not a valid string.';

test.each([
  ['true', { input: true, fault: notText }],
  ['false', { input: false, fault: notText }],
  ['an object', { input: {}, fault: notText }],
  ['a list', { input: [], fault: notText }],
  ['a list of texts', { input: ['a'], fault: notText }],
  ['a NUL inside', { input: 'a\0b', fault: 'Null characters are not allowed.' }],
  ['a NUL alone', { input: '\0', fault: 'Null characters are not allowed.' }],
  [
    'a lone high surrogate',
    { input: 'a\ud83db', fault: 'Surrogate characters are not allowed: U+D83D.' },
  ],
  [
    'a lone low surrogate',
    { input: '\udc00', fault: 'Surrogate characters are not allowed: U+DC00.' },
  ],
  [
    'six characters',
    { input: 'abcdef', fault: 'Ensure this field has no more than 5 characters.' },
  ],
  [
    'six emoji',
    { input: '🚗'.repeat(6), fault: 'Ensure this field has no more than 5 characters.' },
  ],
  [
    'a number of six',
    { input: 123_456, fault: 'Ensure this field has no more than 5 characters.' },
  ],
])('%s is refused where five characters of text are allowed', (_, { input, fault }) => {
  expect(readText(input, 5)).toEqual({ fault });
});

test.each([
  ['five letters', { input: 'abcde' }],
  ['five emoji of ten units', { input: '🚗'.repeat(5) }],
])('%s are five characters', (_, { input }) => {
  expect(readText(input, 5)).toEqual({ value: input });
});

test('blanks at the ends do not count as characters', () => {
  expect(readText('   abcde   ', 5)).toEqual({ value: 'abcde' });
});

const kinds = ['repair', 'inspection'] as const;

test.each(kinds)('the choice %s is read as itself', (kind) => {
  expect(readChoice(kind, kinds)).toEqual({ value: kind });
});

test.each([
  { input: 'foo', shown: 'foo' },
  { input: '', shown: '' },
  { input: 'Repair', shown: 'Repair' },
  { input: ' repair', shown: ' repair' },
  { input: 5, shown: '5' },
])('the choice $shown is refused with its echo', ({ input, shown }) => {
  expect(readChoice(input, kinds)).toEqual({ fault: `"${shown}" is not a valid choice.` });
});

test.each([[['repair']], [{}], [true]])('the choice %j is refused', (input) => {
  expect(readChoice(input, kinds)).toEqual({
    fault: expect.stringMatching(/^".*" is not a valid choice\.$/),
  });
});
