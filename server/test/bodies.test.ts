import type { InjectOptions } from 'fastify';
import { describe, expect, test } from 'vitest';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld();

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const REQUIRED = ['This field is required.'];

async function send(path: string, contentType: string | undefined, payload: string | Buffer) {
  const options: InjectOptions = { method: 'POST', url: `/api/v1${path}`, payload };
  return await world.admin.request({
    ...options,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
  });
}

/** A new appointment's path for an action that needs no fields. */
async function confirmation(): Promise<string> {
  const { id } = await given(world).appointment();
  return `/appointments/${id}/confirm/`;
}

describe('a body that is no JSON object is told what it is instead', () => {
  const notA = (name: string) => ({
    non_field_errors: [`Invalid data. Expected a dictionary, but got ${name}.`],
  });
  const unreadable = { detail: expect.stringMatching(/^JSON parse error - ./) };

  test.each<[string, string | Buffer, object]>([
    ['malformed', '{bad', unreadable],
    ['cut off', '{"reason":', unreadable],
    ['with a comma too many', '{"reason":"x",}', unreadable],
    ['NaN', '{"reason":NaN}', unreadable],
    ['Infinity', '{"reason":-Infinity}', unreadable],
    ['bad UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), unreadable],
    ['blank', '   ', unreadable],
    ['a list', '[]', notA('list')],
    ['a list of objects', '[{"reason":"x"}]', notA('list')],
    ['a string', '"x"', notA('str')],
    ['an integer', '5', notA('int')],
    ['a float', '1.5', notA('float')],
    ['a boolean', 'true', notA('bool')],
    ['null', 'null', { non_field_errors: ['No data provided'] }],
  ])('%s', async (_what, payload, body) => {
    for (const path of ['/appointments/', await confirmation()]) {
      const answer = await send(path, JSON_TYPE, payload);
      expect([path, answer.status, answer.body]).toEqual([path, 400, body]);
    }
  });
});

describe('other media types', () => {
  test.each(['text/plain', 'text/plain; charset=utf-8', 'application/xml', 'image/png'])(
    '%s is not read',
    async (type) => {
      const answer = await send('/appointments/', type, 'reason=x');
      expect(answer.status).toBe(415);
      expect(answer.body).toEqual({ detail: `Unsupported media type "${type}" in request.` });
    },
  );

  test('nor is a body without a type', async () => {
    expect((await send('/appointments/', undefined, 'reason=x')).status).toBe(415);
  });

  test.each(['application/json; charset=latin1', 'Application/JSON;charset="utf-8"'])(
    '%s is JSON',
    async (type) => {
      expect((await send(await confirmation(), type, '{"reason":"x"}')).status).toBe(200);
    },
  );

  test('no body is an empty object, whatever its type', async () => {
    for (const type of [JSON_TYPE, FORM_TYPE, undefined])
      expect((await send(await confirmation(), type, '')).status).toBe(200);
    const answer = await send('/appointments/', JSON_TYPE, '');
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        customer_id: REQUIRED,
        vehicle_id: REQUIRED,
        appointment_type: REQUIRED,
        scheduled_date: REQUIRED,
        scheduled_time: REQUIRED,
      },
    ]);
    expect(Object.keys(answer.body as object)).toEqual([
      ...['customer_id', 'vehicle_id', 'appointment_type', 'scheduled_date', 'scheduled_time'],
    ]);
  });

  test('a form is read', async () => {
    const form = new URLSearchParams({
      ...of(nth(carOwners(world.people), 0)),
      appointment_type: 'repair',
      scheduled_date: '2026-12-01',
      scheduled_time: '09:00',
      duration_minutes: ' 45 ',
      service_description: 'Öl & Filter',
      estimated_cost: '12.5',
    });
    const answer = await send('/appointments/', `${FORM_TYPE}; charset=UTF-8`, form.toString());
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      duration_minutes: 45,
      service_description: 'Öl & Filter',
      estimated_cost: '12.50',
    });
  });

  test('a multipart form is read', async () => {
    const path = await confirmation();
    const part =
      '--cut\r\nContent-Disposition: form-data; name="reason"\r\n\r\nby form\r\n--cut--\r\n';
    const answer = await send(path, 'multipart/form-data; boundary=cut', part);
    expect(answer.status).toBe(200);
    const { history } = await recordsOf(world, path.split('/')[2] ?? '');
    expect(nth(history, 0).change_reason).toBe('by form');
  });
});

test('64 KiB are read, and not a byte more', async () => {
  const body = '{"reason":"x"}';
  const path = await confirmation();
  const tooLarge = await send(path, JSON_TYPE, body.padEnd(64 * 1024 + 1));
  expect([tooLarge.status, tooLarge.body]).toEqual([413, { detail: expect.any(String) }]);
  expect((await send(path, JSON_TYPE, body.padEnd(64 * 1024))).status).toBe(200);
});

