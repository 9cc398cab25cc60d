import { describe, expect, test } from 'vitest';
import { type GivenSlot, given } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { RANGE_REFUSALS } from './support/range-refusals.ts';
import { NOW, openWorld, useWorld, type World, type WorldOptions } from './support/world.ts';

const world = useWorld();

interface FreeSlot {
  readonly date: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly available_capacity: number;
}

async function ask(from: string, to = from, minutes?: number | string, where: World = world) {
  const duration = minutes === undefined ? '' : `&duration_minutes=${minutes}`;
  const range = `start_date=${from}&end_date=${to}`;
  return await where.admin.get<{ count: number; slots: FreeSlot[] }>(
    `/appointments/available_slots/?${range}${duration}`,
  );
}

/** The slots of one day as `09:00-10:00 3`: start, end, places left. */
async function free(date: string, minutes?: number, where: World = world): Promise<string[]> {
  const { body } = await ask(date, date, minutes, where);
  expect(body.count).toBe(body.slots.length);
  return body.slots.map((slot) => {
    expect(slot.date).toBe(date);
    const times = [slot.start_time, slot.end_time].map((time) => time.replace(/:00$/, ''));
    return `${times.join('-')} ${slot.available_capacity}`;
  });
}

const starts = async (date: string, minutes?: number, where: World = world) =>
  (await free(date, minutes, where)).map((slot) => slot.slice(0, 5));

/** Every working day but the first few of the clock, for stories that need one of their own. */
let day = 0;
function nextWorkday(): string {
  day += 1;
  const date = new Date(Date.UTC(2027, 0, 3 + day + 2 * Math.floor((day - 1) / 5)));
  return date.toISOString().slice(0, 10);
}

async function slots(date: string, ...stored: Omit<GivenSlot, 'date'>[]): Promise<void> {
  for (const slot of stored) await given(world).slot({ date, ...slot });
}

async function booked(date: string, ...jobs: string[]): Promise<void> {
  for (const job of jobs) {
    const [scheduled_time = '', minutes] = job.split('+');
    const row = { scheduled_date: date, scheduled_time, duration_minutes: Number(minutes) };
    await given(world).appointment(row);
  }
}

async function inWorld(options: WorldOptions, story: (world: World) => Promise<void>) {
  const { world: other, close } = await openWorld({ people: world.people, ...options });
  try {
    await story(other);
  } finally {
    await close();
  }
}

describe('days without stored slots', () => {
  test('have an hour each from nine to five, Monday to Friday', async () => {
    const { status, body } = await ask('2026-11-30', '2026-12-06');
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['count', 'slots']);
    expect(body.count).toBe(40);
    const days = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];
    const hours = ['09', '10', '11', '12', '13', '14', '15', '16'];
    expect(body.slots).toEqual(
      days.flatMap((date) =>
        hours.map((hour) => ({
          date,
          start_time: `${hour}:00:00`,
          end_time: `${String(Number(hour) + 1).padStart(2, '0')}:00:00`,
          available_capacity: 3,
        })),
      ),
    );
    expect(Object.keys(nth(body.slots, 0))).toEqual([
      ...['date', 'start_time', 'end_time', 'available_capacity'],
    ]);
  });

  test('offer what is left of each hour, and no full one', async () => {
    const date = nextWorkday();
    await booked(date, '10:00+60', '11:30+60', '11:45+60', '11:59+1', '14:15+15');
    await given(world).appointment({ scheduled_date: date, status: 'cancelled' });
    expect(await free(date)).toEqual([
      ...['09:00-10:00 3', '10:00-11:00 2', '12:00-13:00 1', '13:00-14:00 3'],
      ...['14:00-15:00 2', '15:00-16:00 3', '16:00-17:00 3'],
    ]);
  });

  test.each([
    [1, ['09', '10', '11', '12', '13', '14', '15', '16']],
    [60, ['09', '10', '11', '12', '13', '14', '15', '16']],
    [61, ['09', '10', '11', '12', '13', '14', '15']],
    [180, ['09', '10', '11', '12', '13', '14']],
    [480, ['09']],
    [481, []],
    [1440, []],
  ])('offer a job of %i minutes the hours from which it ends by five', async (minutes, hours) => {
    const date = nextWorkday();
    expect(await starts(date, minutes)).toEqual(hours.map((hour) => `${hour}:00`));
  });

  test('count capacity over the whole job, but name the hour as it is', async () => {
    const date = nextWorkday();
    await booked(date, '11:00+60', '11:00+60', '12:00+60', '12:00+60', '12:00+60');
    expect(await free(date, 120)).toEqual([
      ...['09:00-10:00 3', '10:00-11:00 1', '13:00-14:00 3', '14:00-15:00 3', '15:00-16:00 3'],
    ]);
  });

  test('know of jobs that began the day before', async () => {
    const date = nextWorkday();
    const before = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
    await booked(before, '23:00+660', '23:00+630');
    expect((await free(date)).slice(0, 2)).toEqual(['09:00-10:00 1', '10:00-11:00 3']);
  });
});

