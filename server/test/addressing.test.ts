import { beforeAll, describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { storedSlot } from './support/slots.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

describe('the root of the API', () => {
  test('names the collections by the host that was asked', async () => {
    for (const host of ['appointments.test', 'localhost:8005', '[::1]:8005']) {
      const answer = await world.as(OWNER.person).request({
        method: 'GET',
        url: '/api/v1/',
        headers: { host },
      });
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).toBe(
        JSON.stringify({
          appointments: `http://${host}/api/v1/appointments/`,
          'time-slots': `http://${host}/api/v1/time-slots/`,
          history: `http://${host}/api/v1/history/`,
        }),
      );
    }
  });

  test('needs a token and is only read', async () => {
    const url = '/api/v1/';
    expect((await world.withHeader(undefined).request({ method: 'GET', url })).status).toBe(401);
    const stranger = world.withClaims({ user_role: 'mechanic' });
    expect((await stranger.request({ method: 'GET', url })).status).toBe(403);
    const answer = await world.admin.request({ method: 'POST', url, payload: {} });
    expect([answer.status, answer.headers.allow, answer.body]).toEqual([
      405,
      'GET, HEAD, OPTIONS',
      { detail: 'Method "POST" not allowed.' },
    ]);
  });

  test('is sent on to its slash', async () => {
    const answer = await world.admin.request({ method: 'GET', url: '/api/v1' });
    expect([answer.status, answer.headers.location]).toEqual([301, '/api/v1/']);
  });
});

describe('HEAD answers as GET does, without a body', () => {
  const seeded: string[] = [];
  beforeAll(async () => {
    const { id } = await given(world).appointment({ ...of(OWNER), status: 'pending' });
    await world.employee.act(id, 'confirm');
    const line = nth((await recordsOf(world, id)).history, 0).id;
    const slot = await storedSlot(world, { date: '2027-02-01', from: '09:00', to: '10:00' });
    const paths = [
      '/',
      '/appointments/',
      `/appointments/${id}/`,
      `/appointments/${id}/history/`,
      `/appointments/customer_appointments/?customer_id=${OWNER.person.user_id}`,
      `/appointments/employee_schedule/?employee_id=${OWNER.person.user_id}`,
      `/appointments/vehicle_history/?vehicle_id=${OWNER.car.vehicle_id}`,
      '/appointments/available_slots/?start_date=2027-02-01&end_date=2027-02-01',
      '/appointments/stats/',
      '/appointments/calendar/?start_date=2027-02-01&end_date=2027-02-01',
      `/appointments/export/?customer_id=${OWNER.person.user_id}`,
      `/vehicles/?customer_id=${OWNER.person.user_id}`,
      '/workshop/',
      '/time-slots/',
      `/time-slots/${slot}/`,
      '/history/',
      `/history/${line}/`,
      '/appointments/time-slots/',
      '/appointments/history/',
      '/appointments/appointments/',
    ];
    seeded.push(...paths.map((path) => `/api/v1${path}`));
  });
  const REFUSED = [
    '/api/v1/appointments/customer_appointments/',
    '/api/v1/appointments/?page=9',
    '/api/v1/appointments/?customer_id=x',
    '/api/v1/appointments/no-uuid/',
    '/api/v1/appointments',
  ];

  test.each([
    ['a customer', () => world.as(OWNER.person)],
    ['an admin', () => world.admin],
    ['nobody', () => world.withHeader(undefined)],
  ])('to %s, wherever GET works or not', async (_who, client) => {
    for (const url of [...seeded, ...REFUSED, '/health/', '/health/ready/']) {
      const get = await client().request({ method: 'GET', url });
      const head = await client().request({ method: 'HEAD', url });
      expect([url, head.status, head.body]).toEqual([url, get.status, '']);
      for (const header of ['content-type', 'allow', 'www-authenticate', 'location'])
        expect([url, header, head.headers[header]]).toEqual([url, header, get.headers[header]]);
    }
  });

  test('but for the paths that are only posted to', async () => {
    const { id } = await given(world).appointment();
    for (const path of [`/appointments/${id}/confirm/`, '/time-slots/bulk_create/']) {
      const answer = await world.admin.request({ method: 'HEAD', url: `/api/v1${path}` });
      expect([path, answer.status, answer.headers.allow]).toEqual([path, 405, 'POST, OPTIONS']);
    }
  });
});

describe('a write without its slash is served, as a redirect would lose its body', () => {
  test('PUT, PATCH, POST and DELETE of an appointment', async () => {
    const row = await given(world).appointment({ ...of(OWNER), scheduled_date: '2027-03-01' });
    const url = `/api/v1/appointments/${row.id}`;
    const { appointment_type, scheduled_date, scheduled_time } = row;
    const body = { ...of(OWNER), appointment_type, scheduled_date, scheduled_time };
    const sent: [Method, string, object][] = [
      ['PUT', url, { ...body, customer_notes: 'put' }],
      ['PATCH', url, { service_description: 'patched' }],
      ['POST', `${url}/confirm?reason=none`, { reason: 'posted' }],
    ];
    for (const [method, path, payload] of sent)
      expect([method, (await world.admin.request({ method, url: path, payload })).status]).toEqual([
        method,
        200,
      ]);
    const { row: after, history } = await recordsOf(world, row.id);
    expect(after).toMatchObject({ customer_notes: 'put', service_description: 'patched' });
    expect(history.map(({ change_reason }) => change_reason)).toContain('posted');
    expect((await world.admin.request({ method: 'DELETE', url })).status).toBe(204);
  });

  test('and of a time slot', async () => {
    const slot = await storedSlot(world, { date: '2027-03-02', from: '09:00', to: '10:00' });
    const url = `/api/v1/time-slots/${slot}`;
    const payload = { is_available: false };
    const changed = await world.admin.request({ method: 'PATCH', url, payload });
    expect([changed.status, changed.body]).toMatchObject([200, payload]);
    expect((await world.admin.request({ method: 'DELETE', url })).status).toBe(204);
  });
});

test('what is made is answered with 201, in full, and without a Location', async () => {
  const booked = await world.admin.book(OWNER, {
    scheduled_date: '2027-03-03',
    scheduled_time: '09:00',
  });
  const hour = { date: '2027-03-04', start_time: '09:00', end_time: '10:00' };
  const slot = await world.admin.post('/time-slots/', hour);
  for (const answer of [booked, slot])
    expect([answer.status, answer.headers.location]).toEqual([201, undefined]);
  expect(Object.keys(booked.body)).toHaveLength(24);
});

test.each(['text/html', 'application/xml', '*/*', 'application/json; indent=4', ''])(
  'a caller that accepts %j gets JSON',
  async (accept) => {
    for (const path of ['/appointments/', '/appointments/?page=9', '/nowhere/']) {
      const headers = { accept };
      const answer = await world.admin.request({ method: 'GET', url: `/api/v1${path}`, headers });
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.body).toBeTypeOf('object');
    }
  },
);
