import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { visibleTo } from '../platform/visible-rows.ts';
import type { GroupKind, InsightGroup } from './insights.rules.ts';

/** The appointments of some dates counted four ways in one pass, all from one snapshot. */
export async function groupAppointments(
  db: Db,
  actor: Actor,
  range: { readonly start_date: string; readonly end_date: string },
): Promise<InsightGroup[]> {
  return await db
    .selectFrom('appointments')
    .select([
      sql<GroupKind>`case
        when grouping(scheduled_date) = 0 then 'day'
        when grouping(status) = 0 then 'status'
        when grouping(appointment_type) = 0 then 'type'
        else 'employee'
      end`.as('kind'),
      sql<string | null>`coalesce(
        scheduled_date::text, status, appointment_type, assigned_employee_id::text
      )`.as('key'),
      sql<number>`count(*)::int`.as('total'),
      sql<number>`(count(*) filter (where status = 'completed'))::int`.as('completed'),
      sql<number>`(count(*) filter (where status = 'cancelled'))::int`.as('cancelled'),
      sql<number>`(count(*) filter (where status = 'no_show'))::int`.as('no_show'),
      // As float8, which the driver reads as a number: adopted rows may hold absurd lengths.
      sql<number>`coalesce(
        sum(greatest(duration_minutes, 1)) filter (where status not in ('cancelled', 'no_show')), 0
      )::float8`.as('booked_minutes'),
      sql<number>`sum(duration_seconds)::float8`.as('duration_seconds'),
    ])
    .where(visibleTo(actor))
    .where('scheduled_date', '>=', range.start_date)
    .where('scheduled_date', '<=', range.end_date)
    .groupBy(
      sql`grouping sets ((scheduled_date), (status), (appointment_type), (assigned_employee_id))`,
    )
    .execute();
}
