import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { OutboxRow } from '../src/platform/db-types.ts';
import { editsOf } from './support/edits.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld();

type Row = Awaited<ReturnType<ReturnType<typeof given>['appointment']>>;

let day = 0;
function nextDate(): string {
  day += 2;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}

/** An appointment at ten, on a day of its own. */
async function atTen(row: Partial<Row> = {}): Promise<Row> {
  const owner = of(nth(carOwners(world.people), 0));
  return await given(world).appointment({ ...owner, scheduled_date: nextDate(), ...row });
}

const later = { announce_after_seconds: 60 };

/** Moves it on its day; the customer is told in a minute unless said otherwise. */
async function move({ id, scheduled_date }: Row, new_time: string, more: object = later) {
  const answer = await world.employee.act(id, 'move', {
    new_date: scheduled_date,
    new_time,
    ...more,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

const reschedule = (row: Row, new_time: string) =>
  world.employee.act(row.id, 'reschedule', { new_date: row.scheduled_date, new_time });

/** The customer's messages in their order: what, of which time, and whether it is due. */
async function messagesOf({ id }: Row): Promise<string[]> {
  const { rows } = await sql<OutboxRow & { is_due: boolean }>`
    select *, due_at <= now() and next_attempt_at <= now() as is_due
    from outbox where appointment_id = ${id} and channel = 'customer' order by sequence
  `.execute(world.db);
  return rows.map(({ event, payload, is_due }) => {
    const { data } = payload as { data: { scheduled_time: string } };
    return `${event} ${data.scheduled_time.slice(0, 5)}${is_due ? '' : ' waits'}`;
  });
}

async function makeDue({ id }: Row): Promise<void> {
  await world.db
    .updateTable('outbox')
    .set({ due_at: '2020-01-01T00:00:00Z', next_attempt_at: '2020-01-01T00:00:00Z' })
    .where('appointment_id', '=', id)
    .execute();
}

test('a move is told after the time asked for, and what the customer knows is kept', async () => {
  const row = await atTen();
  await move(row, '11:00', { announce_after_seconds: 45 });
  const { messages } = await recordsOf(world, row.id);
  expect(messages).toMatchObject([
    {
      event: 'rescheduled',
      recipient_user_id: row.customer_id,
      payload: {
        message: `Your maintenance appointment has been moved to ${row.scheduled_date} at 11:00.`,
      },
    },
  ]);
  const { rows } = await sql<{ seconds: number; known: string }>`
    select
      extract(epoch from due_at - created_at)::float as seconds,
      moved_from::text as known
    from outbox
    where appointment_id = ${row.id} and due_at = next_attempt_at
  `.execute(world.db);
  expect(rows[0]?.known).toBe(`${row.scheduled_date} 10:00:00`);
  // A transaction that has waited for locks tells the later.
  expect(rows[0]?.seconds).toBeGreaterThanOrEqual(45);
  expect(rows[0]?.seconds).toBeLessThan(60);
});

test.each([
  ['without a word of it', {}],
  ['with no seconds', { announce_after_seconds: 0 }],
])('a move is told at once %s', async (_how, more) => {
  const row = await atTen();
  await move(row, '11:00', more);
  await move(row, '10:00', more);
  expect(await messagesOf(row)).toEqual(['rescheduled 11:00', 'rescheduled 10:00']);
});

test('a waiting move is no backlog, and sets out by itself once it is due', async () => {
  const { world: own, close } = await openWorld();
  try {
    const told: string[] = [];
    own.deliver('customer', async ({ payload }) => {
      told.push((payload as { data: { scheduled_time: string } }).data.scheduled_time);
      return { outcome: 'delivered' };
    });
    const slow = await given(own).appointment({ scheduled_date: '2027-03-01' });
    const quick = await given(own).appointment({ scheduled_date: '2027-03-03' });
    const at = (new_date: string, new_time: string) => ({ new_date, new_time, ...later });
    await own.admin.act(slow.id, 'move', at('2027-03-01', '12:00'));
    await own.admin.act(quick.id, 'move', at('2027-03-03', '11:00'));
    expect(told).toEqual([]);
    const ready = await own.app.inject({ url: '/health/ready/' });
    expect(ready.json()).toMatchObject({ outbox: { waiting: 0, parked: 0 } });
    // The minute of the one is over sooner, and nobody wakes the relay.
    const due = sql<string>`now() + interval '1 second'`;
    await own.db
      .updateTable('outbox')
      .set({ due_at: due, next_attempt_at: due })
      .where('appointment_id', '=', quick.id)
      .execute();
    await eventually(() => expect(told).toEqual(['11:00:00']));
    expect((await recordsOf(own, slow.id)).messages).toMatchObject([{ delivered_at: null }]);
  } finally {
    await close();
  }
});

describe('before it is due', () => {
  test('the next move takes its place, and the customer still knows the first time', async () => {
    const row = await atTen();
    await move(row, '11:00');
    await move(row, '12:00');
    expect(await messagesOf(row)).toEqual(['rescheduled 12:00 waits']);
    await move(row, '13:00', {});
    expect(await messagesOf(row)).toEqual(['rescheduled 13:00']);
    expect((await recordsOf(world, row.id)).history).toHaveLength(3);
  });

  test.each([
    ['a move', (row: Row) => move(row, '10:00')],
    ['a move that would be told at once', (row: Row) => move(row, '10:00', {})],
    ['a reschedule', (row: Row) => reschedule(row, '10:00')],
    ['an edit', (row: Row) => editsOf(world.admin).patch(row.id, { scheduled_time: '10:00:00' })],
  ])('%s back leaves nothing to tell, and both are on record', async (_how, back) => {
    const row = await atTen();
    await move(row, '11:00');
    await move(row, '12:00');
    await back(row);
    expect(await messagesOf(row)).toEqual([]);
    const after = await recordsOf(world, row.id);
    expect(after.row.scheduled_time).toBe('10:00:00');
    expect(after.history).toHaveLength(3);
    // And from then on the customer knows nothing else.
    await move(row, '14:00');
    expect(await messagesOf(row)).toEqual(['rescheduled 14:00 waits']);
  });

  test('a move back to another day at the same time is no move back', async () => {
    const row = await atTen();
    await move(row, '11:00');
    const new_date = nextDate();
    await world.admin.act(row.id, 'move', { new_date, new_time: '10:00', ...later });
    expect(await messagesOf(row)).toEqual(['rescheduled 10:00 waits']);
  });

  test.each([
    ['a reschedule', (row: Row) => reschedule(row, '12:00')],
    ['an edit', (row: Row) => editsOf(world.admin).patch(row.id, { scheduled_time: '12:00' })],
  ])('%s to a third time is told at once, and alone', async (_how, again) => {
    const row = await atTen();
    await move(row, '11:00');
    await again(row);
    expect(await messagesOf(row)).toEqual(['rescheduled 12:00']);
  });

  test('a reschedule to the time that it has now tells it at once', async () => {
    const row = await atTen();
    await move(row, '11:00');
    await reschedule(row, '11:00');
    expect(await messagesOf(row)).toEqual(['rescheduled 11:00']);
  });

  test('another employee or another length leaves it waiting', async () => {
    const row = await atTen();
    await move(row, '11:00');
    await move(row, '11:00', { employee_id: '20f04d22-7e60-45ab-bb9f-b93fe5a3d416' });
    await editsOf(world.admin).patch(row.id, { duration_minutes: 30 });
    expect(await messagesOf(row)).toEqual(['rescheduled 11:00 waits']);
  });

  test('another status is told right after it, for it names the new time', async () => {
    const row = await atTen();
    await move(row, '11:00');
    await world.employee.act(row.id, 'confirm');
    expect(await messagesOf(row)).toEqual(['rescheduled 11:00', 'confirmed 11:00']);
    // Now the customer knows of eleven.
    await move(row, '10:00');
    expect(await messagesOf(row)).toEqual([
      'rescheduled 11:00',
      'confirmed 11:00',
      'rescheduled 10:00 waits',
    ]);
  });

  test.each([
    ['by the action', (row: Row) => world.employee.act(row.id, 'cancel')],
    ['by an edit', (row: Row) => editsOf(world.admin).patch(row.id, { status: 'cancelled' })],
  ])('the end of it %s names the time that the customer knows', async (_how, cancel) => {
    const row = await atTen();
    await move(row, '11:00');
    await cancel(row);
    expect(await messagesOf(row)).toEqual(['cancelled 10:00']);
    expect((await recordsOf(world, row.id)).row).toMatchObject({
      status: 'cancelled',
      scheduled_time: '11:00:00',
    });
  });

  test('its deletion leaves nothing to tell', async () => {
    const row = await atTen();
    await move(row, '11:00');
    expect((await editsOf(world.admin).remove(row.id)).status).toBe(204);
    expect(await messagesOf(row)).toEqual([]);
  });

  test('whoever had the appointment when it moved is told of that move all the same', async () => {
    const row = await atTen();
    const other = nth(carOwners(world.people), 1);
    await move(row, '11:00');
    const handed = await editsOf(world.admin).patch(row.id, { ...of(other) });
    expect(handed.status, JSON.stringify(handed.body)).toBe(200);
    await move(row, '10:00');
    const { messages } = await recordsOf(world, row.id);
    expect(messages).toMatchObject([
      { recipient_user_id: row.customer_id },
      { recipient_user_id: other.person.user_id },
    ]);
  });

  test('nobody waits for what whoever had the appointment before is still to be told', async () => {
    const row = await atTen();
    await move(row, '11:00');
    await editsOf(world.admin).patch(row.id, { ...of(nth(carOwners(world.people), 1)) });
    await world.employee.act(row.id, 'cancel');
    expect(await messagesOf(row)).toEqual(['rescheduled 11:00', 'cancelled 11:00']);
  });
});

test('once it is due, it counts as told although nobody has taken it yet', async () => {
  const row = await atTen();
  await move(row, '11:00');
  await makeDue(row);
  await move(row, '10:00');
  expect(await messagesOf(row)).toEqual(['rescheduled 11:00', 'rescheduled 10:00 waits']);
});

test('one that is just being delivered counts as told, and nobody waits for it', async () => {
  const row = await atTen();
  await move(row, '11:00');
  const relay = new pg.Client({ connectionString: world.databaseUrl });
  await relay.connect();
  try {
    await relay.query('begin');
    await relay.query('select from outbox where appointment_id = $1 for update', [row.id]);
    await move(row, '10:00');
    await world.employee.act(row.id, 'confirm');
    expect(await messagesOf(row)).toEqual([
      'rescheduled 11:00 waits',
      'rescheduled 10:00',
      'confirmed 10:00',
    ]);
  } finally {
    await relay.end();
  }
});

test('a time beyond the calendar is left at once: nothing could be kept of it', async () => {
  const row = await atTen({ scheduled_date: '12027-01-01' });
  const body = { new_date: nextDate(), new_time: '11:00', ...later };
  const answer = await world.admin.act(row.id, 'move', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(await messagesOf(row)).toEqual(['rescheduled 11:00']);
});
