import { sql } from 'kysely';
import type { Scheduled } from '../../availability/overlap.rules.ts';
import { type Db, inTransaction, type Tx } from '../../platform/db.ts';
import type { SampleWorkshop } from './sample-workshop.ts';

/** Rows an insert; PostgreSQL takes 65,535 parameters a statement. */
const CHUNK = 500;

/** Fills an empty database with the sample workshop; leaves any other as it is. */
export async function fillEmptyDatabase(db: Db, plan: () => SampleWorkshop): Promise<void> {
  await inTransaction(db, async (tx) => {
    // Two processes that start together fill once.
    await sql`lock table time_slots in share row exclusive mode`.execute(tx);
    if (await hasRows(tx)) return;
    const { timeSlots, appointments, history } = plan();
    for (const rows of chunks(timeSlots)) await tx.insertInto('time_slots').values(rows).execute();
    for (const rows of chunks(appointments))
      await tx
        .insertInto('appointments')
        .values(rows.map((row) => ({ ...row, guarded: true, adopted: false })))
        .execute();
    for (const rows of chunks(history))
      await tx.insertInto('appointment_history').values(rows).execute();
  });
}

/** When the appointments are that hold a place for the customer. */
export async function listHeldBy(db: Db, customerId: string): Promise<Scheduled[]> {
  return await db
    .selectFrom('appointments')
    .select(['scheduled_date', 'scheduled_time', 'duration_minutes'])
    .where('customer_id', '=', customerId)
    .where('holds_place', '=', true)
    .execute();
}

async function hasRows(tx: Tx): Promise<boolean> {
  const [appointment, slot] = [
    await tx.selectFrom('appointments').select('id').limit(1).executeTakeFirst(),
    await tx.selectFrom('time_slots').select('id').limit(1).executeTakeFirst(),
  ];
  return appointment !== undefined || slot !== undefined;
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) =>
    rows.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}
