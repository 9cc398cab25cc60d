import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPEN_TRAPS, TRAPS } from './contract/coverage.ts';
import type { Place } from './contract/places.ts';
import { SECTIONS } from './contract/section-coverage.ts';

const SERVER = join(import.meta.dirname, '..');

/** What `test`, `describe` and their `each` are given as a name: the first argument of a call. */
const NAME = /\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`]*)`)\s*,/g;

const known = new Map<string, ReadonlySet<string>>();

/** The names of the tests and groups of a file. */
function namesIn(file: string): ReadonlySet<string> {
  const names =
    known.get(file) ??
    new Set(
      [...readFileSync(join(SERVER, file), 'utf8').matchAll(NAME)].map(([, single, double, back]) =>
        (single ?? double ?? back ?? '').replace(/\\(.)/g, '$1'),
      ),
    );
  known.set(file, names);
  return names;
}

const missing = (places: readonly Place[]): Place[] =>
  places.filter(([file, name]) => !namesIn(file).has(name));

describe('every trap of the contract has a test', () => {
  test.each(Object.entries(TRAPS))('trap %s', (_number, places) => {
    expect(places).not.toEqual([]);
    expect(missing(places)).toEqual([]);
  });

  test('none of the forty-eight is forgotten', () => {
    const all = [...Object.keys(TRAPS).map(Number), ...OPEN_TRAPS].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 48 }, (_, index) => index + 1));
  });
});

describe('every section of the contract that says what is on the wire has its tests', () => {
  test.each(Object.entries(SECTIONS))('section %s', (_number, places) => {
    expect(missing(places)).toEqual([]);
  });

  test('none is forgotten', () => {
    const first = Array.from({ length: 9 }, (_, index) => `1.${index + 1}`);
    const second = Array.from({ length: 8 }, (_, index) => `2.${index + 1}`);
    expect(Object.keys(SECTIONS)).toEqual([...first, ...second]);
  });
});

test('a name that is in no test of its file is noticed', () => {
  const [file] = TRAPS[1]?.[0] ?? [''];
  expect(missing([[file, 'a test that nobody wrote']])).toHaveLength(1);
});
