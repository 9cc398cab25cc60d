import { sql } from 'kysely';
import { STATUSES } from '../../../src/appointments/appointment.ts';
import { samplePeople } from '../../../src/demo/workshop/sample-people.ts';
import { given, of } from '../../support/given.ts';
import { carOwners, nth } from '../../support/people.ts';
import { storedSlot } from '../../support/slots.ts';
import type { World } from '../../support/world.ts';

/** The customer of the corpus; the rows that a case names are theirs. */
export const OWNER = nth(carOwners(samplePeople), 0);
export const OTHER = nth(carOwners(samplePeople), 1);
export const MECHANIC = nth(samplePeople.employees, 0);

// Far from every date that a case names; the files of a worker go on counting.
const FIRST_DAY = Date.UTC(2200, 0, 1);
const DAY_MS = 86_400_000;

/** Puts the names of rows into text; `fresh` is the row that was made for it, if any. */
export interface CaseRows {
  named(text: string): Promise<string>;
  readonly fresh: string | undefined;
}

/** What makes rows when it is named; `{fresh confirmed}` is one in that status. */
export const MAKES_ROWS = /\{(?:fresh(?: \w+)?|freshSlot|date)\}/g;

let day = 0;

/** A date on which nothing has been put yet. */
export function nextDate(): string {
  day += 1;
  return new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);
}

/** Makes the rows that cases name, each on a day of its own. */
export async function rowMaker(world: World): Promise<() => CaseRows> {
  const appointment = async (status: string): Promise<string> =>
    (await given(world).appointment({ ...of(OWNER), scheduled_date: nextDate(), status })).id;
  const slot = async (): Promise<string> =>
    await storedSlot(world, { date: nextDate(), from: '09:00', to: '10:00' });
  const shared = new Map([
    ['{appointment}', await appointment('pending')],
    ['{slot}', await slot()],
  ]);
  for (const status of STATUSES) shared.set(`{appointment ${status}}`, await appointment(status));
  const make = async (name: string): Promise<string> => {
    if (name === '{date}') return nextDate();
    if (name === '{freshSlot}') return await slot();
    return await appointment(name.slice(1, -1).split(' ')[1] ?? 'pending');
  };

  return () => {
    const made = new Map<string, string>();
    return {
      async named(text) {
        for (const name of text.match(MAKES_ROWS) ?? [])
          if (!made.has(name)) made.set(name, await make(name));
        let result = text;
        for (const [name, value] of [...shared, ...made]) result = result.replaceAll(name, value);
        return result;
      },
      get fresh() {
        return [...made].find(([name]) => name.startsWith('{fresh'))?.[1];
      },
    };
  };
}

/** Two equal ones: no row of any table has come, gone or changed in between. */
export async function fingerprint(world: World): Promise<string> {
  const tables = await sql<{ tablename: string }>`
    select tablename from pg_tables where schemaname = 'public'
      -- Copies of what peers have told, which reads bring in.
      and tablename <> 'known_names'
    order by 1`.execute(world.db);
  const prints = await Promise.all(
    tables.rows.map(async ({ tablename }) => {
      const { rows } = await sql<{ print: string }>`
        select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) as print
        from ${sql.table(tablename)} t`.execute(world.db);
      return `${tablename} ${nth(rows, 0).print}`;
    }),
  );
  return prints.join('\n');
}
