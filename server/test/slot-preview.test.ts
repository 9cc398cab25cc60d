import { describe, expect, test } from 'vitest';
import type { AppointmentListItem } from '../src/appointments/appointments.schemas.ts';
import type { Answer, Client } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { everythingStored } from './support/everything-stored.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { slotsOf, storedSlot } from './support/slots.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld();

interface PreviewBody {
  readonly slots: number;
  readonly appointments: readonly (AppointmentListItem & { readonly reason: string })[];
}

let weeks = 0;
/** A Monday that no other story touches, nor the days of its week. */
function nextMonday(): string {
  weeks += 1;
  return new Date(Date.UTC(2027, 0, 4 + 7 * weeks)).toISOString().slice(0, 10);
}
const dayAfter = (date: string): string =>
  new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

const ask = (body: object, by: Client = world.employee): Promise<Answer<PreviewBody>> =>
  by.post('/time-slots/preview/', body);

/** What would be changed and who would be left out, as `time reason`. */
async function preview(body: object): Promise<[number, string[]]> {
  const before = await everythingStored(world);
  const answer = await ask(body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(await everythingStored(world)).toEqual(before);
  const { slots, appointments } = answer.body;
  return [slots, appointments.map((row) => `${row.scheduled_time.slice(0, 5)} ${row.reason}`)];
}

const booked = (scheduled_date: string, time: string, row: object = {}) =>
  given(world).appointment({ scheduled_date, scheduled_time: `${time}:00`, ...row });
const slot = (date: string, from: string, to: string, places = 3) =>
  storedSlot(world, { date, from, to }, places);

describe('blocking an hour', () => {
  test('tells its appointments, as a list tells them', async () => {
    const date = nextMonday();
    const owner = nth(carOwners(world.people), 0);
    const ten = await slot(date, '10:00', '11:00');
    await slot(date, '11:00', '12:00');
    const row = await booked(date, '10:30', { ...of(owner), duration_minutes: 90 });
    await booked(date, '11:00');

    // A look-up that is late leaves its name out, here as everywhere.
    await eventually(async () => {
      const body = { action: 'change', slot_ids: [ten], is_available: false };
      const answer = await ask(body, world.admin);
      expect([answer.status, answer.body]).toEqual([
        200,
        {
          slots: 1,
          appointments: [
            {
              id: row.id,
              customer_id: row.customer_id,
              vehicle_id: row.vehicle_id,
              assigned_employee_id: null,
              appointment_type: 'maintenance',
              scheduled_date: date,
              scheduled_time: '10:30:00',
              status: 'pending',
              customer_name: expect.stringContaining(owner.person.first_name),
              vehicle_details: expect.stringContaining(owner.car.plate_number),
              employee_name: '',
              version: 1,
              duration_minutes: 90,
              service_description: '',
              reason: 'blocked',
            },
          ],
        },
      ]);
    });
  });

  test('counts the slots that change, each once, and sorts what it tells', async () => {
    const date = nextMonday();
    const [nine, ten, eleven] = [
      await slot(date, '09:00', '10:00'),
      await slot(date, '10:00', '11:00'),
      await slot(date, '11:00', '12:00'),
    ];
    await slotsOf(world.employee).change(eleven, { is_available: false });
    await booked(date, '10:00');
    await booked(date, '09:15', { duration_minutes: 30 });
    await booked(date, '09:00');
    const slot_ids = [nine, ten, eleven, ten.toUpperCase()];
    expect(await preview({ action: 'change', slot_ids, is_available: false })).toEqual([
      2,
      ['09:00 blocked', '09:15 blocked', '10:00 blocked'],
    ]);
  });

  test('leaves alone what is over, and what holds no place', async () => {
    const today = '2026-11-25';
    const ids = [await slot(today, '06:00', '08:00'), await slot(today, '08:00', '09:00')];
    await booked(today, '06:00');
    await booked(today, '07:00');
    await booked(today, '07:30');
    for (const status of ['completed', 'cancelled', 'no_show'])
      await booked(today, '08:00', { status });
    await booked(today, '08:00', { status: 'in_progress' });
    expect(await preview({ action: 'change', slot_ids: ids, is_available: false })).toEqual([
      2,
      ['07:30 blocked', '08:00 blocked'],
    ]);
  });
});

describe('fewer places', () => {
  test('leave out everyone at a minute that becomes too full', async () => {
    const date = nextMonday();
    const id = await slot(date, '10:00', '12:00');
    await booked(date, '10:00');
    await booked(date, '10:30');
    await booked(date, '11:30', { duration_minutes: 30 });
    const to = (max_concurrent_appointments: number) =>
      preview({ action: 'change', slot_ids: [id], max_concurrent_appointments });
    expect(await to(2)).toEqual([1, []]);
    expect(await to(1)).toEqual([1, ['10:00 full', '10:30 full']]);
    expect(await to(0)).toEqual([1, ['10:00 full', '10:30 full', '11:30 full']]);
    expect(await to(3)).toEqual([0, []]);
  });

  test('do not leave out who has no place already', async () => {
    const date = nextMonday();
    const id = await slot(date, '10:00', '11:00', 1);
    await booked(date, '10:00');
    await booked(date, '10:00');
    await booked(date, '12:00');
    expect(await preview({ action: 'change', slot_ids: [id], is_available: false })).toEqual([
      1,
      [],
    ]);
  });
});

describe('deleting', () => {
  test('leaves out who stood in the slot, unless it was the last of the day', async () => {
    const date = nextMonday();
    const [ten, twelve] = [await slot(date, '10:00', '11:00'), await slot(date, '12:00', '13:00')];
    await booked(date, '10:00');
    expect(await preview({ action: 'delete', slot_ids: [ten] })).toEqual([1, ['10:00 outside']]);
    // On a day without slots the usual places hold at every minute.
    expect(await preview({ action: 'delete', slot_ids: [ten, twelve] })).toEqual([2, []]);
  });

  test('the last slot of a day leaves out who is one too many for the usual places', async () => {
    const date = nextMonday();
    const id = await slot(date, '10:00', '11:00', 4);
    for (let place = 0; place < 4; place += 1) await booked(date, '10:00');
    expect(await preview({ action: 'delete', slot_ids: [id] })).toEqual([
      1,
      Array.from({ length: 4 }, () => '10:00 full'),
    ]);
  });
});

describe('a new slot', () => {
  test('closes the rest of a day that had none', async () => {
    const date = nextMonday();
    await booked(date, '10:00');
    await booked(date, '10:30');
    const hour = { action: 'create', date, start_time: '10:00', end_time: '11:00' };
    expect(await preview(hour)).toEqual([1, ['10:30 outside']]);
    expect(await preview({ ...hour, is_available: false })).toEqual([
      1,
      ['10:00 blocked', '10:30 blocked'],
    ]);
    expect(await preview({ ...hour, max_concurrent_appointments: 1 })).toEqual([
      1,
      ['10:00 full', '10:30 outside'],
    ]);
  });

  test('meets a job that comes over midnight, with all that runs beside it', async () => {
    const monday = nextMonday();
    const tuesday = dayAfter(monday);
    await booked(monday, '23:00', { duration_minutes: 120 });
    await booked(monday, '22:00', { duration_minutes: 120 });
    const early = { action: 'create', date: tuesday, start_time: '00:00', end_time: '01:00' };
    expect(await preview(early)).toEqual([1, []]);
    expect(await preview({ ...early, start_time: '00:30' })).toEqual([1, ['23:00 outside']]);
    // Over the limit before midnight: it has no place as it is, whatever happens after midnight.
    await slot(monday, '20:00', '23:59', 1);
    expect(await preview({ ...early, start_time: '00:30' })).toEqual([1, []]);
  });

  test.each([
    ['0001-01-01', '9999-12-31'],
    ['9999-12-31', '0001-01-01'],
  ])('may be on the first and the last day of the calendar: %s', async (date) => {
    const hour = { action: 'create', date, start_time: '10:00', end_time: '11:00' };
    expect(await preview(hour)).toEqual([1, []]);
  });
});

describe('the slots of a range', () => {
  test('count as far as they are new, and leave out who comes outside of them', async () => {
    const monday = nextMonday();
    await slot(monday, '10:00', '11:00');
    const tuesday = dayAfter(monday);
    await booked(monday, '09:00');
    await booked(tuesday, '08:30');
    await booked(tuesday, '16:00');
    const range = { action: 'generate', start_date: monday, end_date: tuesday };
    expect(await preview(range)).toEqual([15, ['08:30 outside']]);
  });

  test('are none at a weekend', async () => {
    const saturday = new Date(Date.parse(nextMonday()) + 5 * 86_400_000).toISOString().slice(0, 10);
    await booked(saturday, '03:00');
    const range = { action: 'generate', start_date: saturday, end_date: dayAfter(saturday) };
    expect(await preview(range)).toEqual([0, []]);
  });
});

describe('other hours', () => {
  test('leave out who was in the old ones', async () => {
    const date = nextMonday();
    const id = await slot(date, '10:00', '11:00');
    await slot(date, '15:00', '16:00');
    await booked(date, '10:00');
    const other = { action: 'change', slot_ids: [id] };
    expect(await preview({ ...other, end_time: '12:00' })).toEqual([1, []]);
    expect(await preview({ ...other, start_time: '10:01' })).toEqual([1, ['10:00 outside']]);
    expect(await preview({ ...other, date: dayAfter(date) })).toEqual([1, ['10:00 outside']]);
  });
});

test('what a preview tells is what the change does', async () => {
  const { world: own, close } = await openWorld();
  try {
    const date = '2027-05-03';
    const places = async (): Promise<Map<string, number>> => {
      const { body } = await slotsOf(own.employee).list(`?start_date=${date}&end_date=${date}`);
      return new Map(body.results.map((one) => [one.start_time, one.available_capacity]));
    };
    const id = await storedSlot(own, { date, from: '10:00', to: '11:00' });
    await given(own).appointment({ scheduled_date: date });
    const body = { action: 'change', slot_ids: [id], max_concurrent_appointments: 1 };
    expect((await ask(body, own.employee)).body).toEqual({ slots: 1, appointments: [] });
    await slotsOf(own.employee).change(id, { max_concurrent_appointments: 1 });
    expect((await places()).get('10:00:00')).toBe(0);
    expect((await ask(body, own.employee)).body.slots).toBe(0);
  } finally {
    await close();
  }
});

test('an adopted slot of no day, and an adopted job of years, stand in no way', async () => {
  const date = nextMonday();
  const [odd, ten] = [await slot('infinity', '10:00', '11:00'), await slot(date, '10:00', '11:00')];
  await booked('2027-01-01', '00:00', { duration_minutes: 2_000_000 });
  expect(await preview({ action: 'delete', slot_ids: [odd] })).toEqual([1, []]);
  expect(await preview({ action: 'change', slot_ids: [odd, ten], is_available: false })).toEqual([
    2,
    [],
  ]);
});
