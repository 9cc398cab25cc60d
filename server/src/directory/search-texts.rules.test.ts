import { expect, test } from 'vitest';
import { patternsOf, searchedName, searchedPlate } from './search-texts.rules.ts';

test.each([
  ['Ada Lovelace', 'ada lovelace'],
  ['  Mateo   GARCÍA ', 'mateo garcia'],
  ['Mei-Ling Chen', 'mei-ling chen'],
  ['Ｆｕｌｌ', 'full'],
  ['Straße', 'straße'],
  // The marks of these scripts are vowels, not accents.
  ['කමල්', 'කමල්'],
  ['தமிழ்', 'தமிழ்'],
])('the name %j is compared as %j', (name, searched) => {
  expect(searchedName(name)).toBe(searched.normalize('NFKD'));
});

test.each([
  ['CAB-1234', 'cab1234'],
  ['cab 1234', 'cab1234'],
  ['WP CAB – 1234', 'wpcab1234'],
  ['-', ''],
  [' ', ''],
])('the plate %j is compared as %j', (plate, searched) => {
  expect(searchedPlate(plate)).toBe(searched);
});

test.each([
  ['love', { name: '%love%', plate: '%love%' }],
  ['AB-12 3', { name: '%ab-12 3%', plate: '%ab123%' }],
  ['100%', { name: '%100\\%%', plate: '%100\\%%' }],
  ['a_b\\c', { name: '%a\\_b\\\\c%', plate: '%a\\_b\\\\c%' }],
  // Nothing is left of it in a plate, and nothing is part of every plate.
  ['-', { name: '%-%', plate: null }],
  ['  ', { name: null, plate: null }],
])('%j is looked for as %j', (typed, patterns) => {
  expect(patternsOf(typed)).toEqual(patterns);
});
