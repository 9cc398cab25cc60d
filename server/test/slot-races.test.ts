import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dayNumber } from '../src/platform/wall-clock.ts';
import { eventually } from './support/eventually.ts';
import { carOwners, crowd, nth } from './support/people.ts';
import { slotsOf, storedSlot } from './support/slots.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ people: crowd(8) });

const TWICE = { non_field_errors: ['The fields date, start_time must make a unique set.'] };
const FULL = { non_field_errors: ['The selected time slot is fully booked'] };

/** A second session of the database, which takes no part in the service's habits. */
let outsider: pg.Client;
beforeEach(async () => {
  outsider = new pg.Client({ connectionString: world.databaseUrl });
  await outsider.connect();
});
afterEach(() => outsider.end());

let day = 0;
/** A date of its own for every story. */
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}
const hour = (date: string) => ({ date, start_time: '10:00', end_time: '11:00' });
const staff = () => slotsOf(world.employee);

/** Books 10:00 for one of the crowd. */
function book(date: string, index: number) {
  const owner = nth(carOwners(world.people), index);
  return world.admin.book(owner, { scheduled_date: date, scheduled_time: '10:00' });
}

/** Takes the lock of a date, as another process of the service would. */
async function holdDate(date: string): Promise<void> {
  await outsider.query('begin');
  await outsider.query('select pg_advisory_xact_lock(8005, $1)', [dayNumber(date)]);
}

/** Waits until so many sessions wait for a lock of this kind. */
async function waiting(kind: 'advisory' | 'transactionid', sessions: number): Promise<void> {
  await eventually(async () => {
    const { rowCount } = await outsider.query(
      `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and wait_event = $1`,
      [kind],
    );
    expect(rowCount).toBe(sessions);
  });
}

describe('one slot added twice', () => {
  test('by eight callers at once: one 201, the others the usual 400', async () => {
    for (let round = 0; round < 5; round += 1) {
      const slot = hour(nextDate());
      const answers = await Promise.all(Array.from({ length: 8 }, () => staff().add(slot)));
      const refused = answers.filter(({ status }) => status !== 201);
      expect(refused).toHaveLength(7);
      for (const { status, body } of refused) expect([status, body]).toEqual([400, TWICE]);
    }
  });

  test.each(['add', 'replace', 'change'] as const)(
    'past the locks: the database refuses what %s writes, and it is the same 400',
    async (act) => {
      const date = nextDate();
      const id = await storedSlot(world, { date: nextDate(), from: '10:00', to: '11:00' });
      await outsider.query('begin');
      await outsider.query(`insert into time_slots values ($1, $2, '10:00', '11:00', true, 3)`, [
        randomUUID(),
        date,
      ]);
      const writes = {
        add: () => staff().add(hour(date)),
        replace: () => staff().replace(id, hour(date)),
        change: () => staff().change(id, { date }),
      };
      const written = writes[act]();
      await waiting('transactionid', 1);
      await outsider.query('commit');
      const { status, body } = await written;
      expect([status, body]).toEqual([400, TWICE]);
    },
  );

  test('by two plans of the same weeks at once: every hour once', async () => {
    const range = { start_date: '2028-02-07', end_date: '2028-02-18' };
    const answers = await Promise.all([staff().plan(range), staff().plan(range)]);
    const counts = answers.map(({ body }) => (body as { count: number }).count).sort();
    expect(counts).toEqual([0, 80]);
  });
});

