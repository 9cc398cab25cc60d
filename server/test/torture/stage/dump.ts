import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditRow, Dump, Fields, SessionRow, WitnessRow } from '../checker/evidence.ts';
import type { TortureDatabase } from './database.ts';

type Ask = Pick<TortureDatabase, 'query'>;

const LOOKS = 30;
const LOOK_EVERY_MS = 100;

/** Reads everything that the checker is to know of the database at rest. */
export async function dumpOf(database: Ask): Promise<Dump> {
  const sessions = await sessionsAtRest(database);
  return {
    sessions,
    witness: await witnessOf(database),
    appointments: await rowsOf<Fields>(database, 'appointments'),
    deleted: await rowsOf<Fields>(database, 'deleted_appointments'),
    audit: await auditOf(database),
    lines: await rowsOf(database, 'appointment_history'),
    outbox: await rowsOf(database, 'outbox'),
    keys: await database.query(
      'select user_id, operation, key, transaction_id::text from idempotency_keys',
    ),
  };
}

/** The changes that are committed by now; the rest only counts at rest. */
export async function changesSoFar(database: Ask): Promise<Dump> {
  const witness = await witnessOf(database);
  const audit = await auditOf(database);
  const rest = { appointments: [], deleted: [], lines: [], outbox: [], keys: [], sessions: [] };
  return { witness, audit, ...rest };
}

async function rowsOf<Row>({ query }: Ask, table: string): Promise<Row[]> {
  const rows = await query<{ row: Row }>(`select to_jsonb(${table}) as row from ${table}`);
  return rows.map(({ row }) => row);
}

async function witnessOf({ query }: Ask): Promise<WitnessRow[]> {
  return await query<WitnessRow>(`
    select sequence::float8, table_name as table, kind, fields as row,
      transaction_id::text as transaction,
      extract(epoch from pg_xact_commit_timestamp(transaction_id::xid))::numeric * 1000000
        as committed
    from torture.witness order by sequence`).then((rows) =>
    rows.map(({ committed, ...row }: WitnessRow & { committed?: string }) => ({
      ...row,
      committedAt: Number(committed),
    })),
  );
}

async function auditOf({ query }: Ask): Promise<AuditRow[]> {
  return await query<AuditRow & { [column: string]: unknown }>(`
    select appointment_id, sequence, actions, version, actor_user_id, actor_role, channel,
      request_id, reason, changes, changes::text as changes_text,
      transaction_id::text as transaction_id,
      (extract(epoch from recorded_at) * 1000000)::bigint::text as recorded_micros,
      previous_hash, hash
    from appointment_audit`);
}

/**
 * What each session of the service held in the best of many looks: relays look for messages all the
 * time, but none of them keeps a transaction open.
 */
async function sessionsAtRest({ query }: Ask): Promise<SessionRow[]> {
  const best = new Map<number, SessionRow>();
  const looks = new Map<number, number>();
  // Whoever came last may have been at work in the one look that it was there for.
  const isUnsettled = ({ pid }: SessionRow): boolean =>
    !isAtRest(best.get(pid)) && (looks.get(pid) ?? 0) < LOOKS;
  let there: SessionRow[] = [];
  for (let look = 0; look < LOOKS || there.some(isUnsettled); look += 1) {
    there = await query<SessionRow>(`
      select pid, state, query,
        (select count(*)::int from pg_locks where pg_locks.pid = activity.pid) as locks
      from pg_stat_activity as activity
      where application_name = 'appointment-service'`);
    for (const row of there) {
      looks.set(row.pid, (looks.get(row.pid) ?? 0) + 1);
      if (!isAtRest(best.get(row.pid))) best.set(row.pid, row);
    }
    await sleep(LOOK_EVERY_MS);
  }
  return [...best.values()];
}

function isAtRest(session: SessionRow | undefined): boolean {
  return session?.state === 'idle' && session.locks === 0;
}
