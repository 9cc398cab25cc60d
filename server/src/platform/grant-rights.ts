import pg from 'pg';
import type { Tls } from './db.ts';
import { MIGRATION_LOCK } from './migrate.ts';

/** What the service does with each table; the audit is written by a trigger with its owner's rights. */
const RIGHTS: readonly (readonly [rights: string, tables: readonly string[]])[] = [
  [
    'select, insert, update, delete',
    ['appointments', 'time_slots', 'outbox', 'idempotency_keys', 'known_names'],
  ],
  ['select, insert', ['appointment_history', 'deleted_appointments']],
  // Forgotten after a day; written by triggers, as the audit.
  ['select, delete', ['change_feed']],
  ['select', ['appointment_audit', 'adoption_report', 'schema_migrations']],
];

/**
 * Gives the role of the service exactly the rights that it needs, and takes any other: it can
 * neither write nor change the audit. To be run by the tables' owner after a migration.
 */
export async function grantRights(options: {
  readonly ownerUrl: string;
  readonly tls: Tls;
  readonly role: string;
}): Promise<void> {
  const client = new pg.Client({ connectionString: options.ownerUrl, ssl: options.tls });
  await client.connect();
  try {
    const role = client.escapeIdentifier(options.role);
    const { rows } = await client.query<{ schema: string }>(
      'select quote_ident(current_schema()) as schema',
    );
    const statements = RIGHTS.flatMap(([rights, tables]) => [
      `revoke all on ${tables.join(', ')} from ${role}, public`,
      `grant ${rights} on ${tables.join(', ')} to ${role}`,
    ]);
    await client.query(
      [
        'begin',
        // Replicas that start together would trip over each other's rows of the catalogue.
        `select pg_advisory_xact_lock(${MIGRATION_LOCK})`,
        `grant usage on schema ${rows[0]?.schema} to ${role}`,
        ...statements,
        'commit',
      ].join(';\n'),
    );
  } finally {
    await client.end();
  }
}
