import { randomUUID } from 'node:crypto';
import { sql as statement } from 'kysely';
import { describe, expect, test } from 'vitest';
import { verifyAudit } from '../src/history/verify-audit.ts';
import { ownerOf } from './support/appointment-writes.ts';
import { audited, difference, entriesOf, expectChain } from './support/audit.ts';
import { everythingStored } from './support/everything-stored.ts';
import { given, of } from './support/given.ts';
import { sql } from './support/predecessor.ts';
import { openWorld, useWorld } from './support/world.ts';
import { freshMonday } from './support/write.ts';

const world = useWorld();

/** A writer that says nothing of itself. */
const UNKNOWN = { actor_user_id: null, actor_role: null, request_id: null, reason: '' };
const run = (text: string, values?: readonly unknown[]) => sql(world.databaseUrl, text, values);

async function appointment(): Promise<string> {
  const row = { ...of(ownerOf(world)), scheduled_date: freshMonday() };
  return (await given(world).appointment(row)).id;
}

describe('the audit is only added to:', () => {
  test.each([
    "update appointment_audit set reason = 'nothing happened'",
    'update appointment_audit set hash = hash',
    'delete from appointment_audit',
    'truncate appointment_audit',
    'truncate appointment_audit, appointments',
  ])('%s is refused', async (text) => {
    await appointment();
    const before = await everythingStored(world);
    await expect(run(text)).rejects.toMatchObject({
      // restrict_violation
      code: '23001',
      message: 'The table appointment_audit is append-only.',
    });
    expect(await everythingStored(world)).toEqual(before);
  });
});

