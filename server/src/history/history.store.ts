import { type Insertable, type SelectQueryBuilder, sql } from 'kysely';
import { type Actor, isStaff } from '../platform/actor.ts';
import type { Db, Tx } from '../platform/db.ts';
import type {
  AppointmentHistoryRow,
  AppointmentHistoryTable,
  Database,
} from '../platform/db-types.ts';
import { visibleTo } from '../platform/visible-rows.ts';
import type { AuditedChanges } from './audited-changes.rules.ts';

/** A line, and what the audit knows of the change that it tells of. */
export interface AuditedLine extends AppointmentHistoryRow {
  readonly actor_role: string | null;
  readonly channel: string | null;
  readonly request_id: string | null;
  readonly changes: AuditedChanges | null;
}

export interface HistoryFilter {
  readonly appointment_id?: string | undefined;
}

export interface HistorySort {
  readonly column: Exclude<keyof AppointmentHistoryRow, 'version'>;
  readonly direction: 'asc' | 'desc';
}

export async function insertLine(tx: Tx, line: Insertable<AppointmentHistoryTable>): Promise<void> {
  await tx.insertInto('appointment_history').values(line).execute();
}

/** The lines of one appointment, newest first; undefined when the actor may not know of it. */
export async function findLinesOf(
  db: Db,
  appointmentId: string,
  actor: Actor,
): Promise<AuditedLine[] | undefined> {
  const visible = await db
    .selectFrom('appointments')
    .select('id')
    .where('id', '=', appointmentId)
    .where(visibleTo(actor))
    .executeTakeFirst();
  if (visible === undefined) return undefined;
  return await audited(db.selectFrom('appointment_history'), actor)
    .where('appointment_history.appointment_id', '=', appointmentId)
    .orderBy('appointment_history.changed_at', 'desc')
    .orderBy('appointment_history.id')
    .execute();
}

export async function findLine(db: Db, id: string, actor: Actor): Promise<AuditedLine | undefined> {
  return await audited(readable(db.selectFrom('appointment_history'), actor, {}), actor)
    .where('appointment_history.id', '=', id)
    .executeTakeFirst();
}

export async function listLines(
  db: Db,
  actor: Actor,
  filter: HistoryFilter,
  page: { readonly sort: readonly HistorySort[]; readonly limit: number; readonly offset: number },
): Promise<AuditedLine[]> {
  let query = audited(readable(db.selectFrom('appointment_history'), actor, filter), actor);
  for (const { column, direction } of page.sort)
    query = query.orderBy(`appointment_history.${column}`, direction);
  return await query
    .orderBy('appointment_history.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

export async function countLines(db: Db, actor: Actor, filter: HistoryFilter): Promise<number> {
  const row = await readable(db.selectFrom('appointment_history'), actor, filter)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

// Staff read everything, the lines of deleted appointments too; customers the lines of their own
// appointments as long as those exist (contract 2.1, 9.8).
function readable<O>(
  query: SelectQueryBuilder<Database, 'appointment_history', O>,
  actor: Actor,
  { appointment_id }: HistoryFilter,
): SelectQueryBuilder<Database, 'appointment_history', O> {
  return query
    .$if(appointment_id !== undefined, (q) =>
      q.where('appointment_history.appointment_id', '=', appointment_id as string),
    )
    .$if(!isStaff(actor), (q) =>
      q.where((is) =>
        is.exists(
          is
            .selectFrom('appointments')
            .select('appointments.id')
            .whereRef('appointments.id', '=', 'appointment_history.appointment_id')
            .where(visibleTo(actor)),
        ),
      ),
    );
}

// Lines of the predecessor have no version, and so no entry.
function audited<O>(query: SelectQueryBuilder<Database, 'appointment_history', O>, actor: Actor) {
  return query
    .leftJoin('appointment_audit as audit', (on) =>
      on
        .onRef('audit.appointment_id', '=', 'appointment_history.appointment_id')
        .onRef('audit.version', '=', 'appointment_history.version'),
    )
    .selectAll('appointment_history')
    .select(['audit.actor_role', 'audit.channel', 'audit.request_id'])
    .select(
      (isStaff(actor) ? sql.ref<AuditedChanges | null>('audit.changes') : ownChanges).as('changes'),
    );
}

// What an appointment was while it was somebody else's is not for the customer who has it now.
const ownChanges = sql<AuditedChanges | null>`
  case
    when not exists (
      select
      from appointment_audit as later
      where later.appointment_id = audit.appointment_id
        and later.sequence >= audit.sequence
        and later.sequence > 1
        and later.changes ? 'customer_id'
        and not later.actions @> '{deleted}'
    )
    then audit.changes
  end`;
