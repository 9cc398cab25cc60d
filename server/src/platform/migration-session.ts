import type pg from 'pg';

interface Surroundings {
  readonly role: string;
  readonly database: string;
  /** Where new tables would go; null when the search path leads nowhere. */
  readonly schema: string | null;
  /** Where the tables are that the search path leads to, if there are any. */
  readonly home: string | null;
  /** Where else the predecessor's tables are. */
  readonly elsewhere: string | null;
}

/** A wait for a table makes everybody else wait behind it, so it is kept short. */
const LOCK_WAIT = '2s';

/**
 * Waits for the advisory lock, free of the role's own limits, and makes new tables go where the
 * old ones are. Refuses a search path that misses the predecessor's tables: the service would
 * start with empty ones beside them.
 */
export async function settleSession(
  client: pg.Client,
  { lock, log }: { readonly lock: number; readonly log?: ((line: string) => void) | undefined },
): Promise<void> {
  await client.query(`
    set statement_timeout = 0;
    set lock_timeout = 0;
    set idle_in_transaction_session_timeout = 0;
    set datestyle = 'ISO, YMD';
    set timezone = 'UTC'`);
  const { rows: tried } = await client.query('select pg_try_advisory_lock($1) as won', [lock]);
  if (!tried[0].won) {
    log?.('Waiting for another process that is migrating this database.');
    await client.query('select pg_advisory_lock($1)', [lock]);
  }
  await client.query(`set lock_timeout = '${LOCK_WAIT}'`);
  const { rows } = await client.query<Surroundings>(SURROUNDINGS);
  const [{ role, database, schema, home, elsewhere }] = rows as [Surroundings];
  if (home === null && elsewhere !== null)
    throw new Error(
      `The schema ${elsewhere} has the tables of the service before, but the search path of the role ${role} does not lead there: run \`alter role ${role} in database ${database} set search_path = ${elsewhere}\`, or give the service a database of its own.`,
    );
  if (schema === null && home === null)
    throw new Error(`The search path of the role ${role} leads to no schema that it may use.`);
  if (home !== null && home !== schema)
    await client.query(
      `select set_config('search_path', concat_ws(', ', $1::text, current_setting('search_path')), false)`,
      [home],
    );
}

/** The migrations that the database has; none when it has never been migrated. */
export async function findMigrated(
  client: pg.Client,
): Promise<{ readonly name: string; readonly breaking: boolean }[]> {
  const { rows } = await client.query<{ column: string }>(COLUMNS);
  if (rows.length === 0) return [];
  const columns = rows.map(({ column }) => column);
  if (!['name', 'breaking', 'applied_at'].every((column) => columns.includes(column)))
    throw new Error(
      `The table schema_migrations (${columns.join(', ')}) belongs to another program: rename it, or give the service a database or schema of its own.`,
    );
  return (await client.query('select name, breaking from schema_migrations')).rows;
}

// Names come quoted where SQL needs it, so that they can be used as they are.
const SURROUNDINGS = `
  select
    quote_ident(current_user) as role,
    quote_ident(current_database()) as database,
    quote_ident(current_schema()) as schema,
    (
      select c.relnamespace::regnamespace::text
      from pg_class c
      where c.oid = to_regclass('appointments')
    ) as home,
    (
      select c.relnamespace::regnamespace::text
      from pg_class c
      where c.relname = 'appointments'
        and c.relkind = 'r'
        and exists (
          select
          from pg_class d
          where d.relnamespace = c.relnamespace and d.relname = 'django_migrations'
        )
      order by 1
      limit 1
    ) as elsewhere`;

const COLUMNS = `
  select attname as column
  from pg_attribute
  where attrelid = to_regclass('schema_migrations') and attnum > 0 and not attisdropped
  order by attnum`;
