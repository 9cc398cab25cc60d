import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

test.each(['/board', '/board?date=2026-11-23&view=day', '/appointments/1#history'])(
  'whoever asked for %s gets there',
  (path) => {
    expect(returnPath(path)).toBe(path);
  },
);

test.each([
  undefined,
  '',
  '/',
  '/?x=1',
  'board',
  '/sign-in',
  '/sign-in/?to=%2Fboard',
  '//example.org/board',
  '/\\example.org',
  '/\t/example.org',
  '/.//example.org',
  'https://example.org/board',
  'javascript:alert(1)',
])('%j leads to the start', (path) => {
  expect(returnPath(path)).toBeUndefined();
});
