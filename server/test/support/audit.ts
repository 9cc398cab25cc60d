import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';
import type { AppointmentAuditRow, Database } from '../../src/platform/db-types.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An entry as it is stored, and the text that its hash is of. */
export interface AuditEntry extends Omit<AppointmentAuditRow, 'changes'> {
  readonly changes: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  readonly content: string;
}

/** What PostgreSQL computes from the other columns, and the version, which entries have apart. */
const NOT_AUDITED = ['holds_place', 'occupies', 'version'];

/** The entries of an appointment, in order. */
export async function entriesOf(db: Kysely<Database>, id: string): Promise<AuditEntry[]> {
  const { rows } = await sql<AuditEntry>`
    select
      appointment_audit.*,
      jsonb_build_array(
        appointment_id, sequence, version, actions, actor_user_id, actor_role, channel,
        request_id, reason, changes, transaction_id::text,
        (extract(epoch from recorded_at) * 1000000)::bigint::text, previous_hash
      )::text as content
    from appointment_audit
    where appointment_id = ${id}
    order by sequence
  `.execute(db);
  return rows;
}

/** The appointment's row as JSON, as the audit spells it; undefined when there is none. */
export async function audited(db: Kysely<Database>, id: string): Promise<Fields | undefined> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(appointments) - ${NOT_AUDITED}::text[] as row
    from appointments
    where id = ${id}
  `.execute(db);
  return rows[0]?.row;
}

/** What an entry has to say of a row that was this before and is that after. */
export function difference(before: Fields | undefined, after: Fields | undefined) {
  const fields = Object.keys({ ...before, ...after }).filter(
    (field) =>
      before === undefined ||
      after === undefined ||
      JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return Object.fromEntries(
    fields.map((field) => [
      field,
      { before: before?.[field] ?? null, after: after?.[field] ?? null },
    ]),
  );
}

/** Expects that every entry has its number, its own hash and the hash of the one before. */
export function expectChain(entries: readonly AuditEntry[]): void {
  expect(entries).not.toEqual([]);
  const links = entries.map(({ sequence, previous_hash, hash }) => ({
    sequence,
    previous_hash,
    hash,
  }));
  expect(links).toEqual(
    entries.map(({ content }, index) => ({
      sequence: index + 1,
      previous_hash: entries[index - 1]?.hash ?? null,
      hash: createHash('sha256').update(content, 'utf8').digest('hex'),
    })),
  );
}
