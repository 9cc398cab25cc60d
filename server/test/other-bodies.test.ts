import { describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const MECHANIC = nth(samplePeople.employees, 0).user_id;

let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}
async function appointment(row: Parameters<ReturnType<typeof given>['appointment']>[0] = {}) {
  return await given(world).appointment({ ...of(OWNER), scheduled_date: nextDate(), ...row });
}
const reasonsOf = async (id: string) =>
  (await recordsOf(world, id)).history.map(({ change_reason }) => change_reason);

describe("the admin screen's names", () => {
  test.each([
    [{ cancellation_reason: ' no lift free ' }, 'no lift free'],
    [{ cancellation_reason: '' }, ''],
    [{ reason: 'mine', cancellation_reason: 'theirs' }, 'mine'],
    [{ reason: '', cancellation_reason: 'theirs' }, ''],
    [{ cancellation_reason: 7 }, '7'],
  ])('cancel with %o', async (body, reason) => {
    const { id } = await appointment();
    expect((await world.admin.act(id, 'cancel', body)).status).toBe(200);
    expect(await reasonsOf(id)).toEqual([reason]);
  });

  test.each(['confirm', 'start', 'complete', 'no_show'])(
    'cancellation_reason means nothing to %s',
    async (action) => {
      const from = { confirm: 'pending', complete: 'in_progress' }[action] ?? 'confirmed';
      const { id } = await appointment({ status: from });
      const body = { cancellation_reason: { no: 'text' } };
      expect((await world.admin.act(id, action, body)).status).toBe(200);
      expect(await reasonsOf(id)).toEqual(['']);
    },
  );

  test('a reason that is no text is refused under either name', async () => {
    const { id } = await appointment();
    for (const name of ['reason', 'cancellation_reason'])
      for (const [value, message] of [
        [null, 'This field may not be null.'],
        [['x'], 'Not a valid string.'],
      ]) {
        const answer = await world.admin.act(id, 'cancel', { [name]: value });
        expect([name, answer.status, Object.values(answer.body)]).toEqual([name, 400, [[message]]]);
      }
  });

  test('reschedule to scheduled_date and scheduled_time, mixed or not', async () => {
    const { id, scheduled_date } = await appointment();
    const [second, third] = [nextDate(), nextDate()];
    const move = async (body: object) =>
      (await world.admin.act(id, 'reschedule', body)).body.appointment;
    expect(
      await move({ scheduled_date: second, scheduled_time: '11:00', reason: 'x' }),
    ).toMatchObject({ scheduled_date: second, scheduled_time: '11:00:00' });
    const both = { scheduled_date: '2020-01-01', scheduled_time: '01:00' };
    expect(await move({ ...both, new_date: third, new_time: '12:00' })).toMatchObject({
      scheduled_date: third,
      scheduled_time: '12:00:00',
    });
    expect(await move({ new_date: scheduled_date, scheduled_time: '10:00' })).toMatchObject({
      scheduled_date,
      scheduled_time: '10:00:00',
    });
  });

  test('reschedule to a date and a time that cannot be read is refused', async () => {
    const { id } = await appointment();
    const wrong = { scheduled_date: 'soon', scheduled_time: 'noon' };
    const answer = await world.admin.act(id, 'reschedule', wrong);
    expect([answer.status, Object.values(answer.body)]).toEqual([
      400,
      [
        ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
        ['Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].'],
      ],
    ]);
  });

  test.each([
    [{ employee_ids: [PRIYA] }, PRIYA],
    [{ employee_ids: [PRIYA, MECHANIC] }, PRIYA],
    [{ employee_ids: [PRIYA, 'nobody'] }, PRIYA],
    [{ employee_ids: [PRIYA.toUpperCase()] }, PRIYA],
    [{ employee_id: MECHANIC, employee_ids: [PRIYA] }, MECHANIC],
    [{ employee_id: MECHANIC, employee_ids: [] }, MECHANIC],
  ])('assign with %o', async (body, employee) => {
    const { id } = await appointment();
    const answer = await world.admin.act(id, 'assign', body);
    expect(answer.status).toBe(200);
    expect(answer.body.appointment.assigned_employee_id).toBe(employee);
  });

  test.each([
    [{ employee_ids: [] }, 'This field is required.'],
    [{ employee_ids: [null] }, 'This field may not be null.'],
    [{ employee_ids: ['nobody'] }, 'Must be a valid UUID.'],
    [{ employee_ids: [[PRIYA]] }, 'Must be a valid UUID.'],
    [{ employee_ids: null }, 'This field is required.'],
    [{}, 'This field is required.'],
  ])('assign with %o is refused as a field', async (body, message) => {
    const { id } = await appointment();
    const answer = await world.admin.act(id, 'assign', body);
    expect([answer.status, answer.body]).toEqual([400, { employee_id: [message] }]);
  });
});

