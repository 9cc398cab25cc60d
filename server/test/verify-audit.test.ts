import pg from 'pg';
import { expect, test } from 'vitest';
import { verifyAudit } from '../src/history/verify-audit.ts';
import { carOwners, nth } from './support/people.ts';
import { openWorld, type World } from './support/world.ts';

async function withStory(check: (world: World, id: string) => Promise<void>): Promise<void> {
  const { world, close } = await openWorld();
  try {
    const owner = nth(carOwners(world.people), 0);
    const { body } = await world.as(owner.person).book(owner, {
      scheduled_date: '2026-12-01',
      scheduled_time: '10:00',
    });
    await world.employee.act(body.id, 'confirm', { reason: 'by phone' });
    await world.employee.act(body.id, 'start');
    await check(world, body.id);
  } finally {
    await close();
  }
}

/** Speaks as the owner of the tables, who can switch every trigger off. */
async function tamper(world: World, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; ${text}`);
  } finally {
    await client.end();
  }
}

test('a story that nobody tampered with holds, and its digest says so each time', async () => {
  await withStory(async (world) => {
    const verdict = await verifyAudit(world.db);
    expect(verdict).toEqual({
      appointments: 1,
      entries: 3,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      broken: undefined,
    });
    expect(await verifyAudit(world.db)).toEqual(verdict);
  });
});

test.each([
  ['a reason is rewritten', "update appointment_audit set reason = 'x' where sequence = 2", 2],
  [
    'a value is rewritten',
    `update appointment_audit set changes = jsonb_set(changes, '{status,after}', '"completed"') where sequence = 3`,
    3,
  ],
  [
    'an entry is rewritten with a hash that fits it',
    `update appointment_audit set reason = 'x' where sequence = 2;
     update appointment_audit set hash = appointment_audit_hash(appointment_audit) where sequence = 2`,
    3,
  ],
  ['an entry is taken out', 'delete from appointment_audit where sequence = 2', 3],
  ['the last entry is taken out', 'delete from appointment_audit where sequence = 3', 2],
  ['all entries are taken out', 'delete from appointment_audit', 0],
  ['the row is changed past the audit', "update appointments set internal_notes = 'x'", 3],
  ['the row is taken out past the audit', 'delete from appointments', 3],
])('%s, and the first broken link is named', async (_, text, entry) => {
  await withStory(async (world, id) => {
    await tamper(world, text);
    const { broken } = await verifyAudit(world.db);
    expect(broken).toMatchObject({ appointmentId: id, entry });
  });
});

test('a deletion ends the chain and holds', async () => {
  await withStory(async (world, id) => {
    await world.admin.request({ method: 'DELETE', url: `/api/v1/appointments/${id}/` });
    expect(await verifyAudit(world.db)).toMatchObject({ entries: 4, broken: undefined });
    await tamper(world, 'delete from deleted_appointments');
    expect((await verifyAudit(world.db)).broken).toMatchObject({ entry: 4 });
  });
});
