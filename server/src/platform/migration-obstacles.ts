import type pg from 'pg';

interface Rights {
  readonly role: string;
  readonly database: string;
  readonly schema: string;
  readonly may_create: boolean;
  readonly has_extension: boolean;
  readonly extension_is_there: boolean;
  readonly may_extend: boolean;
  readonly tables: readonly string[];
  readonly owners: readonly string[];
}

/** Refuses, all obstacles together, when this role cannot run the migrations to their end. */
export async function refuseObstacles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Rights>(RIGHTS);
  const found = obstacles(rows[0] as Rights);
  if (found.length > 0)
    throw new Error(['The database cannot be migrated:', ...found].join('\n  '));
}

function obstacles(rights: Rights): string[] {
  const { role, database, schema, tables, owners } = rights;
  const found: string[] = [];
  if (tables.length > 0)
    found.push(
      `The role ${role} may not change ${tables.join(', ')}: connect as their owner, ${owners.join(', ')}, or run \`grant ${owners.join(', ')} to ${role}\`.`,
    );
  if (!rights.may_create)
    found.push(
      `The role ${role} may not create tables: run \`grant create on schema ${schema} to ${role}\`.`,
    );
  if (!rights.has_extension && !rights.extension_is_there)
    found.push(
      'The server lacks the extension btree_gist, which comes with PostgreSQL: install it there (Debian: it is in postgresql-<version>; elsewhere often postgresql-contrib).',
    );
  else if (!rights.has_extension && !rights.may_extend)
    found.push(
      `The role ${role} may not create the extension btree_gist: let the owner of the database run \`create extension btree_gist\` in it, or \`grant create on database ${database} to ${role}\`.`,
    );
  return found;
}

// Names come quoted where SQL needs it, so that the advice can be pasted.
const RIGHTS = `
  with foreign_tables as (
    select c.relname, quote_ident(r.rolname) as owner
    from pg_class c
    join pg_roles r on r.oid = c.relowner
    where c.relnamespace = quote_ident(current_schema())::regnamespace
      and c.relname in ('appointments', 'time_slots', 'appointment_history')
      and c.relkind in ('r', 'p')
      and not pg_has_role(c.relowner, 'usage')
  )
  select
    quote_ident(current_user) as role,
    quote_ident(current_database()) as database,
    quote_ident(current_schema()) as schema,
    has_schema_privilege(current_schema(), 'create') as may_create,
    exists (select from pg_extension where extname = 'btree_gist') as has_extension,
    exists (select from pg_available_extensions where name = 'btree_gist') as extension_is_there,
    has_database_privilege(current_database(), 'create') as may_extend,
    array(select relname::text from foreign_tables order by relname) as tables,
    array(select distinct owner from foreign_tables order by owner) as owners`;
