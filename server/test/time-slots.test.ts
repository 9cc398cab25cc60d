import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { given } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { slotsOf, storedSlot } from './support/slots.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const KEYS = [
  'id',
  'date',
  'start_time',
  'end_time',
  'is_available',
  'max_concurrent_appointments',
  'available_capacity',
  // An extra key comes last (contract 9.4).
  'version',
];
const TWICE = { non_field_errors: ['The fields date, start_time must make a unique set.'] };
const REVERSED = { non_field_errors: ['end_time must be after start_time'] };
const NOT_FOUND = { detail: 'Not found.' };
const FORBIDDEN = { detail: 'You do not have permission to perform this action.' };

/** A date of its own for every story. */
let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}
const hour = (date: string) => ({ date, start_time: '10:00', end_time: '11:00' });
const staff = () => slotsOf(world.employee);
const owner = (index: number) => nth(carOwners(world.people), index);

describe('adding a slot', () => {
  test('the exchanges recorded from the service before', async () => {
    const body = { date: '2031-04-07', start_time: '18:00', end_time: '19:00' };
    const added = await staff().add({ ...body, max_concurrent_appointments: 2 });
    expect(added.status).toBe(201);
    expect(Object.keys(added.body)).toEqual(KEYS);
    const slot = {
      id: added.body.id,
      date: '2031-04-07',
      start_time: '18:00:00',
      end_time: '19:00:00',
      is_available: true,
      max_concurrent_appointments: 2,
      available_capacity: 2,
      version: 1,
    };
    expect(added.body).toEqual(slot);

    const again = await staff().add(body);
    expect([again.status, again.body]).toEqual([400, TWICE]);

    const nothing = await staff().add({});
    expect([nothing.status, nothing.body]).toEqual([
      400,
      {
        date: ['This field is required.'],
        start_time: ['This field is required.'],
        end_time: ['This field is required.'],
      },
    ]);

    const listed = await slotsOf(world.as(owner(0).person)).list(
      '?start_date=2031-04-07&end_date=2031-04-07',
    );
    expect(listed.body).toEqual({ count: 1, next: null, previous: null, results: [slot] });
    const one = await slotsOf(world.as(owner(0).person)).get(slot.id.toUpperCase());
    expect([one.status, one.body]).toEqual([200, slot]);
  });

  test('what is left out gets a default, what nobody knows is ignored', async () => {
    const answer = await staff().add({ ...hour(nextDate()), available_capacity: 9, id: 'mine' });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ is_available: true, max_concurrent_appointments: 3 });
    expect(answer.body.available_capacity).toBe(3);
  });

  test('a form without is_available adds a slot that can be booked', async () => {
    const answers = ['', '&is_available=off'].map(async (more) =>
      world.employee.request({
        method: 'POST',
        url: '/api/v1/time-slots/',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `date=${nextDate()}&start_time=10%3A00&end_time=11%3A00${more}`,
      }),
    );
    expect((await Promise.all(answers)).map(({ status, body }) => [status, body])).toEqual([
      [201, expect.objectContaining({ is_available: true, available_capacity: 3 })],
      [201, expect.objectContaining({ is_available: false, available_capacity: 0 })],
    ]);
  });

  test.each([
    ['hours turned round', { end_time: '09:00' }, REVERSED],
    ['no time between start and end', { end_time: '10:00' }, REVERSED],
    ['midnight as the start of the day', { start_time: '23:00', end_time: '00:00' }, REVERSED],
    ['a null', { date: null }, { date: ['This field may not be null.'] }],
    [
      'every field wrong',
      {
        date: '30.2.',
        start_time: '10 AM',
        end_time: '',
        is_available: 'maybe',
        max_concurrent_appointments: -1,
      },
      {
        date: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
        start_time: [
          'Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].',
        ],
        end_time: ['Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].'],
        is_available: ['Must be a valid boolean.'],
        max_concurrent_appointments: ['Ensure this value is greater than or equal to 0.'],
      },
    ],
  ])('%s is refused', async (_what, wrong, body) => {
    const answer = await staff().add({ ...hour(nextDate()), ...wrong });
    expect([answer.status, answer.body]).toEqual([400, body]);
  });

  test('an end of 23:59 means midnight', async () => {
    const date = nextDate();
    const late = { date, start_time: '23:59', end_time: '23:59' };
    expect((await staff().add(late)).status).toBe(201);
    await given(world).appointment({ scheduled_date: date, scheduled_time: '23:59:30' });
    const listed = await staff().list(`?start_date=${date}&end_date=${date}`);
    expect(nth(listed.body.results, 0).available_capacity).toBe(2);
  });
});

