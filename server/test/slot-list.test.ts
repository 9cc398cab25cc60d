import pg from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { given } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { slotsOf, storedSlot } from './support/slots.ts';
import { openWorld, useWorld, type World } from './support/world.ts';

const world = useWorld();

const FULL = { non_field_errors: ['The selected time slot is fully booked'] };
const CLOSED = { non_field_errors: ['The selected time slot is not available'] };

const staff = () => slotsOf(world.employee);

/** `count` slots of a minute on a date. */
async function minutes(where: World, date: string, count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    const clock = (m: number) => `09:${String(m).padStart(2, '0')}`;
    await storedSlot(where, { date, from: clock(minute), to: clock(minute + 1) });
  }
}

describe('the list', () => {
  test.each([
    { query: '?start_date=2027-03-02&end_date=2027-03-02', dates: ['2027-03-02'] },
    { query: '?start_date=2027-03-02', dates: ['2027-03-02', '2027-03-03'] },
    { query: '?end_date=2027-03-02', dates: ['2027-03-01', '2027-03-02'] },
    { query: '?end_date=2027-02-28', dates: [] },
    { query: '?start_date=&end_date=', dates: ['2027-03-01', '2027-03-02', '2027-03-03'] },
    {
      query: '?ordering=-date&limit=1&page_size=1&search=x&date=2027-03-01',
      dates: ['2027-03-03', '2027-03-02', '2027-03-01'],
    },
    {
      query: '?ordering=available_capacity,nonsense',
      dates: ['2027-03-01', '2027-03-02', '2027-03-03'],
    },
  ])('filters and orders: $query', async ({ query, dates }) => {
    const { world: own, close } = await openWorld();
    try {
      for (const date of ['2027-03-03', '2027-03-01', '2027-03-02'])
        await storedSlot(own, { date, from: '10:00', to: '11:00' });
      const { body } = await slotsOf(own.employee).list(query);
      expect(body.results.map((slot) => slot.date)).toEqual(dates);
      expect(body.count).toBe(dates.length);
    } finally {
      await close();
    }
  });

  test('is in pages of twenty, with ties settled by id', async () => {
    await minutes(world, '2027-04-01', 45);
    const range = 'end_date=2027-04-01&ordering=-max_concurrent_appointments&start_date=2027-04-01';
    const pages = [];
    for (const page of [1, 2, 3]) pages.push((await staff().list(`?${range}&page=${page}`)).body);
    expect(pages.map(({ count, results }) => [count, results.length])).toEqual([
      [45, 20],
      [45, 20],
      [45, 5],
    ]);
    const ids = pages.flatMap(({ results }) => results.map((slot) => slot.id));
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(45);
    expect(nth(pages, 1).next).toMatch(
      new RegExp(`^http://[^/]+/api/v1/time-slots/\\?${range.replace('&start', '&page=3&start')}$`),
    );
    expect(nth(pages, 1).previous).not.toContain('page=');

    const usual = await staff().list('?start_date=2027-04-01&end_date=2027-04-01&page=last');
    expect(usual.body.results.map((slot) => slot.start_time.slice(0, 5))).toEqual([
      '09:40',
      '09:41',
      '09:42',
      '09:43',
      '09:44',
    ]);
  });

  test.each([
    { query: '?page=0', status: 404, body: { detail: 'Invalid page.' } },
    { query: '?page=x', status: 404, body: { detail: 'Invalid page.' } },
    { query: '?start_date=2099-01-01&page=2', status: 404, body: { detail: 'Invalid page.' } },
    {
      query: '?start_date=soon&end_date=2027-02-30',
      status: 400,
      body: {
        start_date: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
        end_date: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
      },
    },
  ])('$query is $status', async ({ query, status, body }) => {
    const answer = await staff().list(query);
    expect([answer.status, answer.body]).toEqual([status, body]);
  });

  test('asks the database as often for twenty slots as for one', async () => {
    await minutes(world, '2027-05-03', 1);
    await minutes(world, '2027-05-04', 20);
    await given(world).appointment({ scheduled_date: '2027-05-04', scheduled_time: '09:00' });
    const questions = vi.spyOn(pg.Client.prototype, 'query');
    const counts = [];
    for (const date of ['2027-05-03', '2027-05-04']) {
      questions.mockClear();
      const { body } = await staff().list(`?start_date=${date}&end_date=${date}`);
      counts.push([body.results.length, questions.mock.calls.length]);
    }
    questions.mockRestore();
    // The count, the page, the slots beside it, and what holds places there.
    expect(counts).toEqual([
      [1, 4],
      [20, 4],
    ]);
  });
});

