import { expect, test } from 'vitest';
import { verifyAudit } from '../src/history/verify-audit.ts';
import { audited, difference, entriesOf, expectChain } from './support/audit.ts';
import { nth } from './support/people.ts';
import { adopt, adoptedDatabase, sql } from './support/predecessor.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ database: adoptedDatabase });

async function adoptedIds(): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    world.databaseUrl,
    'select id from appointments order by id',
  );
  return rows.map(({ id }) => id);
}

test('every adopted appointment has a first entry, which says what it was', async () => {
  const ids = await adoptedIds();
  expect(ids).toHaveLength(315);
  for (const id of ids) {
    const entries = await entriesOf(world.db, id);
    expect(entries).toMatchObject([
      {
        appointment_id: id,
        sequence: 1,
        version: 1,
        actions: ['adopted'],
        actor_user_id: null,
        actor_role: null,
        channel: 'database',
        request_id: null,
        reason: '',
      },
    ]);
    expect(nth(entries, 0).changes).toEqual(difference(undefined, await audited(world.db, id)));
    expectChain(entries);
  }
  const verdict = await verifyAudit(world.db);
  expect(verdict).toMatchObject({ appointments: 315, entries: 315, broken: undefined });
});

test('another start adopts nothing twice', async () => {
  await adopt(world.databaseUrl);
  const rows = await sql(
    world.databaseUrl,
    'select count(*)::int as entries from appointment_audit',
  );
  expect(rows).toEqual([{ entries: 315 }]);
});

test('what happens next goes on from there', async () => {
  const [row] = await sql<{ id: string }>(
    world.databaseUrl,
    "select id from appointments where status = 'pending' order by id limit 1",
  );
  const id = String(row?.id);
  const shown = await world.admin.get(`/appointments/${id}/`);
  expect(shown.headers.etag).toBe('"1"');
  const answer = await world.admin.act(id, 'cancel', { reason: 'nobody came' });
  expect([answer.status, answer.headers.etag]).toEqual([200, '"2"']);
  const entries = await entriesOf(world.db, id);
  expect(entries).toMatchObject([
    { actions: ['adopted'] },
    { actions: ['status_changed'], version: 2, reason: 'nobody came', actor_role: 'admin' },
  ]);
  expect(entries[1]?.changes.status).toEqual({ before: 'pending', after: 'cancelled' });
  expectChain(entries);
});
