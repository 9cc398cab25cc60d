import { expect, test } from 'vitest';
import { entityTag, versionOf } from './api.ts';

test.each<[string | null, number | undefined]>([
  ['"7"', 7],
  ['"1234567"', 1_234_567],
  // As a gateway that compresses leaves it.
  ['W/"7"', 7],
  [null, undefined],
  ['', undefined],
  ['7', undefined],
  ['""', undefined],
  ['w/"7"', undefined],
  ['"7-gzip"', undefined],
  ['"-7"', undefined],
  ['"7", "8"', undefined],
  ['"NaN"', undefined],
])('the version in %j is %j', (etag, version) => {
  expect(versionOf(etag)).toBe(version);
});

test('the tag that goes back is a strong one, for only that matches', () => {
  expect(entityTag(versionOf('W/"7"') ?? 0)).toBe('"7"');
});
