import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { purgeChanges } from '../src/live/change-feed.store.ts';
import { given, of } from './support/given.ts';
import { type LiveReader, openReader } from './support/live-readers.ts';
import { carOwners, nth } from './support/people.ts';
import { sql } from './support/predecessor.ts';
import { openWorld, useWorld } from './support/world.ts';
import { freshMonday } from './support/write.ts';

const LONG = { longestStreamMs: 600_000 };
const world = useWorld(LONG);

let url: string;
beforeAll(async () => {
  url = await world.app.listen({ host: '127.0.0.1', port: 0 });
});

const run = (text: string, values?: readonly unknown[]) => sql(world.databaseUrl, text, values);

async function readerOf(person: { readonly user_id: string }, lastEventId?: string, where = url) {
  const token = await world.platform.accessToken(person.user_id);
  const reader = await openReader(where, {
    authorization: `Bearer ${token}`,
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  });
  await reader.hears({ event: 'ready' });
  return reader;
}

const employee = () => nth(world.people.employees, 0);
const owner = () => nth(carOwners(world.people), 0);
const about = (id: string) => expect.objectContaining({ id });
const named = (reader: LiveReader) => reader.events().map(({ event }) => event);

/** A reader that leaves after it has heard everything so far; answers how far it has come. */
async function position(): Promise<string> {
  const reader = await readerOf(employee());
  // Other files write to the same cluster, and what they have open holds the position back: behind
  // the very change that it came with, too.
  for (;;) {
    const { id } = await given(world).appointment({ scheduled_date: freshMonday() });
    const last = await reader.hears({ data: about(id) });
    const [row] = await run(
      'select transaction_id::text as xid from change_feed where subject_id = $1',
      [id],
    );
    if (BigInt(last.id.split('-')[0] ?? 0) <= BigInt(String(row?.xid))) continue;
    reader.leave();
    return last.id;
  }
}

describe('transactions that commit in another order than they write in', () => {
  test('are all told, to those who follow and to those who come back', async () => {
    const reader = await readerOf(employee());
    const first = await given(world).appointment({ scheduled_date: freshMonday() });
    const second = await given(world).appointment({ scheduled_date: freshMonday() });
    await reader.hears({ data: about(second.id) });
    const slow = new pg.Client({ connectionString: world.databaseUrl });
    await slow.connect();
    try {
      await slow.query('begin');
      await slow.query("update appointments set status = 'confirmed' where id = $1", [first.id]);
      await run("update appointments set status = 'confirmed' where id = $1", [second.id]);
      const early = await reader.hears({
        data: expect.objectContaining({ id: second.id, version: 2 }),
      });
      const back = await readerOf(employee(), early.id);
      await slow.query('commit');
      const late = { data: expect.objectContaining({ id: first.id, version: 2 }) };
      await reader.hears(late);
      await back.hears(late);
      const resumed = await readerOf(employee(), early.id);
      await resumed.hears(late);
      for (const each of [reader, back, resumed]) each.leave();
    } finally {
      await slow.end();
    }
  });

  test('tell the versions of one appointment in their order', async () => {
    const reader = await readerOf(employee());
    const { id } = await given(world).appointment({ scheduled_date: freshMonday() });
    // Its transaction is the older one, its version the newer.
    const slow = new pg.Client({ connectionString: world.databaseUrl });
    await slow.connect();
    try {
      await slow.query('begin');
      await slow.query('select pg_current_xact_id()');
      await run('update appointments set duration_minutes = 61 where id = $1', [id]);
      await slow.query('update appointments set duration_minutes = 62 where id = $1', [id]);
      await slow.query('commit');
    } finally {
      await slow.end();
    }
    await reader.hears({ data: expect.objectContaining({ id, version: 3 }) });
    const versions = reader.events().filter(({ data }) => data.id === id);
    expect(versions.map(({ data }) => data.version)).toEqual([1, 2, 3]);
    reader.leave();
  });

  test('tell a reader that never leaves everything exactly once', async () => {
    const reader = await readerOf(employee());
    const writers = Array.from({ length: 8 }, async () => {
      const ids: string[] = [];
      for (let count = 0; count < 25; count += 1)
        ids.push((await given(world).appointment({ scheduled_date: '2028-05-01' })).id);
      return ids;
    });
    const ids = (await Promise.all(writers)).flat();
    const last = await given(world).appointment({ scheduled_date: '2028-05-02' });
    await reader.hears({ data: about(last.id) });
    const heard = reader.events().filter(({ data }) => String(data.dates) === '2028-05-01');
    expect(heard.map(({ data }) => String(data.id)).sort()).toEqual(ids.sort());
    reader.leave();
  });
});

