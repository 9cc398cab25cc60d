import { randomUUID } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { readsDuring } from './support/statements.ts';
import { openWorld, useWorld, type World } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);
const COLUMNS =
  'id,scheduled_date,scheduled_time,duration_minutes,status,appointment_type,customer_name,vehicle_details,employee_name,service_description,customer_notes';
const STAFF_COLUMNS = `${COLUMNS},internal_notes,estimated_cost,duration`;

async function exported(query: string, client: Client = world.admin): Promise<string[]> {
  const answer = await client.get<string>(`/appointments/export/?${query}`);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.text.startsWith('\ufeff')).toBe(true);
  expect(answer.text.endsWith('\r\n')).toBe(true);
  return answer.text.slice(1, -2).split('\r\n');
}

/** Many rows of a customer, made in the database. */
async function crowdOf(where: World, customerId: string, count: number, notes = ''): Promise<void> {
  const row = await given(where).appointment({ customer_id: customerId, customer_notes: notes });
  await sql`
    insert into appointments (id, customer_id, vehicle_id, appointment_type, scheduled_date,
      scheduled_time, duration_minutes, status, service_description, customer_notes,
      internal_notes, created_by_user_id, created_at, updated_at, duration_seconds, adopted)
    select gen_random_uuid(), customer_id, vehicle_id, appointment_type, scheduled_date,
      scheduled_time, duration_minutes, status, number::text, customer_notes,
      internal_notes, created_by_user_id, created_at, updated_at, duration_seconds, true
    from appointments, generate_series(2, ${count}) as number where id = ${row.id}
  `.execute(where.db);
}

describe('the table', () => {
  test('has a line of names and one for each appointment, for spreadsheets', async () => {
    const row = await given(world).appointment({
      ...of(OWNER),
      assigned_employee_id: PRIYA,
      scheduled_date: '2027-01-04',
      status: 'completed',
      service_description: 'Oil, "filter"\nand plugs',
      customer_notes: 'Öl 🚗',
      internal_notes: 'pays late',
      estimated_cost: '120.50',
      duration_seconds: 3661,
    });
    const answer = await world.admin.get<string>(
      '/appointments/export/?start_date=2027-01-04&end_date=2027-01-04',
    );
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="appointments.csv"',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.text).toBe(
      `\ufeff${STAFF_COLUMNS}\r\n${row.id},2027-01-04,10:00:00,60,completed,maintenance,` +
        'Amara Fernando,2016 Toyota Aqua (CAB-1234),Priya Nair,' +
        '"Oil, ""filter""\nand plugs",Öl 🚗,pays late,120.50,01:01:01\r\n',
    );
  });

  test('of nothing is the names alone', async () => {
    expect(await exported(`customer_id=${randomUUID()}`)).toEqual([STAFF_COLUMNS]);
  });

  test.each([
    ['=HYPERLINK("http://example.com")', `"'=HYPERLINK(""http://example.com"")"`],
    ['+1+1', "'+1+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['a=1', 'a=1'],
    ['x;=1+1', "x;'=1+1"],
    ['x\t@SUM(A1)', "x\t'@SUM(A1)"],
    ['from 9;30 to 10', 'from 9;30 to 10'],
    ['a\rb', '"a\rb"'],
  ])('no text becomes a formula: %j', async (customer_notes, cell) => {
    const customer_id = randomUUID();
    await given(world).appointment({ customer_id, customer_notes });
    const answer = await world.admin.get<string>(
      `/appointments/export/?customer_id=${customer_id}`,
    );
    expect(answer.text).toContain(`,${cell},`);
  });

  test('tells customers of their own appointments and nothing that is for staff', async () => {
    const scheduled_date = '2027-01-05';
    const row = { scheduled_date, internal_notes: 'secret', estimated_cost: '99.00' };
    const own = await given(world).appointment({ ...of(OWNER), ...row, duration_seconds: 4711 });
    await given(world).appointment({ ...of(OTHER), ...row });
    const lines = await exported(
      `start_date=${scheduled_date}&customer_id=`,
      world.as(OWNER.person),
    );
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe(COLUMNS);
    expect(lines[1]).toMatch(new RegExp(`^${own.id},`));
    expect(lines.join()).not.toMatch(/secret|99\.00|01:18:31/);
  });

  test('takes the filters, the search and the order of the list', async () => {
    const [anna, ben] = [randomUUID(), randomUUID()];
    const row = { customer_id: anna, scheduled_date: '2027-01-06' };
    const late = await given(world).appointment({ ...row, scheduled_time: '15:00' });
    const early = await given(world).appointment({ ...row, scheduled_time: '09:00' });
    const done = await given(world).appointment({
      ...row,
      status: 'completed',
      scheduled_time: '10:00',
    });
    const mine = await given(world).appointment({
      ...row,
      assigned_employee_id: PRIYA,
      scheduled_time: '11:00',
    });
    await given(world).appointment({ ...row, customer_id: ben });
    const ids = async (query: string) =>
      (await exported(`customer_id=${anna}&${query}`)).slice(1).map((line) => line.slice(0, 36));
    expect(await ids('')).toEqual([late.id, mine.id, done.id, early.id]);
    expect(await ids('ordering=scheduled_time')).toEqual([early.id, done.id, mine.id, late.id]);
    expect((await ids('ordering=assigned_employee_id'))[0]).toBe(mine.id);
    expect((await ids('ordering=-assigned_employee_id'))[3]).toBe(mine.id);
    expect(await ids('status=completed')).toEqual([done.id]);
    expect(await ids(`q=${done.id.slice(0, 13)}`)).toEqual([done.id]);
    const refused = await world.admin.get('/appointments/export/?start_date=soon&customer_id=x');
    expect([refused.status, Object.keys(refused.body as object)]).toEqual([
      400,
      ['customer_id', 'start_date'],
    ]);
  });

  test('has every row once, in batches of forty', async () => {
    const customerId = randomUUID();
    await crowdOf(world, customerId, 90);
    const reads = await readsDuring(async () => {
      const lines = await exported(`customer_id=${customerId}`);
      expect(new Set(lines.slice(1).map((line) => line.slice(0, 36))).size).toBe(90);
      expect(lines).toHaveLength(91);
    });
    // The ids, then three batches.
    expect(reads).toHaveLength(4);
  });

  test('of a HEAD is not read at all', async () => {
    const reads = await readsDuring(async () => {
      const head = await world.admin.request({
        method: 'HEAD',
        url: '/api/v1/appointments/export/',
      });
      expect([head.status, head.body]).toEqual([200, '']);
      expect(head.headers['content-type']).toBe('text/csv; charset=utf-8');
    });
    expect(reads).toHaveLength(1);
  });
});

