import type { TortureDatabase } from './database.ts';

/**
 * Lets the database itself note every change of an appointment or a slot, in the changing
 * transaction: the checker's own record, which owes nothing to the service or its audit.
 */
export async function installWitness({ query }: Pick<TortureDatabase, 'query'>): Promise<void> {
  await query('create schema torture');
  await query(`
    create table torture.witness (
      sequence bigint generated always as identity primary key,
      table_name text not null,
      kind text not null,
      fields jsonb not null,
      transaction_id xid8 not null default pg_current_xact_id()
    )`);
  await query(`
    create function torture.see() returns trigger
    language plpgsql security definer set timezone = 'UTC'
    as $function$
    begin
      if tg_op = 'DELETE' then
        insert into torture.witness (table_name, kind, fields)
        values (tg_table_name, tg_op, to_jsonb(old));
      else
        insert into torture.witness (table_name, kind, fields)
        values (tg_table_name, tg_op, to_jsonb(new));
      end if;
      return null;
    end
    $function$`);
  for (const table of ['appointments', 'time_slots'])
    await query(`
      create trigger zz_witness after insert or update or delete on ${table}
      for each row execute function torture.see()`);
}
