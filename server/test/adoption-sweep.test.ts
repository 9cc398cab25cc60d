import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type SeededRandom, seededRandom, seededUuid } from '../src/demo/workshop/seeded-random.ts';
import { adopt, predecessorDatabase, sql } from './support/predecessor.ts';

// The report's SQL against a walk through every minute, on databases full of overlaps.

const DEFAULT_PLACES = 3;
const MINUTES = 3 * 1440;
const MONDAY = Date.UTC(2032, 0, 5);

interface Job {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly customer: string;
  readonly employee: string | null;
}
interface Slot {
  readonly start: number;
  readonly end: number;
  readonly places: number;
}

const dateOf = (minute: number): string =>
  new Date(MONDAY + minute * 60_000).toISOString().slice(0, 10);
const timeOf = (minute: number): string =>
  new Date(MONDAY + minute * 60_000).toISOString().slice(11, 16);

function someJobs(random: SeededRandom): Job[] {
  return Array.from({ length: 80 }, () => {
    const start = 15 * random.between(0, MINUTES / 15 - 1);
    const length = random.pick([-30, 0, 1, 15, 30, 30, 60, 60, 60, 90, 120, 2000]);
    return {
      id: randomUUID(),
      start,
      end: start + Math.max(length, 1),
      customer: seededUuid('customer', String(random.between(1, 40))),
      employee: random.chance(0.3) ? null : seededUuid('employee', String(random.between(1, 20))),
    };
  });
}

/** On the second day alone; one start each, some overlap, some cover nothing. */
function someSlots(random: SeededRandom): Slot[] {
  const starts = random.shuffled(Array.from({ length: 40 }, (_, index) => 1440 + index * 30));
  return starts.slice(0, 12).map((start) => {
    const end = random.chance(0.15) ? 2880 : start + random.pick([-60, 30, 60, 60, 120]);
    return {
      start,
      end: Math.min(Math.max(end, 1440), 2880),
      places: random.pick([-1, 0, 1, 1, 2, 4]),
    };
  });
}

const placesAt = (minute: number, slots: readonly Slot[]): number => {
  const covering = slots.filter((slot) => slot.start <= minute && minute < slot.end);
  return covering.length === 0
    ? DEFAULT_PLACES
    : Math.max(0, Math.min(...covering.map((slot) => slot.places)));
};

/** Stretches of minutes, in order, at which `isBad` gives one and the same word. */
function stretches(wordAt: (minute: number) => string | undefined): [number, number][] {
  const found: [number, number][] = [];
  let before: string | undefined;
  for (let minute = 0; minute <= MINUTES + 2000; minute += 1) {
    const word = wordAt(minute);
    const last = found.at(-1);
    if (word !== undefined && word === before && last !== undefined) last[1] = minute + 1;
    else if (word !== undefined) found.push([minute, minute + 1]);
    before = word;
  }
  return found;
}

async function store(url: string, jobs: readonly Job[], slots: readonly Slot[]): Promise<void> {
  await sql(url, 'truncate appointments, time_slots, appointment_history');
  await sql(
    url,
    `insert into appointments
    select id, customer, id, employee, 'repair', date, time, minutes, 'pending', '', '', '', null,
      id, now(), now(), null, null, 0
    from json_to_recordset($1) as job (
      id uuid, customer uuid, employee uuid, date date, time time, minutes integer
    )`,
    [
      JSON.stringify(
        jobs.map((job) => ({
          ...job,
          date: dateOf(job.start),
          time: timeOf(job.start),
          minutes: job.end - job.start,
        })),
      ),
    ],
  );
  await sql(
    url,
    `insert into time_slots
    select gen_random_uuid(), date, start, "end", false, places
    from json_to_recordset($1) as slot (date date, start time, "end" time, places integer)`,
    [
      JSON.stringify(
        slots.map((slot) => ({
          date: dateOf(slot.start),
          start: timeOf(slot.start),
          end: slot.end === 2880 ? '23:59' : timeOf(slot.end),
          places: slot.places,
        })),
      ),
    ],
  );
}

test.each(Array.from({ length: 8 }, (_, index) => `seed ${index}`))(
  'with %s the report finds what a walk through every minute finds',
  async (seed) => {
    const random = seededRandom(seed);
    const [jobs, slots] = [someJobs(random), someSlots(random)];
    const database = await predecessorDatabase();
    await store(database.url, jobs, slots);
    await adopt(database.url);
    const rows = await sql<{
      finding: string;
      found: number;
      examples: { ids: string[]; size: number }[];
    }>(database.url, 'select finding, found, examples from adoption_report');
    const found = new Map(rows.map((row) => [row.finding, row]));

    const running = (minute: number): Job[] =>
      jobs.filter((job) => job.start <= minute && minute < job.end);
    const over = stretches((minute) => {
      const places = placesAt(minute, slots);
      return running(minute).length > places ? String(places) : undefined;
    });
    expect(over.length).toBeGreaterThan(3);
    expect(found.get('overbooked')?.found).toBe(over.length);
    const newest = over.toReversed().slice(0, 20);
    for (const [index, [from, to]] of newest.entries()) {
      const involved = jobs.filter((job) => job.start < to && from < job.end).map(({ id }) => id);
      const { ids = [], size } = found.get('overbooked')?.examples[index] ?? {};
      expect([size, ids.length]).toEqual([involved.length, Math.min(involved.length, 20)]);
      expect(involved).toEqual(expect.arrayContaining(ids));
    }

    for (const [finding, who] of [
      ['customer_booked_twice', (job: Job) => job.customer],
      ['employee_booked_twice', (job: Job) => job.employee],
    ] as const) {
      const clashing = jobs.filter((one) =>
        jobs.some(
          (other) =>
            other !== one &&
            who(one) !== null &&
            who(one) === who(other) &&
            one.start < other.end &&
            other.start < one.end,
        ),
      );
      const { found: times = 0, examples = [] } = found.get(finding) ?? {};
      expect(times).toBe(Math.min(examples.length, 20));
      expect(examples.flatMap(({ ids }) => ids).toSorted()).toEqual(
        clashing.map(({ id }) => id).sort(),
      );
    }
    await database.drop();
  },
);
