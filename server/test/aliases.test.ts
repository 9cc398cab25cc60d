import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { storedSlot } from './support/slots.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const NOT_FOUND = { detail: 'Not found.' };

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

async function ask(method: Method, path: string, payload?: object) {
  const options: InjectOptions = { method, url: `/api/v1${path}` };
  return await world.admin.request<Record<string, unknown>>(
    payload === undefined ? options : { ...options, payload },
  );
}

const SLOT = '2027-02-01';
const seeded = { appointment: '', slot: '', line: '' };
beforeAll(async () => {
  const { id } = await given(world).appointment({
    ...of(OWNER),
    assigned_employee_id: PRIYA,
    scheduled_date: '2027-01-04',
  });
  seeded.appointment = id;
  seeded.slot = await storedSlot(world, { date: SLOT, from: '09:00', to: '10:00' });
  await world.employee.act(id, 'confirm');
  seeded.line = nth((await recordsOf(world, id)).history, 0).id;
});

/** Fills the ids of what is seeded into a path. */
const filled = (path: string): string =>
  path.replace(/\{(\w+)\}/, (_, what) => seeded[what as keyof typeof seeded]);

const READS: readonly [alias: string, path: string][] = [
  ['/appointments/time-slots/', '/time-slots/'],
  [`/appointments/time-slots/?start_date=${SLOT}`, `/time-slots/?start_date=${SLOT}`],
  ['/appointments/time-slots/{slot}/', '/time-slots/{slot}/'],
  ['/appointments/history/', '/history/'],
  ['/appointments/history/?ordering=changed_at', '/history/?ordering=changed_at'],
  ['/appointments/history/{line}/', '/history/{line}/'],
  ['/appointments/appointments/', '/appointments/'],
  ['/appointments/appointments/?status=pending', '/appointments/?status=pending'],
  ['/appointments/appointments/{appointment}/', '/appointments/{appointment}/'],
  ['/appointments/appointments/{appointment}/history/', '/appointments/{appointment}/history/'],
  ['/appointments/appointments/stats/', '/appointments/stats/'],
  ...['customer_appointments', 'employee_schedule', 'vehicle_history'].map(
    (report): [string, string] => {
      const query = `?customer_id=${OWNER.person.user_id}&employee_id=${PRIYA}&vehicle_id=${OWNER.car.vehicle_id}`;
      return [`/appointments/appointments/${report}/${query}`, `/appointments/${report}/${query}`];
    },
  ),
  [
    '/appointments/appointments/available_slots/?start_date=2027-02-02&end_date=2027-02-02',
    '/appointments/available_slots/?start_date=2027-02-02&end_date=2027-02-02',
  ],
];

describe('an alias answers what its path answers', () => {
  test.each(READS)('%s', async (alias, path) => {
    for (const method of ['GET', 'HEAD'] as const) {
      const real = await ask(method, filled(path));
      const same = await ask(method, filled(alias));
      expect(real.status).toBe(200);
      expect([same.status, same.body]).toEqual([real.status, real.body]);
      for (const header of ['allow', 'content-type'])
        expect(same.headers[header]).toBe(real.headers[header]);
    }
  });

  test.each(READS)('GET %s without its slash is sent on to the alias', async (alias) => {
    const [path = '', query] = filled(alias).split('?');
    const short = `${path.slice(0, -1)}${query === undefined ? '' : `?${query}`}`;
    const answer = await ask('GET', short);
    expect([answer.status, answer.headers.location]).toEqual([301, `/api/v1${filled(alias)}`]);
  });

  test.each(READS)('%s refuses other methods as its path does', async (alias, path) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const unknown = (at: string) => at.replace(/\{\w+\}/, randomUUID());
      const real = await ask(method, unknown(path), {});
      const same = await ask(method, unknown(alias), {});
      expect([same.status, same.body]).toEqual([real.status, real.body]);
      expect(same.headers.allow).toBe(real.headers.allow);
    }
  });

  test('pages link to the alias', async () => {
    for (let hour = 0; hour < 21; hour += 1)
      await storedSlot(world, {
        date: '2027-03-01',
        from: `${String(hour).padStart(2, '0')}:00`,
        to: `${String(hour).padStart(2, '0')}:30`,
      });
    const linked = async (path: string) => {
      const { body } = await world.admin.request<{ next: string; previous: string }>({
        method: 'GET',
        url: path,
        headers: { host: 'gateway' },
      });
      return [body.previous, body.next];
    };
    const path = '/api/v1/appointments/time-slots/';
    const query = '?end_date=2027-03-01';
    expect(await linked(`${path}${query}`)).toEqual([null, `http://gateway${path}${query}&page=2`]);
    expect(await linked(`${path}${query}&page=2`)).toEqual([`http://gateway${path}${query}`, null]);
  });

  test('without a token it is 401, as everywhere', async () => {
    for (const [alias] of READS) {
      const url = `/api/v1${filled(alias)}`;
      expect((await world.withHeader(undefined).request({ method: 'GET', url })).status).toBe(401);
    }
  });
});

