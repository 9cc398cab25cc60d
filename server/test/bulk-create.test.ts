import { expect, test } from 'vitest';
import { slotsOf, storedHours, storedSlot } from './support/slots.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld();

const BULK = '/time-slots/bulk_create/';
const WRONG_DATE = ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'];
const MISSING = { error: 'start_date and end_date are required' };

async function plan(body: unknown) {
  const answer = await world.employee.post(BULK, body);
  return [answer.status, answer.body];
}

const created = (count: number) => [201, { message: `Created ${count} time slots`, count }];

test('the exchanges recorded from the service before', async () => {
  const range = { start_date: '2031-04-14', end_date: '2031-04-16' };
  expect(await plan({})).toEqual([400, MISSING]);
  expect(await plan(range)).toEqual(created(24));
  expect(await plan(range)).toEqual(created(0));

  const { body } = await slotsOf(world.employee).list('?start_date=2031-04-14&ordering=date');
  expect(body.count).toBe(24);
  expect(body.results[0]).toMatchObject({
    date: '2031-04-14',
    is_available: true,
    max_concurrent_appointments: 3,
    available_capacity: 3,
  });
});

test.each([
  { what: 'a weekend gets nothing', from: '2031-05-03', to: '2031-05-04', count: 0 },
  { what: 'a week gets five days', from: '2031-05-05', to: '2031-05-11', count: 40 },
  { what: 'one day', from: '2031-05-12', to: '2031-05-12', count: 8 },
  { what: 'a time part', from: '2031-05-13T22:00:00.000Z', to: '2031-05-14 08:00', count: 16 },
])('$what: $from to $to', async ({ from, to, count }) => {
  expect(await plan({ start_date: from, end_date: to })).toEqual(created(count));
});

test('what is there already stays as it is, whatever its hours', async () => {
  const date = '2031-06-02';
  await storedSlot(world, { date, from: '09:00', to: '12:00' }, 1);
  await storedSlot(world, { date, from: '16:30', to: '17:30' }, 1);
  expect(await plan({ start_date: date, end_date: date })).toEqual(created(7));
  const { body } = await slotsOf(world.employee).list(`?start_date=${date}&end_date=${date}`);
  expect(body.results.map((slot) => [slot.start_time, slot.max_concurrent_appointments])).toEqual([
    ['09:00:00', 1],
    ...[10, 11, 12, 13, 14, 15, 16].map((hour) => [`${hour}:00:00`, 3]),
    ['16:30:00', 1],
  ]);
});

test('the longest range is created at once', async () => {
  expect(await plan({ start_date: '2032-01-01', end_date: '2032-12-31' })).toEqual(
    created(262 * 8),
  );
});

test.each([
  ['no body', undefined, MISSING],
  ['no end', { start_date: '2031-07-01' }, MISSING],
  ['no start', { end_date: '2031-07-01' }, MISSING],
  ['a null', { start_date: null, end_date: '2031-07-01' }, MISSING],
  ['an empty text', { start_date: '2031-07-01', end_date: '' }, MISSING],
  ['one missing, one wrong', { start_date: 'soon' }, MISSING],
  [
    'two wrong dates',
    { start_date: '2031-02-30', end_date: 20310701 },
    { start_date: WRONG_DATE, end_date: WRONG_DATE },
  ],
  [
    'a wrong time part',
    { start_date: '2031-07-01Tnoon', end_date: '2031-07-01' },
    { start_date: WRONG_DATE },
  ],
  [
    'a range turned round',
    { start_date: '2031-07-02', end_date: '2031-07-01' },
    { non_field_errors: ['end_date must be after start_date'] },
  ],
  [
    '367 days',
    { start_date: '2032-01-01', end_date: '2033-01-01' },
    { non_field_errors: ['The range may span at most 366 days'] },
  ],
  [
    'ten thousand years',
    { start_date: '0001-01-01', end_date: '9999-12-31' },
    { non_field_errors: ['The range may span at most 366 days'] },
  ],
  ['a list', [], { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
])('%s is refused', async (_what, body, refusal) => {
  expect(await plan(body)).toEqual([400, refusal]);
});

test('broken JSON is told as such', async () => {
  const answer = await world.employee.request<{ detail: string }>({
    method: 'POST',
    url: `/api/v1${BULK}`,
    headers: { 'content-type': 'application/json' },
    payload: '{',
  });
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toMatch(/^JSON parse error - /);
});

test('a caller that asks for problem details gets a code', async () => {
  const ask = (payload: object) =>
    world.employee.request<{ code: string }>({
      method: 'POST',
      url: `/api/v1${BULK}`,
      headers: { accept: 'application/problem+json' },
      payload,
    });
  const reversed = { start_date: '2031-07-02', end_date: '2031-07-01' };
  expect((await ask({})).body.code).toBe('parameters_missing');
  expect((await ask(reversed)).body.code).toBe('range_reversed');
});

test('hours and places come from the settings; the last hour ends at 23:59', async () => {
  const { world: late, close } = await openWorld({
    business: { opensAt: 22, closesAt: 24, defaultPlaces: 5 },
  });
  try {
    const range = { start_date: '2031-04-14', end_date: '2031-04-14' };
    const answer = await late.admin.post(BULK, range);
    expect(answer.body).toEqual({ message: 'Created 2 time slots', count: 2 });
    expect(await storedHours(late)).toEqual(['2031-04-14 22:00-23:00', '2031-04-14 23:00-23:59']);
    const { body } = await slotsOf(late.admin).list();
    expect(body.results.map((slot) => slot.available_capacity)).toEqual([5, 5]);
  } finally {
    await close();
  }
});
