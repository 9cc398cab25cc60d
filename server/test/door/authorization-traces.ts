import pg from 'pg';

/** What a table holds, as far as any change of it would show. */
export type Traces = Readonly<Record<string, string>>;

/**
 * Looks at every table of a database: whoever inserts or updates a row leaves a higher `xmin` in
 * it, and whoever deletes one leaves fewer. Nothing that was committed escapes both.
 */
export async function openTraces(
  url: string,
): Promise<{ look(): Promise<Traces>; close(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relkind = 'r' and relnamespace = current_schema()::regnamespace
       -- Copies of what peers have told, which reads bring in.
       and relname <> 'known_names'
     order by 1`,
  );
  const columns = tables.map(
    ({ name }) =>
      `(select count(*) || ' rows, last by ' || coalesce(max(xmin::text::bigint), 0)
        from ${client.escapeIdentifier(name)}) as ${client.escapeIdentifier(name)}`,
  );
  return {
    async look() {
      const { rows } = await client.query<Traces>(`select ${columns.join(', ')}`);
      return rows[0] ?? {};
    },
    close: () => client.end(),
  };
}
