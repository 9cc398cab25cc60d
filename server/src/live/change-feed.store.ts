import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { RecordedChange } from './events.rules.ts';
import type { Position } from './positions.rules.ts';

/** Who missed more reads everything anew, which costs less than hearing of each. */
const MOST_READ = 1_000;
const KEPT = '1 day';
const MOST_PURGED = 5_000;

export interface Reading {
  /** In the order in which they were recorded; empty where there were too many. */
  readonly changes: readonly RecordedChange[];
  readonly isComplete: boolean;
  readonly position: Position;
}

interface PositionRow {
  readonly snapshot: string;
  readonly taken_at: string;
}

/** Where a reader stands who starts now. */
export async function findPosition(db: Db): Promise<Position> {
  const { rows } = await sql<PositionRow>`select ${HERE}`.execute(db);
  return positionOfRow(rows[0] as PositionRow);
}

/**
 * What a snapshot taken now sees and that of the position did not. Transactions commit in another
 * order than they write in, so neither an id nor a time would find all of them.
 */
export async function readChanges(db: Db, since: Position): Promise<Reading> {
  const { rows } = await sql<PositionRow & RecordedChange>`
    with news as materialized (
      select *
      from change_feed
      where transaction_id >= pg_snapshot_xmin(${since.snapshot}::pg_snapshot)
        and not pg_visible_in_snapshot(transaction_id, ${since.snapshot}::pg_snapshot)
        -- False only for what was restored from another cluster, which counts its own transactions.
        and pg_visible_in_snapshot(transaction_id, pg_current_snapshot())
      limit ${MOST_READ + 1}
    )
    select
      here.*, news.topic, news.subject_id, news.version,
      news.before_user_ids, news.after_user_ids,
      news.before_dates::text[], news.after_dates::text[]
    from (select ${HERE}) as here
    left join news on true
    order by news.id`.execute(db);
  const changes = rows.filter(({ topic }) => topic !== null);
  const isComplete = changes.length <= MOST_READ;
  return {
    changes: isComplete ? changes : [],
    isComplete,
    position: positionOfRow(rows[0] as PositionRow),
  };
}

/** Forgets what is older than a day, some at a time. */
export async function purgeChanges(db: Db): Promise<void> {
  await sql`
    delete from change_feed
    where (transaction_id, id) in (
      select transaction_id, id
      from (
        select transaction_id, id, recorded_at
        from change_feed
        order by transaction_id, id
        limit ${MOST_PURGED}
      ) as oldest
      where recorded_at < now() - ${KEPT}::interval
    )`.execute(db);
}

const HERE = sql`
  pg_current_snapshot()::text as snapshot,
  floor(extract(epoch from clock_timestamp()) * 1000)::bigint as taken_at`;

function positionOfRow({ snapshot, taken_at }: PositionRow): Position {
  return { snapshot, takenAt: Number(taken_at) };
}
