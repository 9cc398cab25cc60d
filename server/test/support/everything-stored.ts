import { sql } from 'kysely';
import type { World } from './world.ts';

const TABLES = [
  'appointments',
  'deleted_appointments',
  'time_slots',
  'appointment_history',
  'appointment_audit',
  'outbox',
  'idempotency_keys',
] as const;

export type Stored = Readonly<Record<string, { readonly rows: number; readonly digest: string }>>;

/** What stands in every table; equal before and after when nothing at all was written. */
export async function everythingStored(world: World): Promise<Stored> {
  const entries = TABLES.map(async (table) => {
    const { rows } = await sql<{ rows: number; digest: string }>`
      select
        count(*)::int as rows,
        md5(coalesce(string_agg(stored::text, '|' order by stored::text), '')) as digest
      from ${sql.table(table)} as stored
    `.execute(world.db);
    return [table, rows[0] ?? { rows: 0, digest: '' }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** How many rows each table has more than before; tables without a difference are left out. */
export function added(before: Stored, after: Stored): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after)
      .map(([table, { rows }]) => [table, rows - (before[table]?.rows ?? 0)] as const)
      .filter(([, difference]) => difference !== 0),
  );
}