describe('stored slots', () => {
  test('replace the default hours of their day, also at the weekend, in order', async () => {
    const saturday = '2026-12-12';
    await slots(
      saturday,
      { from: '13:00', to: '14:30', places: 1 },
      { from: '08:00', to: '09:00', places: 2 },
      { from: '10:00', to: '11:00', blocked: true },
    );
    await booked(saturday, '08:15+10');
    expect(await free(saturday)).toEqual(['08:00-09:00 1', '13:00-14:30 1']);
    const around = await ask('2026-12-11', '2026-12-14');
    expect(around.body.slots.map(({ date }) => date)).toEqual([
      ...Array(8).fill('2026-12-11'),
      ...['2026-12-12', '2026-12-12'],
      ...Array(8).fill('2026-12-14'),
    ]);
  });

  test('that are all blocked leave none, not the default hours', async () => {
    const date = nextWorkday();
    await slots(date, { from: '09:00', to: '10:00', blocked: true });
    expect(await free(date)).toEqual([]);
  });

  test('that are full or have no places are left out', async () => {
    const date = nextWorkday();
    await slots(
      date,
      { from: '09:00', to: '10:00', places: 1 },
      { from: '10:00', to: '11:00', places: 0 },
      { from: '11:00', to: '12:00', places: -1 },
      { from: '12:00', to: '13:00', places: 1 },
    );
    await booked(date, '09:59+1');
    expect(await free(date)).toEqual(['12:00-13:00 1']);
  });

  test('are offered when a job that starts with them is covered by slots', async () => {
    const date = nextWorkday();
    await slots(
      date,
      { from: '09:00', to: '10:00', places: 3 },
      { from: '10:00', to: '11:00', places: 2 },
      { from: '12:00', to: '13:00', places: 3 },
      { from: '13:00', to: '14:00', blocked: true },
    );
    expect(await free(date, 90)).toEqual(['09:00-10:00 2']);
    expect(await free(date, 60)).toEqual(['09:00-10:00 3', '10:00-11:00 2', '12:00-13:00 3']);
    expect(await free(date, 30)).toEqual(['09:00-10:00 3', '10:00-11:00 2', '12:00-13:00 3']);
  });

  test('that overlap: the smallest limit counts, and blocked wins', async () => {
    const date = nextWorkday();
    await slots(
      date,
      { from: '09:00', to: '12:00', places: 3 },
      { from: '10:00', to: '11:00', places: 1 },
      { from: '11:30', to: '12:00', blocked: true },
    );
    expect(await free(date, 60)).toEqual(['09:00-12:00 3', '10:00-11:00 1']);
    expect(await free(date, 120)).toEqual(['09:00-12:00 1']);
    expect(await free(date, 151)).toEqual([]);
  });

  test('keep their own end, of which 23:59 means midnight', async () => {
    const date = nextWorkday();
    await slots(date, { from: '23:00', to: '23:59' }, { from: '22:00', to: '21:00' });
    expect(await free(date, 60)).toEqual(['23:00-23:59 3']);
  });
});