describe('changing a slot', () => {
  async function blockedSlot() {
    const more = { is_available: false, max_concurrent_appointments: 7 };
    return (await staff().add({ ...hour(nextDate()), ...more })).body;
  }

  test('PUT needs the date and the times and keeps what it leaves out', async () => {
    const slot = await blockedSlot();
    const needs = await staff().replace(slot.id, { is_available: true });
    expect([needs.status, Object.keys(needs.body)]).toEqual([
      400,
      ['date', 'start_time', 'end_time'],
    ]);
    const moved = await staff().replace(slot.id, { ...hour(slot.date), end_time: '12:30' });
    const expected = { ...slot, end_time: '12:30:00', version: slot.version + 1 };
    expect([moved.status, moved.body]).toEqual([200, expected]);
    expect(Object.keys(moved.body)).toEqual(KEYS);
  });

  test('PATCH changes what it names, and with nothing nothing', async () => {
    const slot = await blockedSlot();
    const same = await staff().change(slot.id, {});
    // It is written all the same, as an appointment is.
    expect([same.status, same.body]).toEqual([200, { ...slot, version: slot.version + 1 }]);
    const open = await staff().change(slot.id, { is_available: 'yes', unknown: 1 });
    const opened = { is_available: true, available_capacity: 7, version: slot.version + 2 };
    expect(open.body).toEqual({ ...slot, ...opened });
    expect(Object.keys(open.body)).toEqual(KEYS);
    const moved = await staff().change(slot.id, { date: nextDate(), start_time: '09:15' });
    expect(moved.body).toMatchObject({ start_time: '09:15:00', end_time: slot.end_time });
    const empty = await staff().list(`?start_date=${slot.date}&end_date=${slot.date}`);
    expect(empty.body.count).toBe(0);
  });

  test.each([
    ['the end alone', { end_time: '10:00' }, REVERSED],
    ['the start alone', { start_time: '11:00' }, REVERSED],
    ['a wrong limit', { max_concurrent_appointments: true }, ['max_concurrent_appointments']],
    ['a null', { is_available: null }, ['is_available']],
  ])('PATCH of %s is refused if it does not fit', async (_what, change, body) => {
    const slot = await blockedSlot();
    const answer = await staff().change(slot.id, change);
    expect(answer.status).toBe(400);
    expect(Array.isArray(body) ? Object.keys(answer.body) : answer.body).toEqual(body);
    expect((await staff().get(slot.id)).body).toEqual(slot);
  });

  test('onto the start of another slot it is refused, onto itself it is not', async () => {
    const [slot, other] = [await blockedSlot(), await blockedSlot()];
    const put = await staff().replace(slot.id, hour(other.date));
    const patch = await staff().change(slot.id, { date: other.date });
    expect([put.status, put.body, patch.status, patch.body]).toEqual([400, TWICE, 400, TWICE]);
    expect((await staff().replace(slot.id, hour(slot.date))).status).toBe(200);
  });

  test('an adopted slot with hours turned round can still be opened and blocked', async () => {
    const id = await storedSlot(world, { date: nextDate(), from: '12:00', to: '11:00' });
    const blocked = await staff().change(id, { is_available: false });
    expect([blocked.status, blocked.body.available_capacity]).toEqual([200, 0]);
    expect((await staff().change(id, { end_time: '11:30' })).body).toEqual(REVERSED);
  });

  test('a removed slot is gone', async () => {
    const slot = await blockedSlot();
    const removed = await staff().remove(slot.id);
    expect<unknown>([removed.status, removed.body]).toEqual([204, '']);
    expect(removed.headers['content-type']).toBeUndefined();
    const after = [await staff().remove(slot.id), await staff().get(slot.id)];
    expect(after.map(({ status, body }) => [status, body])).toEqual([
      [404, NOT_FOUND],
      [404, NOT_FOUND],
    ]);
  });
});

describe('who may do what', () => {
  test('everybody reads, only staff write, and the role is told before the slot and the body', async () => {
    const slot = (await staff().add(hour(nextDate()))).body;
    const customer = slotsOf(world.as(owner(0).person));
    const [list, one] = [await customer.list(), await customer.get(slot.id)];
    expect([list.status, one.status]).toEqual([200, 200]);
    const writes = [
      await customer.add({}),
      await customer.plan({}),
      await customer.replace(randomUUID(), {}),
      await customer.change('no-uuid', { date: 'x' }),
      await customer.remove(slot.id),
    ];
    for (const { status, body } of writes) expect([status, body]).toEqual([403, FORBIDDEN]);
    expect((await slotsOf(world.admin).change(slot.id, {})).status).toBe(200);
    const nobody = slotsOf(world.withHeader(undefined));
    expect([(await nobody.list()).status, (await nobody.add({})).status]).toEqual([401, 401]);
  });

  test('an unknown slot is told before a wrong body', async () => {
    for (const id of [randomUUID(), 'no-uuid']) {
      const answers = [
        await staff().replace(id, { date: 'x' }),
        await staff().change(id, { date: 'x' }),
        await staff().get(id),
      ];
      for (const { status, body } of answers) expect([status, body]).toEqual([404, NOT_FOUND]);
    }
  });

  test.each([
    ['DELETE', '/time-slots/', 'GET, POST, HEAD, OPTIONS'],
    ['GET', '/time-slots/bulk_create/', 'POST, OPTIONS'],
    ['POST', `/time-slots/${randomUUID()}/`, 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS'],
  ] as const)('%s %s is 405', async (method, path, allow) => {
    const answer = await world.employee.request({ method, url: `/api/v1${path}` });
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
  });
});
