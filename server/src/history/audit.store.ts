import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Chain, ChainEntry } from './audit-chain.rules.ts';

/** A chain as it is stored; the content of each entry still has to be hashed. */
export interface StoredChain extends Omit<Chain, 'entries'> {
  readonly id: string;
  readonly entries: readonly (Omit<ChainEntry, 'computed_hash'> & { readonly content: string })[];
}

export async function hasAudit(db: Db): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('appointment_audit') is not null as there
  `.execute(db);
  return rows[0]?.there ?? false;
}

/** The chains of the next appointments after this id, or the first, in one snapshot each time. */
export async function listChains(
  db: Db,
  afterId: string | undefined,
  limit: number,
): Promise<StoredChain[]> {
  const after = (id: string) =>
    afterId === undefined ? sql`true` : sql`${sql.ref(id)} > ${afterId}`;
  const { rows } = await sql<StoredChain>`
    with ids as (
      (select id from appointments where ${after('id')} order by id limit ${limit})
      union
      (select id from deleted_appointments where ${after('id')} order by id limit ${limit})
      union
      (
        select distinct appointment_id
        from appointment_audit
        where ${after('appointment_id')}
        order by appointment_id
        limit ${limit}
      )
      order by id
      limit ${limit}
    )
    select
      ids.id,
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'sequence', sequence,
          'version', version,
          'actions', actions,
          'channel', channel,
          'changes', changes,
          'previous_hash', previous_hash,
          'hash', hash,
          'content', jsonb_build_array(
            appointment_id, sequence, version, actions, actor_user_id, actor_role, channel,
            request_id, reason, changes, transaction_id::text,
            (extract(epoch from recorded_at) * 1000000)::bigint::text, previous_hash
          )::text
        ) order by sequence), '[]')
        from appointment_audit
        where appointment_id = ids.id
      ) as entries,
      (
        select jsonb_build_object(
          'version', version, 'fields', audited_fields(to_jsonb(appointments))
        )
        from appointments
        where id = ids.id
      ) as live,
      (
        select jsonb_build_object(
          'version', version, 'fields', audited_fields(to_jsonb(deleted_appointments))
        )
        from deleted_appointments
        where id = ids.id
      ) as deleted
    from ids
    order by ids.id
  `.execute(db);
  return rows;
}
