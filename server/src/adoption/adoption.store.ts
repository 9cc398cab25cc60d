import type { ClientBase } from 'pg';
import type { Db } from '../platform/db.ts';
import type { Finding } from './findings.rules.ts';

/** A select of `found` and `examples`. */
export interface Search {
  readonly finding: Finding['finding'];
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Whether the database has rows of the predecessor; slots and history alone do not say whose. */
export async function isAdopted(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ adopted: boolean }>(`
    select
      exists (select from appointments where adopted)
      or (
        to_regclass('django_migrations') is not null
        and (exists (select from time_slots) or exists (select from appointment_history))
      ) as adopted`);
  return rows[0]?.adopted === true;
}

/** Searches and keeps what it finds, nothing included. */
export async function writeFinding(
  client: ClientBase,
  { finding, text, values }: Search,
): Promise<Finding> {
  const { rows } = await client.query<Finding>(
    `insert into adoption_report (finding, found, examples)
    select '${finding}', found, examples from (${text}) as search
    returning finding, found, examples`,
    [...values],
  );
  return rows[0] as Finding;
}

/** When the report was written, if ever. */
export async function findReportedAt(db: Db): Promise<string | undefined> {
  const row = await db
    .selectFrom('adoption_report')
    .select('reported_at')
    .limit(1)
    .executeTakeFirst();
  return row?.reported_at;
}