test('unknown and read-only keys are ignored', async () => {
  const answer = await world.admin.book(nth(carOwners(world.people), 1), {
    scheduled_date: '2026-12-01',
    scheduled_time: '09:00',
    id: 'mine',
    created_at: null,
    completed_at: '2020-01-01T00:00:00Z',
    customer_name: 7,
    approval_status: { nested: [true] },
    ['__proto__']: { status: 'completed' },
    constructor: 'x',
  });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ status: 'pending', completed_at: null });
});

test('every failing field is told, in the order of declaration', async () => {
  const answer = await world.admin.post('/appointments/', {
    estimated_cost: '1.234',
    duration_minutes: 0,
    status: 'done',
    scheduled_time: '25:00',
    scheduled_date: '2030-02-30',
    appointment_type: '',
    vehicle_id: 5,
    customer_id: 'x',
    customer_notes: null,
    service_description: 'a\u0000b',
    assigned_employee_id: '',
  });
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body)).toBe(
    JSON.stringify({
      customer_id: ['Must be a valid UUID.'],
      vehicle_id: ['Must be a valid UUID.'],
      assigned_employee_id: ['Must be a valid UUID.'],
      appointment_type: ['"" is not a valid choice.'],
      scheduled_date: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
      scheduled_time: [
        'Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].',
      ],
      duration_minutes: ['Ensure this value is greater than or equal to 1.'],
      status: ['"done" is not a valid choice.'],
      service_description: ['Null characters are not allowed.'],
      customer_notes: ['This field may not be null.'],
      estimated_cost: ['Ensure that there are no more than 2 decimal places.'],
    }),
  );
});

describe('query parameters', () => {
  test('the last one of a name counts', async () => {
    await given(world).appointment({ status: 'no_show' });
    const count = async (query: string) =>
      (await world.admin.get<{ count: number }>(`/appointments/?${query}`)).body.count;
    expect(await count('status=nothing&status=no_show')).toBe(1);
    expect(await count('status=no_show&status=nothing')).toBe(0);
    expect(await count('status=no_show&page=7&page=1')).toBe(1);
  });

  test('unknown ones are ignored', async () => {
    const answer = await world.admin.get('/appointments/?_t=1&approval_status=x&x[]=1&=&%00=1');
    expect(answer.status).toBe(200);
  });
});

describe('a caller that asks for problem details gets them, with a code that stays', () => {
  const range = '/appointments/available_slots/?start_date=2026-12-02&end_date=2026-12-01';
  test.each<[string, 'GET' | 'POST', string, number, object]>([
    ['not_found', 'GET', '/nowhere/', 404, {}],
    ['invalid_page', 'GET', '/appointments/?page=0', 404, {}],
    ['method_not_allowed', 'POST', '/appointments/available_slots/', 405, {}],
    ['range_reversed', 'GET', range, 400, { title: 'end_date must be after start_date' }],
    [
      'fields_invalid',
      'GET',
      '/appointments/?customer_id=x',
      400,
      { errors: { customer_id: ['Must be a valid UUID.'] } },
    ],
  ])('%s', async (code, method, path, status, more) => {
    const answer = await world.admin.request({
      method,
      url: `/api/v1${path}`,
      headers: { accept: 'application/problem+json, application/json;q=0.5' },
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ title: expect.any(String), status, code, ...more });
  });

  test('every problem of a refused booking has a code', async () => {
    const owner = nth(carOwners(world.people), 2);
    const foreign = { ...of(owner), vehicle_id: nth(carOwners(world.people), 3).car.vehicle_id };
    const answer = await world.admin.request({
      method: 'POST',
      url: '/api/v1/appointments/',
      headers: { accept: 'application/problem+json' },
      payload: {
        ...foreign,
        appointment_type: 'repair',
        scheduled_date: '2020-01-01',
        scheduled_time: '10:00',
      },
    });
    expect(answer.body).toMatchObject({
      status: 400,
      code: 'booking_refused',
      problems: [
        { code: 'vehicle_not_owned', message: 'Vehicle does not belong to this customer' },
        { code: 'not_in_future', message: 'Appointment time must be in the future' },
      ],
    });
  });

  test('an answer that is no error stays as it is', async () => {
    const answer = await world.admin.request({
      method: 'GET',
      url: '/api/v1/appointments/',
      headers: { accept: 'application/problem+json' },
    });
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      expect.stringMatching(/^application\/json/),
    ]);
  });
});

test('a failure is told as JSON with a detail, and nothing else', async () => {
  const { world: broken, close } = await openWorld({ people: world.people });
  try {
    await broken.db.schema.dropTable('appointments').cascade().execute();
    const answer = await broken.admin.get('/appointments/');
    expect([answer.status, answer.body]).toEqual([500, { detail: 'Internal server error.' }]);
  } finally {
    await close();
  }
});
