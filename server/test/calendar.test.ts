import { describe, expect, test } from 'vitest';
import type { AppointmentListItem } from '../src/appointments/appointments.schemas.ts';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { type GivenSlot, given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { RANGE_REFUSALS } from './support/range-refusals.ts';
import { readsDuring } from './support/statements.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);

interface Hour {
  readonly date: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly slot_id: string | null;
  readonly is_available: boolean;
  readonly places: number;
  readonly available_capacity: number;
}

interface Calendar {
  readonly appointments: readonly AppointmentListItem[];
  readonly hours: readonly Hour[];
}

async function calendar(query: string, client: Client = world.admin): Promise<Calendar> {
  const answer = await client.get<Calendar>(`/appointments/calendar/?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

const onDay = (date: string): string => `start_date=${date}&end_date=${date}`;

/** Hours as `09:00-10:00 2/3`: what is left of the places; `closed` when blocked, `*` when stored. */
function shown(hours: readonly Hour[]): string[] {
  return hours.map((hour) => {
    const times = [hour.start_time, hour.end_time].map((time) => time.replace(/:00$/, ''));
    const left = `${hour.available_capacity}/${hour.places}`;
    const closed = hour.is_available ? '' : ' closed';
    return `${times.join('-')} ${left}${closed}${hour.slot_id === null ? '' : ' *'}`;
  });
}

async function slots(date: string, ...stored: Omit<GivenSlot, 'date'>[]): Promise<void> {
  for (const slot of stored) await given(world).slot({ date, ...slot });
}

describe('hours', () => {
  test('of a day without stored slots are the opening hours, those that passed too', async () => {
    // Wednesday at eight; Tuesday is over.
    const date = '2026-11-24';
    for (const scheduled_time of ['10:30', '10:45'])
      await given(world).appointment({ scheduled_date: date, scheduled_time, status: 'confirmed' });
    await given(world).appointment({ scheduled_date: date, status: 'cancelled' });
    const { hours } = await calendar(onDay(date));
    expect(shown(hours)).toEqual([
      ...['09:00-10:00 3/3', '10:00-11:00 1/3', '11:00-12:00 1/3', '12:00-13:00 3/3'],
      ...['13:00-14:00 3/3', '14:00-15:00 3/3', '15:00-16:00 3/3', '16:00-17:00 3/3'],
    ]);
  });

  test('of a day with stored slots are those, in order, blocked ones with nothing left', async () => {
    const date = '2027-01-04';
    await slots(
      date,
      { from: '13:00', to: '14:00', places: 1 },
      { from: '08:00', to: '09:00', places: 2 },
      { from: '09:00', to: '10:00', places: 4, blocked: true },
      { from: '22:00', to: '23:59', places: 1 },
      { from: '12:00', to: '11:00', places: 5 },
      { from: '15:00', to: '16:00', places: -1 },
    );
    await given(world).appointment({ scheduled_date: date, scheduled_time: '08:30' });
    const { hours } = await calendar(onDay(date));
    expect(shown(hours)).toEqual([
      ...['08:00-09:00 1/2 *', '09:00-10:00 0/4 closed *', '12:00-11:00 0/5 *'],
      ...['13:00-14:00 1/1 *', '15:00-16:00 0/0 *', '22:00-23:59 1/1 *'],
    ]);
    const listed = await world.admin.get<{ results: { id: string }[] }>(
      `/time-slots/?${onDay(date)}`,
    );
    expect(hours.map(({ slot_id }) => slot_id).sort()).toEqual(
      listed.body.results.map(({ id }) => id).sort(),
    );
  });

  test('overlap: the smallest limit counts, and blocked wins', async () => {
    const date = '2027-01-05';
    await slots(
      date,
      { from: '09:00', to: '12:00', places: 3 },
      { from: '10:00', to: '11:00', places: 1 },
      { from: '14:00', to: '16:00', places: 2 },
      { from: '15:00', to: '15:30', places: 2, blocked: true },
    );
    expect(shown((await calendar(onDay(date))).hours)).toEqual([
      ...[
        '09:00-12:00 1/3 *',
        '10:00-11:00 1/1 *',
        '14:00-16:00 0/2 *',
        '15:00-15:30 0/2 closed *',
      ],
    ]);
  });

  test('know of jobs that began the day before, and are none at the weekend', async () => {
    await given(world).appointment({
      scheduled_date: '2027-01-06',
      scheduled_time: '23:00',
      duration_minutes: 660,
    });
    const { hours } = await calendar('start_date=2027-01-07&end_date=2027-01-09');
    expect(shown(hours).slice(0, 2)).toEqual(['09:00-10:00 2/3', '10:00-11:00 3/3']);
    expect(new Set(hours.map(({ date }) => date))).toEqual(new Set(['2027-01-07', '2027-01-08']));
  });

  test('come from the configuration', async () => {
    const business = { opensAt: 22, closesAt: 24, defaultPlaces: 1 };
    const { world: small, close } = await openWorld({ business });
    try {
      const { hours } = await calendar(onDay('2027-01-04'), small.admin);
      expect(shown(hours)).toEqual(['22:00-23:00 1/1', '23:00-23:59 1/1']);
    } finally {
      await close();
    }
  });
});

describe('appointments', () => {
  const range = 'start_date=2027-02-01&end_date=2027-02-14';

  test('are those of the range, of every status, as they stand in the list, in order', async () => {
    const row = { ...of(OWNER), scheduled_date: '2027-02-01' };
    const later = await given(world).appointment({ ...row, scheduled_time: '15:00:00' });
    const earlier = await given(world).appointment({
      ...row,
      scheduled_time: '09:00:00',
      status: 'no_show',
      assigned_employee_id: PRIYA,
    });
    const last = await given(world).appointment({
      ...of(OTHER),
      scheduled_date: '2027-02-14',
      scheduled_time: '08:00:00',
      status: 'cancelled',
    });
    for (const scheduled_date of ['2027-01-31', '2027-02-15'])
      await given(world).appointment({ ...row, scheduled_date });

    const { appointments } = await calendar(range);
    expect(appointments.map(({ id }) => id)).toEqual([earlier.id, later.id, last.id]);
    const list = await world.admin.get<{ results: AppointmentListItem[] }>(
      `/appointments/?${range}&ordering=scheduled_date,scheduled_time`,
    );
    expect(appointments).toEqual(list.body.results);

    const hers = await calendar(`${range}&employee_id=${PRIYA}`);
    expect(hers.appointments.map(({ id }) => id)).toEqual([earlier.id]);
    expect(hers.hours).toHaveLength(80);
  });

  test("of others are out of a customer's sight, but count", async () => {
    const date = '2027-02-01';
    const own = await calendar(onDay(date), world.as(OTHER.person));
    expect(own.appointments).toEqual([]);
    expect(own.hours).toEqual((await calendar(onDay(date))).hours);
    expect(shown(own.hours).at(6)).toBe('15:00-16:00 2/3');
    const all = await calendar(range, world.as(OTHER.person));
    expect(all.appointments.map(({ status }) => status)).toEqual(['cancelled']);
  });
});

test('one day or fourteen, no row or hundreds cost the same number of statements', async () => {
  const one = await readsDuring(() => calendar(onDay('2028-05-01')));
  for (let index = 0; index < 60; index += 1)
    await given(world).appointment({
      ...of(nth(carOwners(samplePeople), index % 5)),
      scheduled_date: `2028-05-${String(1 + (index % 14)).padStart(2, '0')}`,
      status: 'cancelled',
    });
  for (let day = 1; day <= 14; day += 2)
    await slots(`2028-05-${String(day).padStart(2, '0')}`, { from: '09:00', to: '10:00' });
  const many = await readsDuring(async () => {
    const { appointments } = await calendar('start_date=2028-05-01&end_date=2028-05-14');
    expect(appointments).toHaveLength(60);
  });
  expect([one.length, many.length]).toEqual([3, 3]);
});

describe('a question that cannot be answered is refused', () => {
  test.each<[string, object]>([
    ...RANGE_REFUSALS,
    [
      'start_date=2026-12-01&end_date=2026-12-01&employee_id=x',
      { employee_id: ['Must be a valid UUID.'] },
    ],
    [
      'start_date=2026-12-01&end_date=2026-12-15',
      { non_field_errors: ['The range may span at most 14 days'] },
    ],
  ])('?%s', async (query, body) => {
    const answer = await world.admin.get(`/appointments/calendar/?${query}`);
    expect([answer.status, answer.body]).toEqual([400, body]);
  });

  test('the first and last dates there are do no harm', async () => {
    await calendar('start_date=0001-01-01&end_date=0001-01-14');
    await calendar('start_date=9999-12-31&end_date=9999-12-31&employee_id=');
  });
});
