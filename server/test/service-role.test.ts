import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPosition, purgeChanges, readChanges } from '../src/live/change-feed.store.ts';
import { grantRights } from '../src/platform/grant-rights.ts';
import { type FreshDatabase, freshDatabase, withSettings } from './support/database.ts';
import { carOwners, nth } from './support/people.ts';
import { sql } from './support/predecessor.ts';
import { openWorld, type World } from './support/world.ts';

/** Roles belong to the whole cluster. */
const ROLE = `booking_${randomBytes(4).toString('hex')}`;

let database: FreshDatabase;
let asService: string;
let world: World;
let close: () => Promise<void>;

beforeAll(async () => {
  database = await freshDatabase();
  await sql(database.url, `create role ${ROLE}`);
  await grantRights({ ownerUrl: database.url, tls: false, role: ROLE });
  asService = withSettings(database.url, { role: ROLE });
  ({ world, close } = await openWorld({
    database: async () => ({ url: asService, drop: async () => undefined }),
  }));
});
afterAll(async () => {
  await close();
  await sql(database.url, `drop owned by ${ROLE}; drop role ${ROLE}`);
  await database.drop();
});

test('a role that may only what the service needs books, moves and deletes', async () => {
  const owner = nth(carOwners(world.people), 0);
  const { status, body } = await world.as(owner.person).book(owner, {
    scheduled_date: '2026-12-01',
    scheduled_time: '10:00',
  });
  expect(status).toBe(201);
  expect((await world.employee.act(body.id, 'confirm')).status).toBe(200);
  const slot = { date: '2026-12-02', start_time: '09:00', end_time: '10:00' };
  expect((await world.admin.post('/time-slots/', slot)).status).toBe(201);
  const gone = await world.admin.request({
    method: 'DELETE',
    url: `/api/v1/appointments/${body.id}/`,
  });
  expect(gone.status).toBe(204);
  const entries = await sql(
    database.url,
    'select actions from appointment_audit order by sequence',
  );
  expect(entries.map(({ actions }) => actions)).toEqual([
    ['created'],
    ['status_changed'],
    ['deleted'],
  ]);
});

test('it tells what changes and forgets it, and can read both', async () => {
  const since = await findPosition(world.db);
  const slot = { date: '2026-12-03', start_time: '09:00', end_time: '10:00' };
  expect((await world.admin.post('/time-slots/', slot)).status).toBe(201);
  const { changes } = await readChanges(world.db, since);
  expect(changes).toMatchObject([{ topic: 'time_slots', after_dates: ['2026-12-03'] }]);
  await sql(database.url, "update change_feed set recorded_at = now() - interval '2 days'");
  await purgeChanges(world.db);
  expect((await readChanges(world.db, since)).changes).toEqual([]);
});

test.each([
  'insert into appointment_audit select * from appointment_audit',
  "update appointment_audit set reason = 'x'",
  'delete from appointment_audit',
  'truncate appointment_audit',
  'alter table appointment_audit disable trigger all',
  'alter table appointments disable trigger all',
  'set session_replication_role = replica',
  'delete from appointment_history',
  "insert into change_feed (topic) values ('time_slots')",
  "update change_feed set after_dates = '{}'",
  "update appointment_history set change_reason = 'x'",
  'drop table appointment_audit',
])('that role may not: %s', async (text) => {
  await expect(sql(asService, text)).rejects.toThrow(/permission denied|must be owner/);
});

test('it cannot forge an entry by a table of its own', async () => {
  const forge = `
    create temporary table forged (id uuid, version int);
    create trigger forging after insert on forged
      for each row execute function audit_appointment();
    insert into forged values (gen_random_uuid(), 1)`;
  await expect(sql(asService, forge)).rejects.toThrow(/permission denied/);
  await expect(sql(database.url, forge)).rejects.toThrow('The audit is of appointments only.');
});

test('it reads the audit, and a temporary table of its own catches no entry', async () => {
  const owner = nth(carOwners(world.people), 1);
  const { body } = await world.as(owner.person).book(owner, {
    scheduled_date: '2026-12-01',
    scheduled_time: '12:00',
  });
  await sql(
    asService,
    `create temporary table appointment_audit (like public.appointment_audit);
    update appointments set internal_notes = 'quietly'`,
  );
  const entries = await sql(
    asService,
    `select channel, actor_user_id, changes -> 'internal_notes' as notes
    from appointment_audit
    where appointment_id = '${body.id}' and sequence = 2`,
  );
  expect(entries).toEqual([
    { channel: 'database', actor_user_id: null, notes: { before: '', after: 'quietly' } },
  ]);
});
