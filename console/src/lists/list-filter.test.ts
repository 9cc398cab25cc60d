import { expect, test } from 'vitest';
import { changed, countFilters, filterOf, nextOrdering, SORTS, sortedBy } from './list-filter.ts';

test('a change of a filter shows the first page again', () => {
  expect(changed({ q: 'toyota', page: '3' }, { status: 'pending' })).toEqual({
    q: 'toyota',
    status: 'pending',
  });
});

test('an empty entry and the usual order leave the address', () => {
  const search = { q: 'toyota', ordering: SORTS.status[0] };
  expect(changed(search, { q: '', ordering: SORTS.when[0] })).toEqual({});
});

test('a page is kept in the filter that is asked for, in the usual order', () => {
  expect(filterOf({ page: '2' })).toEqual({ page: '2', ordering: SORTS.when[0] });
});

test('the search is no counted filter', () => {
  expect(countFilters({ q: 'a', status: 'pending', start_date: '2026-11-22' })).toBe(2);
});

test.each([
  { sort: 'when', ordering: undefined, is: 'descending', next: SORTS.when[1] },
  { sort: 'when', ordering: SORTS.when[1], is: 'ascending', next: SORTS.when[0] },
  { sort: 'status', ordering: undefined, is: undefined, next: SORTS.status[0] },
  { sort: 'status', ordering: SORTS.status[0], is: 'ascending', next: SORTS.status[1] },
] as const)('$sort heads a list ordered by $ordering', ({ sort, ordering, is, next }) => {
  expect(sortedBy(sort, ordering)).toBe(is);
  expect(nextOrdering(sort, ordering)).toBe(next);
});