describe('an alias writes', () => {
  test('time slots', async () => {
    const path = '/appointments/time-slots/';
    const hour = { date: '2027-04-05', start_time: '09:00', end_time: '10:00' };
    const added = await ask('POST', path, hour);
    expect(added.status).toBe(201);
    const { id } = added.body;
    expect((await ask('PUT', `${path}${id}/`, { ...hour, end_time: '11:00' })).status).toBe(200);
    const changed = await ask('PATCH', `${path}${id}/`, { is_available: false });
    expect(changed.body).toMatchObject({ id, end_time: '11:00:00', is_available: false });
    expect((await ask('DELETE', `${path}${id}/`)).status).toBe(204);
    expect((await ask('GET', `${path}${id}/`)).status).toBe(404);
    const range = { start_date: '2027-04-12', end_date: '2027-04-12' };
    const bulk = await ask('POST', `${path}bulk_create/`, range);
    expect([bulk.status, bulk.body]).toEqual([201, { message: 'Created 8 time slots', count: 8 }]);
  });

  test('appointments, from the booking to the end', async () => {
    const path = '/appointments/appointments/';
    const body = { ...of(OWNER), appointment_type: 'repair', scheduled_date: '2027-04-06' };
    const booked = await ask('POST', path, { ...body, scheduled_time: '09:00' });
    expect(booked.status).toBe(201);
    const one = `${path}${booked.body.id}/`;
    const steps: [Method, string, object][] = [
      ['PUT', one, { ...body, scheduled_time: '10:00' }],
      ['PATCH', one, { customer_notes: 'x' }],
      ['POST', `${one}confirm/`, {}],
      ['POST', `${one}reschedule/`, { new_date: '2027-04-07', new_time: '09:00' }],
      ['POST', `${one}assign/`, { employee_id: PRIYA }],
      ['POST', `${one}start/`, {}],
      ['POST', `${one}complete/`, {}],
    ];
    for (const [method, url, payload] of steps)
      expect([url, (await ask(method, url, payload)).status]).toEqual([url, 200]);
    expect((await ask('DELETE', one)).status).toBe(204);
    const [second, third] = [
      await given(world).appointment({ scheduled_date: '2027-04-08' }),
      await given(world).appointment({ scheduled_date: '2027-04-08', status: 'confirmed' }),
    ];
    expect((await ask('POST', `${path}${second.id}/cancel/`)).status).toBe(200);
    expect((await ask('POST', `${path}${third.id}/no_show`)).status).toBe(200);
  });
});

describe('what only looks like an alias is no path', () => {
  test.each([
    '/appointments/time-slotsX/',
    '/appointments/historyX/',
    '/appointments/history-of-it/',
    '/appointments/appointmentsX/',
    '/appointments/Time-Slots/',
    '/appointments/employee/7/',
    '/appointments/employee/',
  ])('%s', async (path) => {
    const answer = await ask('GET', path);
    expect([answer.status, answer.body]).toEqual([404, NOT_FOUND]);
  });
});

describe('the task list of the admin screen does not exist, and says so in JSON', () => {
  const GONE = [NOT_FOUND, ...['POST', 'PUT', 'PATCH', 'DELETE'].map(notAllowed)];
  test.each<[Method, string]>([
    ['GET', '/appointments/tasks/'],
    ['GET', `/appointments/tasks/?appointment_id=${randomUUID()}`],
    ['POST', '/appointments/tasks/'],
    ['GET', `/appointments/tasks/${randomUUID()}/`],
    ['PATCH', `/appointments/tasks/${randomUUID()}/`],
    ['DELETE', `/appointments/tasks/${randomUUID()}/`],
    ['GET', '/appointments/appointments/tasks/'],
    ['GET', '/appointments/employee/7/'],
  ])('%s %s', async (method, path) => {
    const answer = await ask(method, path, method === 'GET' ? undefined : { title: 'Oil' });
    expect([404, 405]).toContain(answer.status);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(GONE).toContainEqual(answer.body);
  });

  function notAllowed(method: string): object {
    return { detail: `Method "${method}" not allowed.` };
  }
});
