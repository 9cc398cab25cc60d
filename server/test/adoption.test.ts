import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppointmentAnswer } from '../src/appointments/appointments.schemas.ts';
import { asOnTheWire } from './support/as-on-the-wire.ts';
import type { Client } from './support/client.ts';
import { adopt, predecessorDatabase, sql } from './support/predecessor.ts';
import { openWorld, type World } from './support/world.ts';

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly results: readonly Record<string, unknown>[];
}

/** All pages of a list, one after the other. */
async function everyPage(client: Client, path: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let page = 1; ; page += 1) {
    const { status, body } = await client.get<Page>(`${path}?page=${page}`);
    expect(status).toBe(200);
    found.push(...body.results);
    if (body.next === null) {
      expect(found).toHaveLength(body.count);
      return found;
    }
  }
}

function picked(row: Record<string, unknown>, like: Record<string, unknown> | undefined) {
  return Object.fromEntries(Object.keys(like ?? {}).map((key) => [key, row[key]]));
}

describe.each(['0001', '0002'] as const)('a database of the predecessor at %s', (at) => {
  let world: World;
  let close: () => Promise<void>;
  let before: Awaited<ReturnType<typeof asOnTheWire>>;

  beforeAll(async () => {
    const database = async () => {
      const predecessor = await predecessorDatabase({ at });
      before = await asOnTheWire(predecessor.url);
      await adopt(predecessor.url);
      return predecessor;
    };
    ({ world, close } = await openWorld({ database }));
  });
  afterAll(async () => await close());

  test('has the rows that were recorded', () => {
    const { appointments, slots, history } = before;
    expect([appointments.length, slots.length, history.length]).toEqual([315, 43, 121]);
    // Its traps: microseconds, a fraction of a second, negative amounts and lengths.
    expect(appointments).toContainEqual(
      expect.objectContaining({
        scheduled_time: '10:00:00.250000',
        duration_minutes: -30,
        estimated_cost: '-5.00',
        duration_seconds: at === '0001' ? 0 : -7,
        created_at: '2026-11-22T16:06:55.985037Z',
        updated_at: '2026-11-22T16:06:55.985037Z',
      }),
    );
  });

  test('shows every appointment as it was, one by one', async () => {
    const shown: unknown[] = [];
    for (const row of before.appointments) {
      const answer = await world.admin.get<AppointmentAnswer>(`/appointments/${row.id}/`);
      expect(answer.status).toBe(200);
      shown.push(picked(answer.body, row));
    }
    expect(shown).toEqual(before.appointments);
  });

  test('lists every appointment, newest first', async () => {
    const listed = await everyPage(world.admin, '/appointments/');
    expect(listed.map(({ id }) => id)).toEqual(before.appointments.map(({ id }) => id));
    const stored = new Map(before.appointments.map((row) => [row.id, row]));
    for (const item of listed) {
      const { customer_name: _c, vehicle_details: _v, employee_name: _e, version, ...own } = item;
      expect(version).toBe(1);
      expect(own).toEqual(picked(stored.get(item.id) ?? {}, own));
    }
  });

  test('shows every slot as it was', async () => {
    const listed = await everyPage(world.admin, '/time-slots/');
    expect(listed.map((slot) => picked(slot, before.slots[0]))).toEqual(before.slots);
  });

  test('shows the whole history as it was', async () => {
    const listed = await everyPage(world.admin, '/history/');
    expect(listed.map((line) => picked(line, before.history[0]))).toEqual(before.history);
    const [line] = before.history;
    const own = await world.admin.get(`/history/?appointment_id=${line?.appointment_id}`);
    expect(own.body).toMatchObject({ count: 1, results: [line] });
    // What is known of a change since then is not known of its lines.
    const unknown = { version: null, actor_role: null, channel: null, request_id: null };
    for (const entry of listed) expect(entry).toMatchObject({ ...unknown, changes: [] });
  });

  test('counts every appointment in the statistics', async () => {
    const { body } = await world.admin.get<Record<string, number>>('/appointments/stats/');
    const [counts] = await sql(
      world.databaseUrl,
      `select
        count(*) filter (where status = 'pending')::int as pending,
        count(*) filter (where status = 'no_show')::int as no_show
      from appointments`,
    );
    expect(body).toMatchObject({ total_appointments: 315, ...counts });
  });

  test('keeps the bytes of its tables', async () => {
    expect(await asOnTheWire(world.databaseUrl)).toEqual(before);
    const [flags] = await sql(
      world.databaseUrl,
      'select bool_and(adopted) as adopted, bool_or(guarded) as guarded from appointments',
    );
    expect(flags).toEqual({ adopted: true, guarded: false });
  });

  test('keeps what is Django’s', async () => {
    const rows = await sql(world.databaseUrl, 'select id from django_migrations');
    expect(rows).toHaveLength(at === '0001' ? 19 : 20);
  });

  test('ends with the same columns as a fresh one', async () => {
    const [columns] = await sql<{ names: string[] }>(
      world.databaseUrl,
      `select array_agg(column_name::text order by ordinal_position) as names
      from information_schema.columns where table_name = 'appointments'`,
    );
    expect(columns?.names.slice(-7)).toEqual([
      'completed_at',
      'duration_seconds',
      'guarded',
      'adopted',
      'holds_place',
      'occupies',
      'version',
    ]);
  });
});
