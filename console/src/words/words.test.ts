import { expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { preferredLanguage } from './languages.ts';

/** Every word with its path, such as `common.statuses.pending`. */
function wordsOf(catalogue: object, path = ''): Map<string, unknown> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]): [string, unknown][] => {
      const here = path === '' ? key : `${path}.${key}`;
      return typeof value === 'object' ? [...wordsOf(value, here)] : [[here, value]];
    }),
  );
}

const english = wordsOf(en);
const german = wordsOf(de);

test('German has every word that English has, and no other', () => {
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  expect(english.size).toBeGreaterThan(100);
});

test.each([
  ['English', english],
  ['German', german],
])('no word of %s is empty or of another kind', (_, words) => {
  for (const [path, word] of words) {
    if (typeof word === 'function') continue;
    expect(word, path).toEqual(expect.any(String));
    expect((word as string).trim(), path).not.toBe('');
  }
});

test('a phrase takes the same values in both languages', () => {
  for (const [path, phrase] of english)
    if (typeof phrase === 'function')
      expect((german.get(path) as typeof phrase).length, path).toBe(phrase.length);
});

test.each([
  [['de-AT', 'en'], 'de'],
  [['fr-FR', 'de'], 'de'],
  [['si-LK', 'en-US'], 'en'],
  [['fr'], 'en'],
  [[], 'en'],
])('a browser that asks for %j gets %s', (wanted, language) => {
  expect(preferredLanguage(wanted)).toBe(language);
});