describe('a writer that knows nothing of the audit', () => {
  test('inserts as the predecessor does, changes and deletes, and all of it is on record', async () => {
    const id = randomUUID();
    const { customer_id, vehicle_id } = of(ownerOf(world));
    await run(
      `insert into appointments (id, customer_id, vehicle_id, appointment_type, scheduled_date,
        scheduled_time, duration_minutes, status, service_description, customer_notes,
        internal_notes, created_by_user_id, created_at, updated_at, duration_seconds)
      values ($1, $2, $3, 'repair', $4, '10:00', 60, 'pending', '', '', '', $2, now(), now(), 0)`,
      [id, customer_id, vehicle_id, freshMonday()],
    );
    const inserted = await audited(world.db, id);
    await run(`update appointments set status = 'confirmed', internal_notes = 'x' where id = $1`, [
      id,
    ]);
    const updated = await audited(world.db, id);
    await run('delete from appointments where id = $1', [id]);

    const entries = await entriesOf(world.db, id);
    const unknown = { ...UNKNOWN, channel: 'database' };
    expect(entries).toMatchObject([
      { ...unknown, actions: ['created'], version: 1, changes: difference(undefined, inserted) },
      {
        ...unknown,
        actions: ['status_changed', 'edited'],
        version: 2,
        changes: {
          status: { before: 'pending', after: 'confirmed' },
          internal_notes: { before: '', after: 'x' },
        },
      },
      { ...unknown, actions: ['deleted'], version: 3, changes: difference(updated, undefined) },
    ]);
    expect(entries.map(({ changes }) => changes)[1]).toEqual(difference(inserted, updated));
    expectChain(entries);
  });

  test('raises the version, so that whoever saw the one before is told', async () => {
    const id = await appointment();
    const { headers } = await world.admin.get(`/appointments/${id}/`);
    await run(`update appointments set customer_notes = 'by hand' where id = $1`, [id]);
    // Not even on purpose does it stay or jump.
    await run('update appointments set version = 1 where id = $1', [id]);
    const answer = await world.admin.request({
      method: 'PATCH',
      url: `/api/v1/appointments/${id}/`,
      headers: { 'if-match': String(headers.etag) },
      payload: { customer_notes: 'by API' },
    });
    expect([headers.etag, answer.status]).toEqual(['"1"', 412]);
    expect((await world.admin.get(`/appointments/${id}/`)).headers.etag).toBe('"3"');
  });

  test('has an entry for each of many rows', async () => {
    const ids = [await appointment(), await appointment(), await appointment()];
    await run(`update appointments set status = 'cancelled' where id = any ($1)`, [ids]);
    const entries = await Promise.all(ids.map((id) => entriesOf(world.db, id)));
    for (const chain of entries) {
      expect(chain.map(({ actions }) => actions)).toEqual([['created'], ['status_changed']]);
      expectChain(chain);
    }
    expect(new Set(entries.map((chain) => chain[1]?.transaction_id)).size).toBe(1);
  });

  test('that changes its mind leaves nothing, and no gap', async () => {
    const id = await appointment();
    const before = await everythingStored(world);
    await run(`begin; update appointments set status = 'lost' where id = '${id}'; rollback`);
    await run(`begin; delete from appointments where id = '${id}'; rollback`);
    expect(await everythingStored(world)).toEqual(before);
    await run(`
      begin;
      savepoint first;
      update appointments set status = 'lost' where id = '${id}';
      rollback to savepoint first;
      update appointments set status = 'confirmed' where id = '${id}';
      commit`);
    const entries = await entriesOf(world.db, id);
    expect(entries.map(({ version }) => version)).toEqual([1, 2]);
    expectChain(entries);
  });

  test('is not taken for the user whose connection it gets', async () => {
    // One connection for everybody.
    const { world: narrow, close } = await openWorld({ poolSize: 1 });
    try {
      const owner = of(ownerOf(narrow));
      const { id } = await given(narrow).appointment(owner);
      expect((await narrow.employee.act(id, 'confirm', { reason: 'mine' })).status).toBe(200);
      await statement`update appointments set internal_notes = 'x' where id = ${id}`.execute(
        narrow.db,
      );
      expect((await narrow.employee.act(id, 'start')).status).toBe(200);
      expect((await narrow.employee.act(id, 'start')).status).toBe(400);
      await statement`update appointments set internal_notes = 'y' where id = ${id}`.execute(
        narrow.db,
      );
      const entries = await entriesOf(narrow.db, id);
      const channels = ['database', 'api', 'database', 'api', 'database'];
      expect(entries.map(({ channel }) => channel)).toEqual(channels);
      for (const entry of entries.filter(({ channel }) => channel === 'database'))
        expect(entry).toMatchObject(UNKNOWN);
    } finally {
      await close();
    }
  });
});

test('a writer in another zone and another spelling is recorded as the others', async () => {
  const { world: far, close } = await openWorld();
  try {
    const { id } = await given(far).appointment(of(ownerOf(far)));
    await sql(
      far.databaseUrl,
      `set timezone = 'Asia/Colombo';
      set datestyle = 'German';
      set intervalstyle = 'iso_8601';
      set extra_float_digits = -10;
      update appointments set cancelled_at = now(), scheduled_date = scheduled_date + 1
      where id = '${id}'`,
    );
    expect((await far.admin.act(id, 'cancel')).status).toBe(200);
    const entries = await entriesOf(far.db, id);
    const stamp = entries[1]?.changes.cancelled_at?.after;
    expect(stamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/);
    expect(entries[2]?.changes.cancelled_at?.before).toBe(stamp);
    expectChain(entries);
    expect((await verifyAudit(far.db)).broken).toBeUndefined();
  } finally {
    await close();
  }
});

test('a truncate of the appointments, which no trigger hears of, is found', async () => {
  const { world: emptied, close } = await openWorld();
  try {
    const { id } = await given(emptied).appointment();
    await sql(emptied.databaseUrl, 'truncate appointments');
    const { broken } = await verifyAudit(emptied.db);
    expect(broken).toMatchObject({ appointmentId: id, entry: 1 });
  } finally {
    await close();
  }
});
