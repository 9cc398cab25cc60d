import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AppointmentAnswer } from '../src/appointments/appointments.schemas.ts';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);
const CREATOR = nth(carOwners(samplePeople), 2);
const TOMASZ = nth(samplePeople.employees, 0).user_id;

/** In the order in which they are answered. */
const ROWS = {
  next: { ...of(OWNER), scheduled_date: '2027-03-02', assigned_employee_id: PRIYA },
  late: { ...of(OWNER), scheduled_date: '2027-03-01', scheduled_time: '15:00:00' },
  early: {
    ...of(OWNER),
    scheduled_date: '2027-03-01',
    scheduled_time: '08:00:00',
    assigned_employee_id: PRIYA,
    appointment_type: 'repair',
    status: 'completed',
  },
  past: {
    ...of(OWNER),
    scheduled_date: '2026-10-05',
    status: 'no_show',
    created_by_user_id: CREATOR.person.user_id,
  },
  other: { ...of(OTHER), scheduled_date: '2027-03-03', assigned_employee_id: PRIYA },
};
const ids = new Map<string, string>();

beforeAll(async () => {
  for (const [name, row] of Object.entries(ROWS))
    ids.set((await given(world).appointment({ internal_notes: 'pays late', ...row })).id, name);
});

const REPORTS = [
  {
    path: 'customer_appointments',
    parameter: 'customer_id',
    id: OWNER.person.user_id,
    rows: ['next', 'late', 'early', 'past'],
    own: ['next', 'late', 'early', 'past'],
    of: { other: [], creator: ['past'] },
  },
  {
    path: 'employee_schedule',
    parameter: 'employee_id',
    id: PRIYA,
    rows: ['other', 'next', 'early'],
    own: ['next', 'early'],
    of: { other: ['other'], creator: [] },
  },
  {
    path: 'vehicle_history',
    parameter: 'vehicle_id',
    id: OWNER.car.vehicle_id,
    rows: ['next', 'late', 'early', 'past'],
    own: ['next', 'late', 'early', 'past'],
    of: { other: [], creator: ['past'] },
  },
];

async function report(client: Client, path: string, query: string): Promise<AppointmentAnswer[]> {
  const answer = await client.get<AppointmentAnswer[]>(`/appointments/${path}/?${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}
const named = (rows: readonly AppointmentAnswer[]) => rows.map(({ id }) => ids.get(id));

describe.each(REPORTS)('$path', ({ path, parameter, id, rows, own, of: seen }) => {
  test('is a bare array of all statuses, newest first', async () => {
    expect(named(await report(world.admin, path, `${parameter}=${id}`))).toEqual(rows);
    expect(named(await report(world.employee, path, `${parameter}=${id}`))).toEqual(rows);
  });

  test('has the 24 keys of an appointment, in order', async () => {
    const [row] = await report(world.admin, path, `${parameter}=${id}`);
    const one = await world.admin.get(`/appointments/${row?.id}/`);
    expect(JSON.stringify(row)).toBe(JSON.stringify(one.body));
    expect(Object.keys(row ?? {})).toHaveLength(24);
    expect(row).toMatchObject({ internal_notes: 'pays late', employee_name: 'Priya Nair' });
  });

  test.each<[string, (name: string) => boolean]>([
    ['status=completed', (name) => name === 'early'],
    ['status=unheard-of', () => false],
    ['appointment_type=repair', (name) => name === 'early'],
    ['start_date=2027-03-02&end_date=2027-03-02', (name) => name === 'next'],
    [
      'start_date=20270301&end_date=2027-3-2&status=pending',
      (name) => ['next', 'late'].includes(name),
    ],
    ['end_date=2026-12-31', (name) => name === 'past'],
    ['status=&appointment_type=&start_date=&end_date=', () => true],
    ['page=2&limit=1&ordering=scheduled_date&date_from=2030-01-01&search=x', () => true],
  ])('takes the filters of the list: %s', async (query, isWanted) => {
    const found = await report(world.admin, path, `${parameter}=${id}&${query}`);
    expect(named(found)).toEqual(rows.filter(isWanted));
  });

  test('combines customer, employee and car', async () => {
    const everybody = `customer_id=${OWNER.person.user_id}&employee_id=${PRIYA}`;
    const all = `${everybody}&vehicle_id=${OWNER.car.vehicle_id}`;
    expect(named(await report(world.admin, path, all))).toEqual(['next', 'early']);
    const mismatch = all.replace(OWNER.car.vehicle_id, OTHER.car.vehicle_id);
    expect(await report(world.admin, path, mismatch)).toEqual([]);
  });

  test('reads the id in any spelling, and finds nothing for one that is unknown', async () => {
    const spelled = id.toUpperCase().replaceAll('-', '');
    expect(named(await report(world.admin, path, `${parameter}=${spelled}`))).toEqual(rows);
    expect(await report(world.admin, path, `${parameter}=${randomUUID()}`)).toEqual([]);
  });

  test.each(['', '=', '=&status=pending'])('needs its parameter (%j)', async (given) => {
    const query = given === '' ? '' : `?${parameter}${given}`;
    for (const client of [world.admin, world.as(OWNER.person)]) {
      const answer = await client.get(`/appointments/${path}/${query}`);
      expect([answer.status, answer.body]).toEqual([
        400,
        { error: `${parameter} parameter is required` },
      ]);
    }
  });

  test('names every filter that cannot be read', async () => {
    const query = `${parameter}=7&start_date=soon&end_date=2027-02-30`;
    const answer = await world.admin.get(`/appointments/${path}/?${query}`);
    const noDate = ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'];
    expect([answer.status, answer.body]).toEqual([
      400,
      { [parameter]: ['Must be a valid UUID.'], start_date: noDate, end_date: noDate },
    ]);
  });

  test('shows customers the own appointments, without what staff noted', async () => {
    const found = await report(world.as(OWNER.person), path, `${parameter}=${id}`);
    expect(named(found)).toEqual(own);
    expect(new Set(found.map(({ internal_notes }) => internal_notes))).toEqual(new Set(['']));
    expect(named(await report(world.as(OTHER.person), path, `${parameter}=${id}`))).toEqual(
      seen.other,
    );
  });

  test('shows customers what they entered in the service before', async () => {
    const found = await report(world.as(CREATOR.person), path, `${parameter}=${id}`);
    expect(named(found)).toEqual(seen.creator);
  });

  test('is for all three roles and nobody else', async () => {
    const statuses = [];
    for (const client of [
      world.withHeader(undefined),
      world.withClaims({ user_role: 'mechanic', user_id: OWNER.person.user_id }),
    ])
      statuses.push((await client.get(`/appointments/${path}/?${parameter}=${id}`)).status);
    expect(statuses).toEqual([401, 403]);
  });
});

test('a report is never cut into pages, and equal times come in a fixed order', async () => {
  const employee = { assigned_employee_id: TOMASZ, scheduled_date: '2027-05-03' };
  const template = await given(world).appointment(employee);
  const ties = Array.from({ length: 44 }, () => ({ ...template, id: randomUUID() }));
  await world.db.insertInto('appointments').values(ties).execute();
  const found = await report(world.admin, 'employee_schedule', `employee_id=${TOMASZ}`);
  const order = found.map(({ id }) => id);
  expect(order).toHaveLength(45);
  expect(order).toEqual([...order].sort());
});

test('the list filters in the query of one appointment change nothing', async () => {
  const [id = ''] = ids.keys();
  const query = `?status=x&customer_id=${randomUUID()}&start_date=2099-01-01&page=9`;
  expect((await world.admin.get(`/appointments/${id}/${query}`)).status).toBe(200);
});
