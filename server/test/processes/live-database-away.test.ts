import { expect, onTestFinished, test, vi } from 'vitest';
import { migrate } from '../../src/platform/migrate.ts';
import { eventually } from '../support/eventually.ts';
import { given } from '../support/given.ts';
import { type LiveReader, openReader } from '../support/live-readers.ts';
import { nth } from '../support/people.ts';
import { startPrivatePostgres } from '../support/private-postgres.ts';
import { openWorld } from '../support/world.ts';
import { freshMonday } from '../support/write.ts';

// It makes a cluster, migrates it and recovers it, which takes a busy machine a while.
vi.setConfig({ testTimeout: 180_000 });

test('streams outlive the database, newcomers are told to wait, and then nothing is missing', async () => {
  const postgres = await startPrivatePostgres();
  onTestFinished(() => postgres.remove());
  await migrate({ url: postgres.url });
  const { world, close } = await openWorld({
    longestStreamMs: 600_000,
    database: async () => ({ url: postgres.url, drop: async () => undefined }),
  });
  onTestFinished(close);
  const url = await world.app.listen({ host: '127.0.0.1', port: 0 });
  const token = await world.platform.accessToken(nth(world.people.employees, 0).user_id);
  const open = (headers: Readonly<Record<string, string>> = {}): Promise<LiveReader> =>
    openReader(url, { authorization: `Bearer ${token}`, ...headers });
  const reader = await open();
  const ready = await reader.hears({ event: 'ready' });

  postgres.kill();

  // A backend outlives its postmaster by the statement it is at, and may answer one newcomer more.
  await eventually(async () => {
    const newcomer = await open({ 'last-event-id': ready.id });
    newcomer.leave();
    expect(newcomer.status).toBe(503);
    expect(newcomer.headers['retry-after']).toBe('2');
  });
  expect(reader.hasEnded()).toBe(false);
  await postgres.start();
  const { id } = await given(world).appointment({ scheduled_date: freshMonday() });
  await reader.hears({ data: expect.objectContaining({ id }) });
  expect(reader.events().map(({ event }) => event)).toEqual(['ready', 'appointment']);
  const back = await open({ 'last-event-id': ready.id });
  await back.hears({ data: expect.objectContaining({ id }) });
  for (const each of [reader, back]) each.leave();
});
