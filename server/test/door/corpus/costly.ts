import { API, type BadInput } from './bad-input.ts';

/** C08: requests that would be much work if they were taken at their word (contract 9.11). */

const range = (from: string, to: string): string => `start_date=${from}&end_date=${to}`;
const free = (query: string): Pick<BadInput, 'what' | 'method' | 'path'> => ({
  what: `free slots: ${query}`,
  method: 'GET',
  path: `${API}/appointments/available_slots/?${query}`,
});
const plan = (
  start_date: string,
  end_date: string,
): Pick<BadInput, 'what' | 'path' | 'payload'> => ({
  what: `slots from ${start_date} to ${end_date}`,
  path: `${API}/time-slots/bulk_create/`,
  payload: { start_date, end_date },
});
const wide = Array.from({ length: 20 }, (_, n) => `ordering=${'-'.repeat(n % 2)}status&page=last`);

export const COSTLY: readonly BadInput[] = [
  // 92 days are allowed, both ends counted.
  { ...free(range('2030-01-01', '2030-04-02')), status: 200 },
  ...(
    [
      ['2030-01-01', '2030-04-03'],
      ['2030-01-01', '2031-01-01'],
      ['2030-01-01', '2040-01-01'],
      ['2030-01-01', '9999-12-31'],
      ['0001-01-01', '9999-12-31'],
      ['0001-01-01', '2030-01-01'],
    ] as const
  ).flatMap(([from, to]): BadInput[] => [
    { ...free(range(from, to)), status: 400, fields: ['non_field_errors'] },
    { ...free(`${range(from, to)}&duration_minutes=1`), status: 400, fields: ['non_field_errors'] },
  ]),
  // 366 days are allowed, both ends counted.
  { ...plan('2031-01-01', '2032-01-01'), status: 201 },
  {
    ...plan('2031-01-01', '2032-01-01'),
    what: 'the same slots again',
    status: 201,
    answer: { count: 0 },
  },
  ...(
    [
      ['2031-01-01', '2032-01-02'],
      ['2030-01-01', '2130-01-01'],
      ['2030-01-01', '9999-12-31'],
      ['0001-01-01', '9999-12-31'],
      ['9999-12-31', '0001-01-01'],
      ['2030-12-17', '2030-12-16'],
    ] as const
  ).map(
    ([from, to]): BadInput => ({ ...plan(from, to), status: 400, fields: ['non_field_errors'] }),
  ),
  ...wide.map(
    (query, index): BadInput => ({
      what: `a wide list, ${index}: ${query}`,
      method: 'GET',
      path: `${API}/time-slots/?${query}`,
      status: 200,
    }),
  ),
  {
    what: 'a body of 64 KiB of unknown keys',
    path: `${API}/appointments/`,
    payload: Object.fromEntries(Array.from({ length: 6_000 }, (_, n) => [`k${n}`, n])),
    status: [400, 413],
    because: 'the text is about as long as a body may be',
  },
];
