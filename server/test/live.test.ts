import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { ownerOf } from './support/appointment-writes.ts';
import { given, of } from './support/given.ts';
import { type LiveReader, openReader } from './support/live-readers.ts';
import { carOwners, nth } from './support/people.ts';
import { sql } from './support/predecessor.ts';
import { useWorld } from './support/world.ts';
import { dayAfter, freshMonday } from './support/write.ts';

const world = useWorld({ longestStreamMs: 600_000 });

let url: string;
beforeAll(async () => {
  url = await world.app.listen({ host: '127.0.0.1', port: 0 });
});

const run = (text: string, values?: readonly unknown[]) => sql(world.databaseUrl, text, values);

async function readerOf(person: { readonly user_id: string }): Promise<LiveReader> {
  const token = await world.platform.accessToken(person.user_id);
  const reader = await openReader(url, { authorization: `Bearer ${token}` });
  await reader.hears({ event: 'ready' });
  return reader;
}

const employee = () => nth(world.people.employees, 0);
const told = (reader: LiveReader) => reader.events().map(({ event, data }) => [event, data]);

describe('somebody who follows the changes', () => {
  test('is told at once that the stream is open, in a way that no proxy keeps back', async () => {
    const reader = await readerOf(employee());
    expect(reader.status).toBe(200);
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    });
    expect(reader.text()).toMatch(/^retry: 1000\n\nid: \d+-\d+\nevent: ready\ndata: \{\}\n\n$/);
    reader.leave();
  });

  test('as staff hears of an appointment that is made, changed, moved and deleted', async () => {
    const reader = await readerOf(employee());
    const owner = ownerOf(world);
    const [date, other] = [freshMonday(), freshMonday()];
    const booked = await world.as(owner.person).book(owner, {
      scheduled_date: date,
      scheduled_time: '10:00',
      customer_notes: 'The gate code is 1742',
    });
    const { id } = booked.body;
    await world.employee.act(id, 'confirm');
    await world.employee.act(id, 'reschedule', { new_date: other, new_time: '11:00' });
    await world.admin.request({ method: 'DELETE', url: `/api/v1/appointments/${id}/` });
    await reader.hears({ data: { id, version: 4, action: 'deleted', dates: [other] } });
    expect(told(reader)).toEqual([
      ['ready', {}],
      ['appointment', { id, version: 1, action: 'created', dates: [date] }],
      ['appointment', { id, version: 2, action: 'changed', dates: [date] }],
      ['appointment', { id, version: 3, action: 'changed', dates: [date, other] }],
      ['appointment', { id, version: 4, action: 'deleted', dates: [other] }],
    ]);
    expect(reader.text()).not.toContain('gate code');
    expect(reader.text()).not.toContain(owner.person.user_id);
    reader.leave();
  });

  test('hears of slots by their dates alone, once for a whole plan', async () => {
    const reader = await readerOf(nth(carOwners(world.people), 0).person);
    const monday = freshMonday();
    const plan = { start_date: monday, end_date: monday };
    expect((await world.admin.post('/time-slots/bulk_create/', plan)).status).toBe(201);
    await reader.hears({ event: 'time_slots' });
    await run("update time_slots set date = date + 1 where date = $1 and start_time = '09:00'", [
      monday,
    ]);
    const tuesday = dayAfter(monday);
    await reader.hears({ data: { dates: [monday, tuesday] } });
    await run('delete from time_slots where date = $1', [tuesday]);
    await reader.hears({ data: { dates: [tuesday] } });
    await run('delete from time_slots where date = $1', ['1999-01-01']);
    expect(told(reader)).toEqual([
      ['ready', {}],
      ['time_slots', { dates: [monday] }],
      ['time_slots', { dates: [monday, tuesday] }],
      ['time_slots', { dates: [tuesday] }],
    ]);
    reader.leave();
  });

  test('hears of what another writer does past the service', async () => {
    const reader = await readerOf(employee());
    const row = await given(world).appointment({ scheduled_date: freshMonday() });
    await reader.hears({ data: expect.objectContaining({ id: row.id, action: 'created' }) });
    await run("update appointments set status = 'confirmed' where id = $1", [row.id]);
    await reader.hears({ data: expect.objectContaining({ id: row.id, version: 2 }) });
    await run('delete from appointments where id = $1', [row.id]);
    await reader.hears({ data: expect.objectContaining({ id: row.id, action: 'deleted' }) });
    reader.leave();
  });

  test('hears nothing of what was rolled back', async () => {
    const reader = await readerOf(employee());
    const row = await given(world).appointment({ scheduled_date: freshMonday() });
    await run(
      `do $$ begin
        update appointments set status = 'cancelled';
        raise exception 'no' using errcode = 'ZZ001';
      exception when sqlstate 'ZZ001' then null; end $$`,
    );
    await run("update appointments set status = 'confirmed' where id = $1", [row.id]);
    await reader.hears({ data: expect.objectContaining({ id: row.id, version: 2 }) });
    expect(reader.events().filter(({ data }) => data.id === row.id)).toHaveLength(2);
    reader.leave();
  });
});