describe('the places left', () => {
  test('count what overlaps, pending, confirmed or in progress, at its peak', async () => {
    const date = '2027-06-01';
    const id = await storedSlot(world, { date, from: '10:00', to: '11:00' });
    const jobs = [
      { scheduled_time: '09:30:00', duration_minutes: 45, status: 'confirmed' },
      { scheduled_time: '10:10:00', duration_minutes: 10, status: 'pending' },
      { scheduled_time: '10:30:00', duration_minutes: 90, status: 'in_progress' },
      { scheduled_time: '10:10:00', duration_minutes: 10, status: 'cancelled' },
      { scheduled_time: '11:00:00', duration_minutes: 60, status: 'pending' },
    ];
    for (const job of jobs) await given(world).appointment({ scheduled_date: date, ...job });
    expect((await staff().get(id)).body.available_capacity).toBe(1);
  });

  test('are the smallest limit where slots overlap, whatever page the other is on', async () => {
    const date = '2027-06-02';
    await minutes(world, date, 20);
    await storedSlot(world, { date, from: '09:19:30', to: '12:00' }, 1);
    const { body } = await staff().list(`?start_date=${date}&end_date=${date}`);
    expect(body.results.map((slot) => slot.available_capacity)).toEqual([
      ...Array.from({ length: 19 }, () => 3),
      1,
    ]);
  });

  test('are none in a slot that is blocked, adopted with a negative limit, or over before it starts', async () => {
    const date = '2027-06-03';
    await storedSlot(world, { date, from: '10:00', to: '11:00' }, -4);
    await storedSlot(world, { date, from: '13:00', to: '12:00' });
    await given(world).slot({ date, from: '14:00', to: '15:00', blocked: true });
    const { body } = await staff().list(`?start_date=${date}&end_date=${date}`);
    expect(body.results.map((slot) => slot.available_capacity)).toEqual([0, 0, 0]);
  });
});

describe('a slot with bookings', () => {
  let day = 0;

  test.each([
    { what: 'shrunk', change: { max_concurrent_appointments: 0 }, refusal: FULL },
    { what: 'blocked', change: { is_available: false }, refusal: CLOSED },
    { what: 'moved', change: { start_time: '10:30' }, refusal: CLOSED },
    { what: 'deleted', change: undefined, refusal: CLOSED },
  ])('can be $what: the bookings stay, nothing new fits', async ({ change, refusal }) => {
    day += 1;
    const date = `2027-07-0${day}`;
    const [first, second] = [nth(carOwners(world.people), 0), nth(carOwners(world.people), 1)];
    await storedSlot(world, { date, from: '15:00', to: '16:00' });
    const id = await storedSlot(world, { date, from: '10:00', to: '11:00' });
    const wish = { scheduled_date: date, scheduled_time: '10:00' };
    const booked = await world.as(first.person).book(first, wish);
    expect(booked.status).toBe(201);

    const answer =
      change === undefined ? await staff().remove(id) : await staff().change(id, change);
    expect(answer.status).toBe(change === undefined ? 204 : 200);

    const kept = await world.admin.get<{ status: string }>(`/appointments/${booked.body.id}/`);
    expect(kept.body.status).toBe('pending');
    const refused = await world.as(second.person).book(second, wish);
    expect([refused.status, refused.body]).toEqual([400, refusal]);
  });
});
