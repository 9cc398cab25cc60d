import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errors as german } from './de/errors.ts';
import { errors as english } from './en/errors.ts';

const document = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const [refusals = '', problems = ''] = document.split('\n## Problems\n');

/** The first cell of each row that names a code. */
function codesOf(text: string): string[] {
  return [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, code = '']) => code);
}

test('the document names codes and problems', () => {
  expect(codesOf(refusals)).toContain('precondition_failed');
  expect(codesOf(problems)).toContain('slot_full');
});

test.each([
  ['English', english],
  ['German', german],
])('every error that the service documents has words in %s', (_, words) => {
  expect(Object.keys(words.codes)).toEqual(expect.arrayContaining(codesOf(refusals)));
  expect(Object.keys(words.problems)).toEqual(expect.arrayContaining(codesOf(problems)));
});