describe('what has begun is not offered', () => {
  test('by the clock of the workshop', async () => {
    try {
      expect(await starts('2026-11-24')).toEqual([]);
      expect(nth(await starts('2026-11-25'), 0)).toBe('09:00');
      world.now = new Date('2026-11-25T11:59:59.999Z');
      expect(await starts('2026-11-25')).toEqual(['12:00', '13:00', '14:00', '15:00', '16:00']);
      world.now = new Date('2026-11-25T12:00:00Z');
      expect(await starts('2026-11-25')).toEqual(['13:00', '14:00', '15:00', '16:00']);
    } finally {
      world.now = new Date(NOW);
    }
  });

  test('in Colombo five and a half hours before London', async () => {
    await inWorld({ business: { timeZone: 'Asia/Colombo' } }, async (colombo) => {
      // 13:30 there.
      expect(await starts('2026-11-25', 60, colombo)).toEqual(['14:00', '15:00', '16:00']);
      const owner = nth(carOwners(world.people), 0);
      const book = (scheduled_time: string) =>
        colombo.admin.book(owner, { scheduled_date: '2026-11-25', scheduled_time });
      expect((await book('13:30')).body).toEqual({
        non_field_errors: ['Appointment time must be in the future'],
      });
      expect((await book('13:31')).body).toMatchObject({ time_until_appointment: '1 minute' });
      // Tomorrow there, while it is still today elsewhere.
      colombo.now = new Date('2026-11-25T22:30:00Z');
      expect(await starts('2026-11-25', 60, colombo)).toEqual([]);
      expect(await starts('2026-11-26', 60, colombo)).toHaveLength(8);
      colombo.now = new Date('2026-11-26T03:30:00Z');
      expect(await starts('2026-11-26', 60, colombo)).toHaveLength(7);
    });
  });

  test('with the offset of the day where clocks are put forward', async () => {
    await inWorld({ business: { timeZone: 'America/New_York' } }, async (york) => {
      // Clocks change on Sunday, 14 March 2027, at two in the morning.
      york.now = new Date('2027-03-12T13:30:00Z');
      expect(await starts('2027-03-12', 60, york)).toHaveLength(8);
      york.now = new Date('2027-03-15T13:30:00Z');
      expect(await starts('2027-03-15', 60, york)).toHaveLength(7);
      // The hour that is skipped has passed when the new one has begun.
      await given(york).slot({ date: '2027-03-14', from: '02:30', to: '03:00' });
      york.now = new Date('2027-03-14T06:59:59Z');
      expect(await starts('2027-03-14', 30, york)).toEqual(['02:30']);
      york.now = new Date('2027-03-14T07:00:00Z');
      expect(await starts('2027-03-14', 30, york)).toEqual([]);
    });
  });
});

test('opening hours, places and the usual length come from the configuration', async () => {
  const business = { opensAt: 7, closesAt: 10, defaultPlaces: 1, defaultMinutes: 90 };
  await inWorld({ business }, async (small) => {
    expect(await free('2026-12-01', undefined, small)).toEqual(['07:00-08:00 1', '08:00-09:00 1']);
  });
});

describe('a question that cannot be answered is refused', () => {
  test.each<[string, object]>([
    ...RANGE_REFUSALS,
    ...[
      ['0', 'Ensure this value is greater than or equal to 1.'],
      ['1441', 'Ensure this value is less than or equal to 1440.'],
      ['long', 'A valid integer is required.'],
    ].map(([minutes, fault]): [string, object] => [
      `start_date=2026-12-01&end_date=2026-12-01&duration_minutes=${minutes}`,
      { duration_minutes: [fault] },
    ]),
  ])('?%s', async (query, body) => {
    const answer = await world.admin.get(`/appointments/available_slots/?${query}`);
    expect([answer.status, answer.body]).toEqual([400, body]);
  });

  test('92 days are answered, 93 are not', async () => {
    expect((await ask('2027-03-01', '2027-05-31')).body.count).toBe(66 * 8);
    const tooLong = await ask('2027-03-01', '2027-06-01');
    expect(tooLong.status).toBe(400);
    expect(tooLong.body).toEqual({ non_field_errors: [expect.any(String)] });
    expect((await ask('0001-01-01', '9999-12-31')).status).toBe(400);
  });

  test('an empty length is the usual one, and the first and last dates there are do no harm', async () => {
    expect((await ask('2026-12-01', '2026-12-01', '')).body.count).toBe(8);
    expect((await ask('0001-01-01', '0001-01-31')).body.count).toBe(0);
    expect((await ask('9999-12-31')).status).toBe(200);
  });
});
