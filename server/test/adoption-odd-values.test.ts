import { describe, expect, test } from 'vitest';
import type { AppointmentAnswer } from '../src/appointments/appointments.schemas.ts';
import { adoptedDatabase, predecessorDatabase, sql } from './support/predecessor.ts';
import { useWorld } from './support/world.ts';

// What columns of these types can hold: little of it by the predecessor itself, all of it by hand.
const MOST = 2_147_483_647;
const ODD: readonly [string, Record<string, string | number>][] = [
  ['the longest', { duration_minutes: MOST }],
  ['the longest on the last day', { duration_minutes: MOST, scheduled_date: '9999-12-31' }],
  ['the most negative', { duration_minutes: -MOST - 1, duration_seconds: -MOST - 1 }],
  ['midnight at the end', { scheduled_time: '24:00:00' }],
  ['the last microsecond', { scheduled_time: '23:59:59.999999' }],
  ['the first day', { scheduled_date: '0001-01-01' }],
  ['never', { scheduled_date: 'infinity' }],
  ['always', { scheduled_date: '-infinity' }],
  ['before our era', { scheduled_date: '0044-03-15 BC' }],
  ['beyond timestamps', { scheduled_date: '294277-01-01' }],
  ['the last date of all', { scheduled_date: '5874897-12-31', scheduled_time: '24:00' }],
  ['no number', { estimated_cost: 'NaN', created_at: 'infinity', updated_at: '-infinity' }],
  ['no words', { appointment_type: '', service_description: '\n\u202e🚗 \t' }],
];

const idOf = (index: number): string =>
  `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`;

function insert(index: number, odd: Record<string, string | number>): string {
  const id = idOf(index);
  const values = {
    id,
    customer_id: id,
    vehicle_id: id,
    appointment_type: 'repair',
    scheduled_date: '2031-04-07',
    scheduled_time: '10:00',
    duration_minutes: 60,
    status: 'pending',
    service_description: 'odd',
    customer_notes: '',
    internal_notes: '',
    created_by_user_id: id,
    created_at: '2026-11-22T16:00:00Z',
    updated_at: '2026-11-22T16:00:00Z',
    duration_seconds: 0,
    ...odd,
  };
  const literals = Object.values(values).map((value) => `'${value}'`);
  return `insert into appointments (${Object.keys(values)}) values (${literals})`;
}

const STATEMENTS = [
  ...ODD.map(([, odd], index) => insert(index, odd)),
  ...['PENDING', ''].map((status, index) => insert(100 + index, { status })),
  `insert into time_slots values
    (gen_random_uuid(), '2031-04-08', '00:00', '24:00', true, 2147483647),
    (gen_random_uuid(), '2031-04-09', '10:00', '10:00', true, -2147483648),
    (gen_random_uuid(), '2031-04-09', '23:59', '23:59', true, 1),
    (gen_random_uuid(), 'infinity', '10:00', '11:00', true, 3),
    (gen_random_uuid(), '5874897-12-31', '10:00', '11:00', true, 3)`,
].join(';\n');

const TABLES = `
  select
    (select json_agg(a order by id) from (
      select id, scheduled_date::text, scheduled_time::text, duration_minutes, duration_seconds,
        status, estimated_cost::text, created_at::text, updated_at::text, service_description
      from appointments
    ) a)::text as appointments,
    (select json_agg(s order by id) from (
      select id, date::text, start_time::text, end_time::text, max_concurrent_appointments
      from time_slots
    ) s)::text as slots`;

describe.each(['UTC', 'Asia/Colombo'])('in a workshop of the zone %s', (timeZone) => {
  let before: unknown;
  const world = useWorld({
    business: { timeZone, reminderHours: 24 },
    database: async () => {
      const plain = await predecessorDatabase({ also: STATEMENTS });
      [before] = await sql(plain.url, TABLES);
      await plain.drop();
      return await adoptedDatabase({ also: STATEMENTS });
    },
  });

  test('odd rows are adopted as they are', async () => {
    const [after] = await sql<{ appointments: string }>(world.databaseUrl, TABLES);
    // The slots of the two databases have ids of their own.
    expect(after?.appointments).toEqual((before as { appointments: string }).appointments);
  });

  test('every list and report answers', async () => {
    for (const path of ['/appointments/', '/time-slots/', '/history/'])
      for (let page = 1, more = true; more; page += 1) {
        const answer = await world.admin.get<{ next: string | null }>(`${path}?page=${page}`);
        expect([path, answer.status]).toEqual([path, 200]);
        more = answer.body.next !== null;
      }
    const range = 'start_date=2031-04-06&end_date=2031-04-10';
    for (const path of ['stats/', `available_slots/?${range}`])
      expect((await world.admin.get(`/appointments/${path}`)).status).toBe(200);
  });

  test.each(ODD.map(([words], index) => [words, index] as const))(
    '%s is shown, confirmed, moved and deleted',
    async (_words, index) => {
      const id = idOf(index);
      const shown = await world.admin.get<AppointmentAnswer>(`/appointments/${id}/`);
      expect(shown.status).toBe(200);
      expect((await world.admin.act(id, 'confirm')).status).toBe(200);
      // Each at an hour of its own.
      const time = { new_date: `2031-05-${String(index + 1).padStart(2, '0')}`, new_time: '10:00' };
      const moved = await world.admin.act(id, 'reschedule', time);
      expect(moved.status).toBe(shown.body.duration_minutes > 1440 ? 400 : 200);
      const url = `/api/v1/appointments/${id}/`;
      expect((await world.admin.request({ method: 'DELETE', url })).status).toBe(204);
    },
  );
});

describe('what an odd row takes', () => {
  const world = useWorld({ database: () => adoptedDatabase({ also: STATEMENTS }) });

  test.each([
    ['the longest', /^\["2031-04-07 10:00:00","6114-.*"\)$/],
    ['the most negative', /^\["2031-04-07 10:00:00","2031-04-07 10:01:00"\)$/],
    ['midnight at the end', /^\["2031-04-08 00:00:00","2031-04-08 01:00:00"\)$/],
    ['the last microsecond', /^\["2031-04-07 23:59:59.999999","2031-04-08 00:59:59.999999"\)$/],
    ['never', /^empty$/],
    ['beyond timestamps', /^empty$/],
  ])('%s: %s', async (words, range) => {
    const id = idOf(ODD.findIndex(([name]) => name === words));
    const [row] = await sql<{ occupies: string }>(
      world.databaseUrl,
      'select occupies::text from appointments where id = $1',
      [id],
    );
    expect(row?.occupies).toMatch(range);
  });

  test('a status in other letters holds no place', async () => {
    const rows = await sql(
      world.databaseUrl,
      `select distinct holds_place from appointments where status in ('PENDING', '')`,
    );
    expect(rows).toEqual([{ holds_place: false }]);
  });
});