describe('a customer', () => {
  test('hears of the own appointments and of no others', async () => {
    const [own, other] = [nth(carOwners(world.people), 0), nth(carOwners(world.people), 1)];
    const reader = await readerOf(own.person);
    await given(world).appointment({ ...of(other), scheduled_date: freshMonday() });
    const mine = await given(world).appointment({ ...of(own), scheduled_date: freshMonday() });
    await reader.hears({ event: 'appointment' });
    expect(told(reader)).toEqual([
      ['ready', {}],
      ['appointment', { id: mine.id, version: 1, action: 'created', dates: [mine.scheduled_date] }],
    ]);
    reader.leave();
  });

  test('hears of what was booked in the own name before, as long as it is adopted', async () => {
    const own = nth(carOwners(world.people), 0);
    const reader = await readerOf(own.person);
    const created_by_user_id = own.person.user_id;
    const row = { created_by_user_id, scheduled_date: freshMonday() };
    await given(world).appointment({ ...row, adopted: false });
    const adopted = await given(world).appointment(row);
    await reader.hears({ event: 'appointment' });
    expect(reader.events().map(({ data }) => data.id)).toEqual([undefined, adopted.id]);
    reader.leave();
  });

  test('whose appointment changes hands hears that it is gone, the other that it came', async () => {
    const [from, to] = [nth(carOwners(world.people), 0), nth(carOwners(world.people), 1)];
    const [before, after] = [freshMonday(), freshMonday()];
    const row = await given(world).appointment({ ...of(from), scheduled_date: before });
    const { id } = row;
    const [loses, gets, staff] = [
      await readerOf(from.person),
      await readerOf(to.person),
      await readerOf(employee()),
    ];
    await run('update appointments set customer_id = $1, scheduled_date = $2 where id = $3', [
      to.person.user_id,
      after,
      id,
    ]);
    await loses.hears({ data: { id, version: 2, action: 'deleted', dates: [before] } });
    await gets.hears({ data: { id, version: 2, action: 'created', dates: [after] } });
    await staff.hears({ data: { id, version: 2, action: 'changed', dates: [before, after] } });
    await run("update appointments set internal_notes = 'x' where id = $1", [id]);
    await gets.hears({ data: { id, version: 3, action: 'changed', dates: [after] } });
    expect(loses.events().filter(({ data }) => data.version === 3)).toEqual([]);
    for (const reader of [loses, gets, staff]) reader.leave();
  });
});

test('HEAD is answered at once, without a stream', async () => {
  const token = await world.platform.accessToken(employee().user_id);
  const answer = await fetch(`${url}/api/v1/changes/`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
});

test('a browser of another origin may read it', async () => {
  const token = await world.platform.accessToken(employee().user_id);
  const origin = 'http://localhost:5173';
  const reader = await openReader(url, { authorization: `Bearer ${token}`, origin });
  expect(reader.headers['access-control-allow-origin']).toBe(origin);
  reader.leave();
});

test('a moment without changes tells nothing', async () => {
  const reader = await readerOf(employee());
  const before = reader.text();
  await sleep(500);
  expect(reader.text()).toBe(before);
  reader.leave();
});