const FORM = 'application/x-www-form-urlencoded';
type Fields = Readonly<Record<string, string>>;

/** The same fields as an encoded form and as a multipart form. */
const FORMS: readonly [string, (fields: Fields) => { type: string; payload: string }][] = [
  [
    'an encoded form',
    (fields) => ({ type: FORM, payload: new URLSearchParams(fields).toString() }),
  ],
  [
    'a multipart form',
    (fields) => ({
      type: 'multipart/form-data; boundary=cut',
      payload: `${Object.entries(fields)
        .map(
          ([name, value]) =>
            `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
        )
        .join('')}--cut--\r\n`,
    }),
  ],
];

describe.each(FORMS)('%s', (_what, formOf) => {
  async function send(method: 'POST' | 'PUT' | 'PATCH', path: string, fields: Fields) {
    const { type, payload } = formOf(fields);
    return await world.admin.request<Record<string, unknown>>({
      method,
      url: `/api/v1${path}`,
      headers: { 'content-type': type },
      payload,
    });
  }

  test('books', async () => {
    const answer = await send('POST', '/appointments/', {
      ...of(OWNER),
      appointment_type: 'repair',
      scheduled_date: nextDate(),
      scheduled_time: '09:00',
      duration_minutes: '45',
      service_description: 'Öl & Filter',
      estimated_cost: '12.5',
      customer_notes: '',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      duration_minutes: 45,
      service_description: 'Öl & Filter',
      estimated_cost: '12.50',
      customer_notes: '',
    });
  });

  test('changes and replaces', async () => {
    const row = await appointment({ duration_minutes: 90, estimated_cost: '1.00' });
    const path = `/appointments/${row.id}/`;
    const changed = await send('PATCH', path, {
      duration_seconds: '5400',
      internal_notes: ' übermorgen ',
      estimated_cost: '',
    });
    expect(changed.body).toMatchObject({
      duration_seconds: 5400,
      internal_notes: 'übermorgen',
      estimated_cost: null,
    });
    const { customer_id, vehicle_id, scheduled_date, scheduled_time } = row;
    const fields = { customer_id, vehicle_id, scheduled_date, scheduled_time };
    const replaced = await send('PUT', path, { ...fields, appointment_type: 'inspection' });
    expect(replaced.status).toBe(200);
    expect(replaced.body).toMatchObject({
      appointment_type: 'inspection',
      duration_minutes: 90,
      internal_notes: 'übermorgen',
    });
  });

  test('acts, with what confirm ignores and by the names of the admin screen', async () => {
    const { id } = await appointment();
    const path = `/appointments/${id}`;
    const blank = { scheduled_date: '', scheduled_time: '', reason: ' fine ' };
    expect((await send('POST', `${path}/confirm/`, blank)).status).toBe(200);
    const to = { scheduled_date: nextDate(), scheduled_time: '11:00', reason: 'asked' };
    expect((await send('POST', `${path}/reschedule/`, to)).status).toBe(200);
    expect((await send('POST', `${path}/assign/`, { employee_id: PRIYA })).status).toBe(200);
    const rejected = { cancellation_reason: 'no lift' };
    expect((await send('POST', `${path}/cancel/`, rejected)).status).toBe(200);
    const reasons = await reasonsOf(id);
    expect([reasons[0], reasons[3]]).toEqual(['fine', 'no lift']);
    expect(reasons[1]).toMatch(/: asked$/);
  });

  test('is told its faults by field', async () => {
    const answer = await send('POST', '/appointments/', { customer_id: 'x', scheduled_date: '' });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      customer_id: ['Must be a valid UUID.'],
      vehicle_id: ['This field is required.'],
      appointment_type: ['This field is required.'],
      scheduled_date: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
      scheduled_time: ['This field is required.'],
    });
  });
});
