import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayNumber } from '../src/platform/wall-clock.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { PRIYA, TOMASZ } from './support/mechanics.ts';
import { carOwners, crowd, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ people: crowd(24) });

const FULL = 'The selected time slot is fully booked';
const BUSY = 'Employee is not available at the selected time';

/** A second session of the database, which takes no part in the service's habits. */
let outsider: pg.Client;
beforeEach(async () => {
  outsider = new pg.Client({ connectionString: world.databaseUrl });
  await outsider.connect();
});
afterEach(() => outsider.end());

async function waiting(sessions: number): Promise<void> {
  await eventually(async () => {
    const { rowCount } = await outsider.query(
      `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
    );
    expect(rowCount).toBe(sessions);
  });
}

const appointment = (index: number, row: object) =>
  given(world).appointment({ ...of(nth(carOwners(world.people), index)), ...row });

test('of twenty that are dragged into one hour three get there, some of them by reschedule', async () => {
  const rows = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      appointment(index, { scheduled_date: `2027-01-${String(index + 1).padStart(2, '0')}` }),
    ),
  );
  const body = { new_date: '2027-02-01', new_time: '10:00' };
  const answers = await Promise.all(
    rows.map(({ id }, index) =>
      index % 3 === 0
        ? world.admin.act(id, 'reschedule', body)
        : world.admin.act(id, 'move', { ...body, announce_after_seconds: 60 }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  for (const { status, body: told } of answers.filter((answer) => answer.status !== 200))
    expect([status, told]).toEqual([400, [FULL]]);
});

test('of ten jobs at one time that are dragged to one employee she gets one', async () => {
  const rows = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      appointment(index, { scheduled_date: '2027-02-03', scheduled_time: `${9 + index}:00:00` }),
    ),
  );
  // Half-hours apart, so that places would do for all of them.
  const answers = await Promise.all(
    rows.map(({ id }, index) =>
      world.admin.act(id, 'move', {
        new_date: '2027-02-04',
        new_time: index % 2 === 0 ? '10:00' : '10:30',
        employee_id: PRIYA,
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const refusals = answers.filter(({ status }) => status !== 200);
  for (const { body } of refusals) expect(body).toEqual([BUSY]);
});

test('moves that swap two days all end, and nothing is lost', async () => {
  const days = ['2027-02-08', '2027-02-09'];
  const rows = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      appointment(index, {
        scheduled_date: days[index % 2],
        scheduled_time: `${9 + index}:00:00`,
      }),
    ),
  );
  for (let round = 0; round < 5; round += 1) {
    const answers = await Promise.all(
      rows.map(({ id, scheduled_time }, index) =>
        world.admin.act(id, 'move', {
          new_date: days[(index + round + 1) % 2],
          new_time: scheduled_time,
          announce_after_seconds: 30,
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(rows.map(() => 200));
  }
  // An odd number of moves: all are on the other day, and each has one thing to tell.
  for (const [index, { id }] of rows.entries()) {
    const { row, messages, history } = await recordsOf(world, id);
    expect(row.scheduled_date).toBe(days[(index + 1) % 2]);
    expect(messages).toHaveLength(1);
    expect(history).toHaveLength(5);
  }
});

test('two who drag one appointment: the one who saw an old version is told', async () => {
  const { id } = await appointment(0, { scheduled_date: '2027-02-15' });
  const drag = (hour: number) =>
    world.admin.request({
      method: 'POST',
      url: `/api/v1/appointments/${id}/move/`,
      headers: { 'if-match': '"1"' },
      payload: {
        new_date: '2027-02-15',
        new_time: `${hour}:00`,
        announce_after_seconds: 60,
      },
    });
  const answers = await Promise.all([11, 12, 13, 14].map(drag));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  expect((await recordsOf(world, id)).messages).toHaveLength(1);
});

test('who has the job needs no asking, unless somebody takes it away meanwhile', async () => {
  // Given a move that leaves the job with Priya and waits for the row,
  const row = await appointment(0, {
    scheduled_date: '2027-02-17',
    assigned_employee_id: PRIYA,
  });
  await outsider.query('begin');
  await outsider.query('update appointments set assigned_employee_id = $1 where id = $2', [
    TOMASZ,
    row.id,
  ]);
  const moved = world.admin.act(row.id, 'move', {
    new_date: '2027-02-17',
    new_time: '11:00',
    employee_id: PRIYA,
  });
  await waiting(1);

  // when it passes to Tomasz, then she is asked about, and gets it back.
  await outsider.query('commit');
  const answer = await moved;
  expect(answer.status).toBe(200);
  expect(answer.body.appointment).toMatchObject({
    assigned_employee_id: PRIYA,
    scheduled_time: '11:00:00',
  });
  const { history } = await recordsOf(world, row.id);
  expect(history.map(({ change_reason }) => change_reason)).toContain(
    `Assigned employee changed from ${TOMASZ} to ${PRIYA}`,
  );
});

test('a move waits for the day of its old time and of its new one', async () => {
  for (const held of ['2027-02-22', '2027-02-23']) {
    const row = await appointment(0, { scheduled_date: '2027-02-22' });
    await outsider.query('begin');
    await outsider.query('select pg_advisory_xact_lock(8005, $1)', [dayNumber(held)]);
    const moved = world.admin.act(row.id, 'move', { new_date: '2027-02-23', new_time: '10:00' });
    await waiting(1);
    await outsider.query('commit');
    expect((await moved).status).toBe(200);
    await world.admin.act(row.id, 'cancel');
  }
});

test('a move back and the relay: the customer ends up knowing where it is', async () => {
  const told = new Map<string, string[]>();
  world.deliver('customer', async ({ payload }) => {
    const { data } = payload as { data: { appointment_id: string; scheduled_time: string } };
    told.set(data.appointment_id, [...(told.get(data.appointment_id) ?? []), data.scheduled_time]);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
    return { outcome: 'delivered' };
  });
  const rows = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      appointment(index, { scheduled_date: `2027-03-${String(index + 1).padStart(2, '0')}` }),
    ),
  );
  await Promise.all(
    rows.map(async ({ id, scheduled_date }, index) => {
      const drag = (new_time: string) =>
        world.admin.act(id, 'move', {
          new_date: scheduled_date,
          new_time,
          announce_after_seconds: 1,
        });
      expect((await drag('12:00')).status).toBe(200);
      // Around the moment at which the message becomes due.
      await new Promise((resolve) => setTimeout(resolve, 700 + index * 40));
      expect((await drag('10:00')).status).toBe(200);
    }),
  );
  await eventually(async () => {
    const left = await world.db
      .selectFrom('outbox')
      .select('id')
      .where('delivered_at', 'is', null)
      .where(
        'appointment_id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
    expect(left).toEqual([]);
  });
  for (const { id } of rows) expect([undefined, '10:00:00']).toContain(told.get(id)?.at(-1));
});
