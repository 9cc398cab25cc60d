import { expect, test } from 'vitest';
import { envelope, pageNumber, sortOf } from './paging.ts';

const PATH = '/api/v1/appointments/';

test.each([
  { asked: undefined, count: 0, page: 1 },
  { asked: undefined, count: 500, page: 1 },
  { asked: '1', count: 0, page: 1 },
  { asked: '1', count: 20, page: 1 },
  { asked: '2', count: 21, page: 2 },
  { asked: '2', count: 40, page: 2 },
  { asked: '3', count: 41, page: 3 },
  { asked: '02', count: 40, page: 2 },
  { asked: 'last', count: 0, page: 1 },
  { asked: 'last', count: 20, page: 1 },
  { asked: 'last', count: 21, page: 2 },
  { asked: 'last', count: 101, page: 6 },
])('page $asked of $count rows is page $page', ({ asked, count, page }) => {
  expect(pageNumber(asked, count)).toBe(page);
});

test.each([
  { asked: '0', count: 100 },
  { asked: '-1', count: 100 },
  { asked: '2', count: 0 },
  { asked: '2', count: 20 },
  { asked: '3', count: 40 },
  { asked: '9'.repeat(400), count: 100 },
  { asked: 'x', count: 100 },
  { asked: 'first', count: 100 },
  { asked: 'LAST', count: 100 },
  { asked: '1.5', count: 100 },
  { asked: '1e0', count: 100 },
  { asked: '0x1', count: 100 },
  { asked: '1;2', count: 100 },
  { asked: '٢', count: 100 },
])('page $asked of $count rows is not there', ({ asked, count }) => {
  expect(() => pageNumber(asked, count)).toThrowError(
    expect.objectContaining({ code: 'invalid_page', message: 'Invalid page.' }),
  );
});

/** The links of a page of 100 rows, asked for with this query. */
function links(query: string, number: number, count = 100) {
  const asked = { host: 'localhost:8005', originalUrl: `${PATH}${query}` };
  const { next, previous } = envelope(asked, { number, count, results: [] });
  return { next, previous };
}

test('the envelope has its four keys in order', () => {
  const page = envelope(
    { host: 'h', originalUrl: PATH },
    { number: 1, count: 2, results: ['a', 'b'] },
  );
  expect(JSON.stringify(page)).toBe('{"count":2,"next":null,"previous":null,"results":["a","b"]}');
});

test('an empty set is an envelope too', () => {
  const page = envelope({ host: 'h', originalUrl: PATH }, { number: 1, count: 0, results: [] });
  expect(JSON.stringify(page)).toBe('{"count":0,"next":null,"previous":null,"results":[]}');
});

test.each([
  ['the only page', { number: 1, count: 20, next: null, previous: null }],
  ['the first page', { number: 1, count: 21, next: '?page=2', previous: null }],
  ['the second of two pages', { number: 2, count: 40, next: null, previous: '' }],
  ['the second of three pages', { number: 2, count: 41, next: '?page=3', previous: '' }],
  ['the third of four pages', { number: 3, count: 61, next: '?page=4', previous: '?page=2' }],
  ['the last of five pages', { number: 5, count: 100, next: null, previous: '?page=4' }],
])('%s links to its neighbours', (_, { number, count, next, previous }) => {
  const base = `http://localhost:8005${PATH}`;
  expect(links(`?page=${number}`, number, count)).toEqual({
    next: next === null ? null : base + next,
    previous: previous === null ? null : base + previous,
  });
});

test('the link keeps the Host without a port', () => {
  const asked = { host: 'appointment-service', originalUrl: PATH };
  const { next } = envelope(asked, { number: 1, count: 21, results: [] });
  expect(next).toBe('http://appointment-service/api/v1/appointments/?page=2');
});

test.each([
  [
    'other parameters are kept, sorted by name',
    {
      query: '?status=pending&page=3&employee_id=x&_t=1',
      number: 3,
      next: '?_t=1&employee_id=x&page=4&status=pending',
      previous: '?_t=1&employee_id=x&page=2&status=pending',
    },
  ],
  [
    'the previous of page 2 has no page',
    {
      query: '?status=pending&page=2',
      number: 2,
      next: '?page=3&status=pending',
      previous: '?status=pending',
    },
  ],
  [
    'page=last becomes a number',
    {
      query: '?page=last&status=pending',
      number: 5,
      next: null,
      previous: '?page=4&status=pending',
    },
  ],
  [
    'values are percent-encoded',
    {
      query: '?ordering=-scheduled_date%2Cstatus&page=3&q=a%26b%3Dc%20%C3%A9',
      number: 3,
      next: '?ordering=-scheduled_date%2Cstatus&page=4&q=a%26b%3Dc+%C3%A9',
      previous: '?ordering=-scheduled_date%2Cstatus&page=2&q=a%26b%3Dc+%C3%A9',
    },
  ],
  [
    'empty values are kept',
    { query: '?status=&page=3', number: 3, next: '?page=4&status=', previous: '?page=2&status=' },
  ],
  [
    'repeated parameters are kept, repeated pages are not',
    {
      query: '?status=a&page=7&page=3&status=b',
      number: 3,
      next: '?page=4&status=a&status=b',
      previous: '?page=2&status=a&status=b',
    },
  ],
  [
    'a question mark in a value is kept',
    {
      query: '?q=a?b&page=3&status=pending',
      number: 3,
      next: '?page=4&q=a%3Fb&status=pending',
      previous: '?page=2&q=a%3Fb&status=pending',
    },
  ],
])('in links %s', (_, { query, number, next, previous }) => {
  const base = `http://localhost:8005${PATH}`;
  expect(links(query, number)).toEqual({
    next: next === null ? null : base + next,
    previous: base + previous,
  });
});

const allowed = ['id', 'status', 'scheduled_date'] as const;
const usual = [{ column: 'scheduled_date', direction: 'desc' }] as const;

test.each([
  { ordering: undefined, sorted: ['-scheduled_date'] },
  { ordering: '', sorted: ['-scheduled_date'] },
  { ordering: 'status', sorted: ['status'] },
  { ordering: '-status', sorted: ['-status'] },
  { ordering: 'status,-id', sorted: ['status', '-id'] },
  { ordering: ' status , -id ', sorted: ['status', '-id'] },
  { ordering: 'nothing,status', sorted: ['status'] },
  { ordering: 'nothing', sorted: ['-scheduled_date'] },
  { ordering: 'nothing,,-', sorted: ['-scheduled_date'] },
  { ordering: 'created_at', sorted: ['-scheduled_date'] },
  { ordering: 'Status', sorted: ['-scheduled_date'] },
  { ordering: 'id;drop table appointments', sorted: ['-scheduled_date'] },
  { ordering: '__proto__,constructor', sorted: ['-scheduled_date'] },
])('ordering=$ordering sorts by $sorted', ({ ordering, sorted }) => {
  const sort = sortOf(ordering, allowed, usual);
  expect(
    sort.map(({ column, direction }) => (direction === 'desc' ? `-${column}` : column)),
  ).toEqual(sorted);
});