/** Lets the batches fail from the one with this number on; the first is 1. */
function failBatchesFrom(number: number): () => void {
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  let batches = 0;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const { text = '' } = args[0] as { text?: string };
    if (text.includes('any(') && ++batches >= number)
      return Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
    return send.apply(this, args);
  } as never);
  return () => spy.mockRestore();
}

test('a database that goes away before the first line is a refusal like any other', async () => {
  const customerId = randomUUID();
  await crowdOf(world, customerId, 3);
  const restore = failBatchesFrom(1);
  try {
    const answer = await world.admin.get(`/appointments/export/?customer_id=${customerId}`);
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ detail: expect.any(String) });
  } finally {
    restore();
  }
});

describe('over a connection', () => {
  const NOTES = 'n'.repeat(9_000);
  const ROWS = 3_000;

  /** Opens an export of many megabytes and reads nothing of it yet. */
  async function openExport(where: World): Promise<IncomingMessage> {
    const customerId = randomUUID();
    await crowdOf(where, customerId, ROWS, NOTES);
    await where.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = where.app.server.address() as AddressInfo;
    const token = await where.platform.accessToken(nth(where.people.admins, 0).user_id);
    return await new Promise((resolve, reject) => {
      get(
        {
          host: '127.0.0.1',
          port,
          path: `/api/v1/appointments/export/?customer_id=${customerId}`,
          headers: { authorization: `Bearer ${token}` },
        },
        resolve,
      ).on('error', reject);
    });
  }

  test('a reader who waits holds no connection of the database, and then gets the rest', async () => {
    const { world: small, close } = await openWorld({ poolSize: 1 });
    try {
      const reads = await readsDuring(async () => {
        const stream = await openExport(small);
        // With the only connection held by the reader, nobody else would be answered.
        for (let index = 0; index < 20; index += 1)
          expect((await small.admin.get('/appointments/stats/')).status).toBe(200);
        let size = 0;
        for await (const chunk of stream) size += (chunk as Buffer).length;
        expect(size).toBeGreaterThan(ROWS * NOTES.length);
      });
      expect(reads.filter((text) => text.includes('any('))).toHaveLength(ROWS / 40);
    } finally {
      await close();
    }
  });

  test('a reader who goes away ends the work', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const { world: other, close } = await openWorld({ log });
    try {
      const reads = await readsDuring(async () => {
        const stream = await openExport(other);
        stream.destroy();
        await eventually(() => expect(lines.join()).toMatch(/an export was broken off/));
        // A batch that was under way may end; then nothing more is asked.
        await other.admin.get('/appointments/stats/');
      });
      expect(reads.filter((text) => text.includes('any(')).length).toBeLessThan(ROWS / 200);
    } finally {
      await close();
    }
  });

  test('a database that goes away in the middle breaks the answer off, visibly', async () => {
    const { world: other, close } = await openWorld();
    const restore = failBatchesFrom(3);
    try {
      const stream = await openExport(other);
      const read = async () => {
        for await (const _ of stream);
      };
      await expect(read()).rejects.toThrow('aborted');
    } finally {
      restore();
      await close();
    }
  });
});
