import { afterEach, describe, expect, test } from 'vitest';
import { type Planned, planNextWorkdays } from '../src/time-slots/plan-slots.ts';
import { endChildren } from './support/child.ts';
import { nth } from './support/people.ts';
import { runCommand } from './support/run-command.ts';
import { slotsOf, storedHours, storedSlot } from './support/slots.ts';
import { openWorld, SECRET, useWorld, type World } from './support/world.ts';
import { zoneWhere } from './support/zone-where.ts';

afterEach(endChildren);

/** Runs the command as a person does; answers its exit code and its lines. */
async function seed(databaseUrl: string, args: readonly string[], settings = {}) {
  const own = { DATABASE_URL: databaseUrl, SECRET_KEY: SECRET, LOG_LEVEL: 'warn', ...settings };
  const { code, output } = await runCommand(own, 'seed_timeslots', ...args);
  return { code, lines: output.trimEnd().split('\n') };
}

/** The next workdays in a time zone, worked out without the service's arithmetic. */
function workdays(count: number, timeZone: string): string[] {
  const dates: string[] = [];
  for (let hours = 0; dates.length < count; hours += 24) {
    const moment = new Date(Date.now() + hours * 3_600_000);
    const weekday = moment.toLocaleDateString('en-US', { timeZone, weekday: 'short' });
    const date = moment.toLocaleDateString('sv-SE', { timeZone });
    if (!weekday.startsWith('S') && !dates.includes(date)) dates.push(date);
  }
  return dates;
}

function datesOf(hours: readonly string[]): string[] {
  return [...new Set(hours.map((text) => text.slice(0, 10)))];
}

describe('the command', () => {
  const world = useWorld();

  test('fills the next thirty business days from nine to five, once', async () => {
    // No day begins while this runs.
    const timeZone = zoneWhere(12);
    const settings = { BUSINESS_TIME_ZONE: timeZone };
    const usual = ['--days=30', '--start-hour=9', '--end-hour=17'];
    const first = await seed(world.databaseUrl, [], settings);
    const again = await seed(world.databaseUrl, usual, settings);

    expect(first).toEqual({
      code: 0,
      lines: [
        'Business day 10 of 30 is done.',
        'Business day 20 of 30 is done.',
        'Business day 30 of 30 is done.',
        'Created 240 time slots; 0 were there already.',
      ],
    });
    expect([again.code, again.lines.at(-1)]).toEqual([
      0,
      'Created 0 time slots; 240 were there already.',
    ]);
    const hours = await storedHours(world);
    expect(datesOf(hours)).toEqual(workdays(30, timeZone));
    expect(hours.slice(0, 8).map((text) => text.slice(11))).toEqual(
      [9, 10, 11, 12, 13, 14, 15, 16].map(
        (hour) => `${String(hour).padStart(2, '0')}:00-${hour + 1}:00`,
      ),
    );
    const { body } = await slotsOf(world.employee).list();
    expect(nth(body.results, 0)).toMatchObject({ is_available: true, available_capacity: 3 });
  });

  test('takes its days from the business time zone and its places from the settings', async () => {
    const { world: own, close } = await openWorld();
    try {
      // Fourteen hours ahead of UTC: for most of the day it is tomorrow there.
      const timeZone = 'Pacific/Kiritimati';
      const before = workdays(2, timeZone);
      const { lines } = await seed(
        own.databaseUrl,
        ['--days', '2', '--start-hour=22', '--end-hour=24'],
        { BUSINESS_TIME_ZONE: timeZone, MAX_CONCURRENT_APPOINTMENTS: '5' },
      );
      expect(lines.at(-1)).toBe('Created 4 time slots; 0 were there already.');
      const hours = await storedHours(own);
      expect(hours.map((text) => text.slice(11))).toEqual([
        '22:00-23:00',
        '23:00-23:59',
        '22:00-23:00',
        '23:00-23:59',
      ]);
      expect([before, workdays(2, timeZone)]).toContainEqual(datesOf(hours));
      const { body } = await slotsOf(own.admin).list();
      expect(body.results.map((slot) => slot.available_capacity)).toEqual([5, 5, 5, 5]);
    } finally {
      await close();
    }
  });

  test.each([
    [['--days=0'], '--days', 'It must be a whole number from 1 to 3650.'],
    [['--days=1.5'], '--days', 'It must be a whole number from 1 to 3650.'],
    [['--end-hour=25'], '--end-hour', 'It must be a whole number from 1 to 24.'],
    [['--start-hour=17'], '--end-hour (17)', 'must be later than --start-hour (17).'],
  ])('refuses %j in a sentence', async (args, option, sentence) => {
    const { code, lines } = await seed('postgres://nobody@127.0.0.1:9/nothing', args);
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(option);
    expect(lines[0]).toContain(sentence);
  });
});

describe('the plan', () => {
  const business = {
    timeZone: 'UTC',
    opensAt: 9,
    closesAt: 17,
    defaultPlaces: 3,
  };

  async function planned(world: World, now: string, days: number, timeZone = 'UTC') {
    const deps = { db: world.db, clock: () => new Date(now), business: { ...business, timeZone } };
    const steps: number[] = [];
    const hours = { opensAt: 9, closesAt: 10 };
    const counts: Planned = await planNextWorkdays(deps, { days, ...hours }, (done) =>
      steps.push(done),
    );
    const dates = datesOf(await storedHours(world));
    await world.db.deleteFrom('time_slots').execute();
    return { ...counts, dates, steps };
  }

  const world = useWorld();

  test.each([
    ['a Friday', '2026-11-27T08:00:00Z', 'UTC', ['2026-11-27', '2026-11-30']],
    ['the end of a Friday', '2026-11-27T23:59:59Z', 'UTC', ['2026-11-27', '2026-11-30']],
    ['a Saturday', '2026-11-28T08:00:00Z', 'UTC', ['2026-11-30', '2026-12-01']],
    [
      'a Friday that is Saturday there',
      '2026-11-27T20:00:00Z',
      'Asia/Colombo',
      ['2026-11-30', '2026-12-01'],
    ],
    [
      'a Saturday that is Friday there',
      '2026-11-28T04:00:00Z',
      'America/New_York',
      ['2026-11-27', '2026-11-30'],
    ],
  ])('starts today if the workshop works: %s', async (_what, now, timeZone, dates) => {
    const result = await planned(world, now, 2, timeZone);
    expect(result).toEqual({ created: 2, existing: 0, dates, steps: [2] });
  });

  test('keeps what is there, blocked or not', async () => {
    await storedSlot(world, { date: '2026-11-25', from: '09:00', to: '17:00' }, 0);
    const { created, existing, steps } = await planned(world, '2026-11-25T08:00:00Z', 25);
    expect([created, existing, steps]).toEqual([24, 1, [10, 20, 25]]);
  });
});
