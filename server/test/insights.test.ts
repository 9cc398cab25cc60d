import { beforeAll, describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { RANGE_REFUSALS } from './support/range-refusals.ts';
import { readsDuring } from './support/statements.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const TOMASZ = nth(samplePeople.employees, 0);
const STRANGER = '99999999-9999-4999-8999-999999999999';

interface Insights {
  readonly days: readonly {
    readonly date: string;
    readonly appointments: number;
    readonly booked_minutes: number;
    readonly capacity_minutes: number;
    readonly cancelled: number;
    readonly no_show: number;
  }[];
  readonly by_status: readonly { readonly status: string; readonly count: number }[];
  readonly by_type: readonly { readonly appointment_type: string; readonly count: number }[];
  readonly employees: readonly object[];
}

async function insights(start_date: string, end_date = start_date): Promise<Insights> {
  const answer = await world.admin.get<Insights>(
    `/appointments/insights/?start_date=${start_date}&end_date=${end_date}`,
  );
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

const QUIET = { appointments: 0, booked_minutes: 0, cancelled: 0, no_show: 0 };
/** Eight hours of three places. */
const OPEN = 8 * 60 * 3;

describe('a week', () => {
  // Monday to Sunday.
  const [first, last] = ['2027-03-01', '2027-03-07'];
  const row = { ...of(OWNER), scheduled_date: '2027-03-01' };

  beforeAll(async () => {
    const rows = [
      { status: 'completed', assigned_employee_id: PRIYA, duration_seconds: 3000 },
      { status: 'completed', assigned_employee_id: PRIYA, duration_seconds: 600 },
      { status: 'in_progress', assigned_employee_id: PRIYA, duration_seconds: 60 },
      { status: 'cancelled', assigned_employee_id: TOMASZ.user_id, duration_minutes: 600 },
      { status: 'no_show', appointment_type: 'repair' },
      { status: 'confirmed', appointment_type: 'repair', duration_minutes: 30 },
      { status: 'pending', scheduled_date: '2027-03-02', assigned_employee_id: STRANGER },
      { status: 'unheard-of', appointment_type: '', duration_minutes: -5 },
      // Outside.
      { status: 'completed', scheduled_date: '2027-02-28' },
      { status: 'completed', scheduled_date: '2027-03-08' },
    ];
    for (const each of rows) await given(world).appointment({ ...row, ...each });
    const slot = (date: string, from: string, to: string, more: object = {}) =>
      given(world).slot({ date, from, to, places: 2, ...more });
    await slot('2027-03-03', '09:00', '10:30');
    await slot('2027-03-03', '11:00', '12:00', { blocked: true });
    await slot('2027-03-03', '12:00', '13:00', { places: -3 });
    await slot('2027-03-03', '14:00', '13:00');
    await slot('2027-03-03', '23:00', '23:59', { places: 1 });
    await slot('2027-03-04', '09:00', '10:00', { blocked: true });
    await slot('2027-03-06', '10:00', '11:00');
  });

  test('has all its days, with what was booked and what could have been', async () => {
    const { days } = await insights(first, last);
    expect(days).toEqual([
      {
        date: '2027-03-01',
        appointments: 5,
        booked_minutes: 60 * 3 + 30 + 1,
        capacity_minutes: OPEN,
        cancelled: 1,
        no_show: 1,
      },
      { ...QUIET, date: '2027-03-02', appointments: 1, booked_minutes: 60, capacity_minutes: OPEN },
      { ...QUIET, date: '2027-03-03', capacity_minutes: 90 * 2 + 60 },
      { ...QUIET, date: '2027-03-04', capacity_minutes: 0 },
      { ...QUIET, date: '2027-03-05', capacity_minutes: OPEN },
      { ...QUIET, date: '2027-03-06', capacity_minutes: 120 },
      { ...QUIET, date: '2027-03-07', capacity_minutes: 0 },
    ]);
  });

  test('counts every status and type there is, which each add up to all', async () => {
    const { by_status, by_type } = await insights(first, last);
    expect(by_status).toEqual([
      { status: 'cancelled', count: 1 },
      { status: 'completed', count: 2 },
      { status: 'confirmed', count: 1 },
      { status: 'in_progress', count: 1 },
      { status: 'no_show', count: 1 },
      { status: 'pending', count: 1 },
      { status: 'unheard-of', count: 1 },
    ]);
    expect(by_type).toEqual([
      { appointment_type: '', count: 1 },
      { appointment_type: 'maintenance', count: 5 },
      { appointment_type: 'repair', count: 2 },
    ]);
  });

  test('says who did the work; nobody is no employee', async () => {
    const { employees } = await insights(first, last);
    expect(employees).toEqual(
      [
        {
          employee_id: PRIYA,
          employee_name: 'Priya Nair',
          completed: 2,
          duration_seconds: 3660,
          booked_minutes: 180,
        },
        {
          employee_id: STRANGER,
          employee_name: 'Unassigned',
          completed: 0,
          duration_seconds: 0,
          booked_minutes: 60,
        },
        {
          employee_id: TOMASZ.user_id,
          employee_name: `${TOMASZ.first_name} ${TOMASZ.last_name}`,
          completed: 0,
          duration_seconds: 0,
          booked_minutes: 0,
        },
      ].sort((one, other) => (one.employee_id < other.employee_id ? -1 : 1)),
    );
  });

  test('costs two statements, as a quarter of a year does', async () => {
    const week = await readsDuring(() => insights(first, last));
    const quarter = await readsDuring(() => insights('2027-02-01', '2027-05-03'));
    expect([week.length, quarter.length]).toEqual([2, 2]);
  });
});

test('lengths beyond all measure are added up all the same', async () => {
  const row = { scheduled_date: '2029-01-01', duration_minutes: 2_147_483_647 };
  for (let index = 0; index < 3; index += 1)
    await given(world).appointment({ ...row, duration_seconds: 2_147_483_647 });
  const { days } = await insights('2029-01-01');
  expect(days).toMatchObject([{ appointments: 3, booked_minutes: 3 * 2_147_483_647 }]);
});

test('customers are not told', async () => {
  const path = '/appointments/insights/?start_date=2027-03-01&end_date=2027-03-01';
  expect((await world.as(OWNER.person).get(path)).status).toBe(403);
  expect((await world.employee.get(path)).status).toBe(200);
});

describe('a question that cannot be answered is refused', () => {
  test.each<[string, object]>([
    ...RANGE_REFUSALS,
    [
      'start_date=2027-03-01&end_date=2027-06-01',
      { non_field_errors: ['The range may span at most 92 days'] },
    ],
  ])('?%s', async (query, body) => {
    const answer = await world.admin.get(`/appointments/insights/?${query}`);
    expect([answer.status, answer.body]).toEqual([400, body]);
  });

  test('92 days are answered', async () => {
    expect((await insights('2030-03-01', '2030-05-31')).days).toHaveLength(92);
  });
});
