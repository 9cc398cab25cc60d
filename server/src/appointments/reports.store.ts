import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { visibleTo } from '../platform/visible-rows.ts';
import type { CountedGroup } from './statistics.rules.ts';

export interface Today {
  readonly date: string;
  /** First instant of the day, and of the next. */
  readonly from: Date;
  readonly to: Date;
}

/** The actor's appointments counted by type and status, all from one snapshot. */
export async function countGroups(db: Db, actor: Actor, today: Today): Promise<CountedGroup[]> {
  const { date, from, to } = today;
  return await db
    .selectFrom('appointments')
    .select([
      'appointment_type',
      'status',
      sql<number>`count(*)::int`.as('total'),
      sql<number>`count(*) filter (where scheduled_date = ${date})::int`.as('today'),
      sql<number>`count(*) filter (
        where completed_at >= ${from.toISOString()} and completed_at < ${to.toISOString()}
      )::int`.as('completed_today'),
      sql<number>`count(*) filter (
        where scheduled_date > ${date} and status in ('pending', 'confirmed')
      )::int`.as('upcoming'),
    ])
    .where(visibleTo(actor))
    .groupBy(['appointment_type', 'status'])
    .execute();
}
