import type pg from 'pg';

export interface Column {
  readonly table: string;
  readonly name: string;
  /** As PostgreSQL writes it: `character varying(50)`, `uuid[]`. */
  readonly type: string;
  readonly required: boolean;
  readonly expression: string | null;
  readonly generated: '' | 's' | 'v';
  readonly identity: '' | 'a' | 'd';
}

/** The columns of every table of the schema public, tables by name, columns in their order. */
export async function readColumns(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(`
    select
      c.relname as "table",
      a.attname as name,
      format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull as required,
      pg_get_expr(d.adbin, d.adrelid, true) as expression,
      a.attgenerated as generated,
      a.attidentity as identity
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    order by c.relname collate "C", a.attnum`);
  return rows;
}

/** The columns, a list for each table. */
export function byTable(columns: readonly Column[]): Map<string, Column[]> {
  const tables = new Map<string, Column[]>();
  for (const column of columns) {
    const known = tables.get(column.table);
    if (known === undefined) tables.set(column.table, [column]);
    else known.push(column);
  }
  return tables;
}
