import { expect, test } from 'vitest';
import { searchOf } from './search.rules.ts';

test.each([
  ['a8c2', 'a8c20000-0000-0000-0000-000000000000', 'a8c2ffff-ffff-ffff-ffff-ffffffffffff'],
  ['A8C27968-', 'a8c27968-0000-0000-0000-000000000000', 'a8c27968-ffff-ffff-ffff-ffffffffffff'],
  [' a8c27968d6 ', 'a8c27968-d600-0000-0000-000000000000', 'a8c27968-d6ff-ffff-ffff-ffffffffffff'],
  ['a8c27968-d6e', 'a8c27968-d6e0-0000-0000-000000000000', 'a8c27968-d6ef-ffff-ffff-ffffffffffff'],
  [
    'a8c27968-d6eb-44c2-8058-f4aa75a48a31',
    'a8c27968-d6eb-44c2-8058-f4aa75a48a31',
    'a8c27968-d6eb-44c2-8058-f4aa75a48a31',
  ],
])('%j may be how an id begins', (typed, first, last) => {
  expect(searchOf(typed)?.ids).toEqual({ first, last });
});

test.each(['abc', 'a8c-2', 'a8c2-7968', 'xyz1', 'a8c2 7968', `${'a'.repeat(33)}`, '----'])(
  '%j is no beginning of an id',
  (typed) => {
    expect(searchOf(typed)).toMatchObject({ ids: null });
  },
);

test.each([undefined, '', '   '])('%j is no search', (typed) => {
  expect(searchOf(typed)).toBeUndefined();
});
