import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyDatabase, type FreshDatabase, freshDatabase } from './support/database.ts';
import { adopt, dirtyRows, predecessorDatabase, sql } from './support/predecessor.ts';

interface Reported {
  readonly finding: string;
  readonly found: number;
  readonly examples: readonly { what: string; ids: string[]; size: number }[];
}

async function kept(url: string): Promise<Map<string, Reported>> {
  const rows = await sql<Reported>(url, 'select finding, found, examples from adoption_report');
  return new Map(rows.map((row) => [row.finding, row]));
}

/** Makes what `create` makes for all tests of a block. */
function useDatabase(create: () => Promise<FreshDatabase>): { url: () => string } {
  let database: FreshDatabase | undefined;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(async () => await database?.drop());
  return { url: () => database?.url ?? '' };
}

describe('the report on the recorded database', () => {
  const database = useDatabase(() => predecessorDatabase());
  let lines: string[] = [];
  let report: Map<string, Reported>;
  beforeAll(async () => {
    lines = await adopt(database.url());
    report = await kept(database.url());
  });

  test('counts what was adopted', () => {
    expect(lines[0]).toContain('315 appointments, 43 time slots, 121 history lines');
  });

  // Known from how the recording was made, not from the service's SQL.
  test.each<[string, number, string[]]>([
    ['overbooked', 1, ['overbooked']],
    ['employee_booked_twice', 1, ['overbooked']],
    ['customer_booked_twice', 2, ['twice', 'zero minutes', 'negative minutes']],
    ['odd_length', 3, ['over midnight, 33 hours', 'zero minutes', 'negative minutes']],
    ['negative_cost', 1, ['negative minutes']],
    ['negative_work', 1, ['negative minutes']],
    ['stale_stamp', 1, ['reopened']],
  ])('finds %s: %i', async (finding, found, words) => {
    const row = report.get(finding);
    const expected = await Promise.all(words.map((each) => dirtyRows(database.url(), each)));
    expect(row?.found).toBe(found);
    const ids = row?.examples.flatMap((example) => example.ids);
    expect(ids?.toSorted()).toEqual(expected.flat().sort());
    for (const id of expected.flat()) expect(lines.join('\n')).toContain(id);
  });

  test('tells when the hour is overbooked and by how many', () => {
    const [hour] = report.get('overbooked')?.examples ?? [];
    expect(hour?.what).toBe('2031-01-06 10:00:00 to 11:00:00, 9 at once for 3');
    expect([hour?.ids.length, hour?.size]).toEqual([9, 9]);
  });

  test('finds the slot that ends before it starts and has fewer than no places', async () => {
    const [slot] = await sql(
      database.url(),
      `select id from time_slots where date = '2031-01-13' and start_time = '10:00'`,
    );
    for (const finding of ['backward_slot', 'negative_capacity'])
      expect(report.get(finding)).toMatchObject({ found: 1, examples: [{ ids: [slot?.id] }] });
  });

  test('finds the history line of an appointment that is gone', async () => {
    const [line] = await sql(
      database.url(),
      `select id, appointment_id from appointment_history where change_reason = 'row deleted since'`,
    );
    expect(report.get('orphan_history')).toMatchObject({
      found: 1,
      examples: [{ what: `of ${line?.appointment_id}`, ids: [line?.id] }],
    });
  });

  test('finds nothing else', () => {
    const silent = ['unreachable_date', 'unknown_status', 'unknown_type'];
    for (const finding of silent) expect(report.get(finding)?.found).toBe(0);
    expect(report.size).toBe(7 + 3 + 3 + silent.length);
  });

  test('is made once', async () => {
    expect(await adopt(database.url())).toEqual([]);
    expect(await kept(database.url())).toEqual(report);
  });
});

describe('no report', () => {
  test('on a fresh database', async () => {
    const fresh = await emptyDatabase();
    expect(await adopt(fresh.url)).toEqual([]);
    expect(await kept(fresh.url)).toEqual(new Map());
    await fresh.drop();
  });

  test('on one that this service has migrated', async () => {
    const database = await freshDatabase();
    expect(await adopt(database.url)).toEqual([]);
    await database.drop();
  });

  test('on one that the predecessor has made and never used', async () => {
    const database = await predecessorDatabase({
      also: 'truncate appointments, time_slots, appointment_history',
    });
    expect(await adopt(database.url)).toEqual([]);
    expect(await kept(database.url)).toEqual(new Map());
    await database.drop();
  });
});

describe('an adopted database without a fault', () => {
  const database = useDatabase(() =>
    predecessorDatabase({
      also: `
        truncate appointments;
        delete from time_slots where date = '2031-01-13';
        delete from appointment_history`,
    }),
  );

  test('is reported as such', async () => {
    const lines = await adopt(database.url());
    expect(lines).toEqual([
      expect.stringContaining('0 appointments, 40 time slots, 0 history lines'),
      'None of them breaks a rule.',
    ]);
    expect((await kept(database.url())).size).toBeGreaterThan(0);
  });
});

describe('a database with more faults than anybody would read', () => {
  const database = useDatabase(() =>
    predecessorDatabase({
      also: `
        update appointments set status = 'Pending ' || left(status, 1), appointment_type = 'wash',
          cancelled_at = created_at;
        update appointments set estimated_cost = 'NaN' where service_description = 'overbooked';
        update appointments set scheduled_date = 'infinity' where service_description = 'twice'`,
    }),
  );

  test('names twenty and counts all', async () => {
    const lines = await adopt(database.url());
    const report = await kept(database.url());
    for (const finding of ['unknown_status', 'unknown_type', 'stale_stamp']) {
      const row = report.get(finding);
      expect([row?.found, row?.examples.length]).toEqual([315, 20]);
    }
    expect(report.get('negative_cost')?.found).toBe(10);
    expect(report.get('unreachable_date')?.found).toBe(2);
    // Nobody holds a place.
    expect(report.get('overbooked')?.found).toBe(0);
    expect(lines.filter((line) => line === '    and 295 more')).toHaveLength(3);
    expect(lines.length).toBeLessThan(120);
  });
});