describe('somebody who comes back', () => {
  test('is told what has happened since, and nothing twice that was over by then', async () => {
    const since = await position();
    const one = await given(world).appointment({ scheduled_date: freshMonday() });
    const two = await given(world).appointment({ scheduled_date: freshMonday() });
    const reader = await readerOf(employee(), since);
    await reader.hears({ data: about(two.id) });
    // What happened while it came back may be told twice, what was over before never.
    const told = new Set(reader.events().map(({ data }) => data.id));
    expect([...told]).toEqual([undefined, one.id, two.id]);
    reader.leave();
  });

  test('is told of a change once more if the line broke before the last of them', async () => {
    const since = await position();
    await given(world).appointment({ scheduled_date: freshMonday() });
    const two = await given(world).appointment({ scheduled_date: freshMonday() });
    const reader = await readerOf(employee(), since);
    await reader.hears({ data: about(two.id) });
    const [ready, first, second] = reader.events();
    expect([ready?.id, first?.id]).toEqual([since, since]);
    expect(second?.id).not.toBe(since);
    reader.leave();
  });

  test('having missed nothing has come further all the same', async () => {
    const since = await position();
    await run('select pg_current_xact_id()');
    const reader = await readerOf(employee(), since);
    expect(named(reader)).toEqual(['ready']);
    expect(reader.events()[0]?.id).not.toBe(since);
    reader.leave();
  });

  test('as a customer is told of the own appointments only', async () => {
    const since = await position();
    await given(world).appointment({ scheduled_date: freshMonday() });
    const own = await given(world).appointment({ ...of(owner()), scheduled_date: freshMonday() });
    const reader = await readerOf(owner().person, since);
    await reader.hears({ data: about(own.id) });
    const told = new Set(reader.events().map(({ data }) => data.id));
    expect([...told]).toEqual([undefined, own.id]);
    reader.leave();
  });

  test('as a customer after a thousand changes of others starts over', async () => {
    const { id } = await given(world).appointment({ scheduled_date: freshMonday() });
    const since = await position();
    const follower = await readerOf(employee());
    await run(
      `do $$ begin for step in 1..1001 loop
        update appointments set duration_seconds = step where id = '${id}';
      end loop; end $$`,
    );
    // Whoever follows starts over, too; a reader who came before that would do so twice.
    await follower.hears({ event: 'reset' });
    const reader = await readerOf(owner().person, since);
    await reader.hears({ event: 'reset' });
    expect(named(reader)).toEqual(['ready', 'reset']);
    for (const each of [follower, reader]) each.leave();
    // They are too many for the next stories, too, while another file holds the position back.
    await run('delete from change_feed');
  });

  test.each([
    ['nothing that this service has told', 'garbage'],
    ['the position that a reset starts from', '0'],
    ['a position without a time', '1742'],
    ['a transaction that is still to come', `999999999999999999-${Date.now()}`],
    ['a time that is still to come', `3-${Date.now() + 3_600_000}`],
    ['a day that is long over', `3-${Date.now() - 24 * 3_600_000}`],
    ['a number beyond all numbers', `${'9'.repeat(40)}-${'9'.repeat(40)}`],
    ['an attempt at SQL', "1' or 1=1-1"],
  ])('with %s starts over', async (_what, lastEventId) => {
    const reader = await readerOf(employee(), lastEventId);
    const reset = await reader.hears({ event: 'reset' });
    expect(named(reader)).toEqual(['ready', 'reset']);
    expect(reader.events()[0]?.id).toBe('0');
    const { id } = await given(world).appointment({ scheduled_date: freshMonday() });
    await reader.hears({ data: about(id) });
    reader.leave();
    const again = await readerOf(employee(), reset.id);
    await again.hears({ data: about(id) });
    expect(named(again)).not.toContain('reset');
    again.leave();
  });
});

test('what one process changes is seen through another', async () => {
  const { world: other, close } = await openWorld({
    ...LONG,
    people: world.people,
    database: async () => ({ url: world.databaseUrl, drop: async () => undefined }),
  });
  try {
    const elsewhere = await other.app.listen({ host: '127.0.0.1', port: 0 });
    const reader = await readerOf(employee(), undefined, elsewhere);
    const booked = await world.as(owner().person).book(owner(), {
      scheduled_date: freshMonday(),
      scheduled_time: '10:00',
    });
    const told = await reader.hears({ data: about(booked.body.id) });
    reader.leave();
    await world.employee.act(booked.body.id, 'confirm');
    const back = await readerOf(employee(), told.id);
    await back.hears({ data: expect.objectContaining({ id: booked.body.id, version: 2 }) });
    back.leave();
  } finally {
    await close();
  }
});

test('what is older than a day is forgotten, and nothing else', async () => {
  await given(world).appointment({ scheduled_date: freshMonday() });
  await run("update change_feed set recorded_at = now() - interval '25 hours'");
  const { id } = await given(world).appointment({ scheduled_date: freshMonday() });
  await purgeChanges(world.db);
  expect(await run('select subject_id from change_feed')).toEqual([{ subject_id: id }]);
});

test('what was restored from a cluster with more transactions behind it disturbs nobody', async () => {
  const reader = await readerOf(employee());
  await run(
    "insert into change_feed (transaction_id, topic, after_dates) values ('999999999', 'time_slots', '{2027-01-01}')",
  );
  const { id } = await given(world).appointment({ scheduled_date: freshMonday() });
  await reader.hears({ data: about(id) });
  expect(named(reader)).not.toContain('time_slots');
  reader.leave();
});