describe('every write of a slot waits for its dates', () => {
  test.each(['add', 'replace', 'change', 'remove', 'plan'] as const)('%s', async (act) => {
    const date = nextDate();
    const id = await storedSlot(world, { date, from: '10:00', to: '11:00' });
    const writes = {
      add: () => staff().add({ ...hour(date), start_time: '09:00' }),
      replace: () => staff().replace(id, hour(date)),
      change: () => staff().change(id, {}),
      remove: () => staff().remove(id),
      plan: () => staff().plan({ start_date: '2028-03-01', end_date: '2028-03-31' }),
    };
    await holdDate(act === 'plan' ? '2028-03-31' : date);
    const written = writes[act]();
    await waiting('advisory', 1);
    await outsider.query('commit');
    expect([200, 201, 204]).toContain((await written).status);
  });

  test.each([0, 1])('a move waits for both its dates', async (held) => {
    const dates = [nextDate(), nextDate()] as const;
    const id = await storedSlot(world, { date: dates[0], from: '10:00', to: '11:00' });
    await holdDate(nth(dates, held));
    const moved = staff().change(id, { date: dates[1] });
    await waiting('advisory', 1);
    await outsider.query('commit');
    expect((await moved).status).toBe(200);
  });

  test('moves that swap dates all come through', async () => {
    const dates = [nextDate(), nextDate()] as const;
    const ids = await Promise.all(
      ['08:00', '09:00', '10:00', '11:00'].map((from, index) =>
        storedSlot(world, { date: nth(dates, index % 2), from, to: '12:00' }),
      ),
    );
    for (let round = 1; round <= 5; round += 1) {
      const moves = ids.map((id, index) =>
        staff().change(id, { date: nth(dates, (index + round) % 2) }),
      );
      expect((await Promise.all(moves)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    }
  });
});

describe('a booking while its slot shrinks to nothing', () => {
  test('is refused when the shrinking came first', async () => {
    const date = nextDate();
    const id = await storedSlot(world, { date, from: '10:00', to: '11:00' }, 1);
    await holdDate(date);
    const shrunk = staff().change(id, { max_concurrent_appointments: 0 });
    await waiting('advisory', 1);
    const booked = book(date, 0);
    await waiting('advisory', 2);
    await outsider.query('commit');
    const { status, body } = await booked;
    expect([(await shrunk).status, status, body]).toEqual([200, 400, FULL]);
  });

  test('stands when it came first', async () => {
    const date = nextDate();
    const id = await storedSlot(world, { date, from: '10:00', to: '11:00' }, 1);
    await holdDate(date);
    const booked = book(date, 0);
    await waiting('advisory', 1);
    const shrunk = staff().change(id, { max_concurrent_appointments: 0 });
    await waiting('advisory', 2);
    await outsider.query('commit');
    expect((await booked).status).toBe(201);
    expect([(await shrunk).status, (await shrunk).body.available_capacity]).toEqual([200, 0]);
  });

  test('never commits over the limit in force at that moment', async () => {
    // Looks at each booking while it commits, a little later than it was decided.
    await outsider.query(`
      create table overfull (date date);
      create function watch_booking() returns trigger language plpgsql as $$
      begin
        perform pg_sleep(0.03);
        insert into overfull
        select new.scheduled_date
        from time_slots
        where time_slots.date = new.scheduled_date
          and time_slots.max_concurrent_appointments < (
            select count(*) from appointments
            where appointments.scheduled_date = new.scheduled_date and appointments.holds_place
          );
        return null;
      end $$;
      create constraint trigger watch_booking after insert on appointments
        deferrable initially deferred for each row execute function watch_booking();
    `);
    const tally = { booked: 0, refused: 0 };
    for (let round = 0; round < 12; round += 1) {
      const date = nextDate();
      const id = await storedSlot(world, { date, from: '10:00', to: '11:00' }, 2);
      const bookings = [0, 1, 2].map((index) => book(date, index));
      // Now somewhere among the bookings, now after the first of them.
      if (round % 2 === 0) await new Promise((resolve) => setTimeout(resolve, 4 * round));
      else await Promise.race(bookings);
      const shrunk = staff().change(id, { max_concurrent_appointments: 0 });
      for (const { status } of await Promise.all(bookings)) {
        expect([201, 400]).toContain(status);
        tally[status === 201 ? 'booked' : 'refused'] += 1;
      }
      expect((await shrunk).status).toBe(200);
    }
    const { rows } = await outsider.query('select date::text from overfull');
    expect(rows).toEqual([]);
    expect(tally.booked, 'bookings that came in time').toBeGreaterThan(0);
    expect(tally.refused).toBeGreaterThanOrEqual(12);
  });
});
