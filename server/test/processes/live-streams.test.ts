import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { dayAhead, useFleet } from '../support/fleet.ts';
import { openReader } from '../support/live-readers.ts';
import { nth } from '../support/people.ts';

/**
 * Contract 9.35 promises four seconds. A busy machine takes some more; a process that waits for its
 * streams in vain takes eight.
 */
const IDLE_STOP_MS = 7_000;

const fleet = useFleet({ processes: 2 });

test('a reader of one process hears of the other, and moves over when its own stops', async () => {
  const [stopping, staying] = [nth(fleet.services, 0), nth(fleet.services, 1)];
  const owner = nth(fleet.owners, 0);
  const customer = fleet.as(owner.person, staying);
  const book = async (days: number): Promise<string> => {
    const wish = { scheduled_date: dayAhead(days), scheduled_time: '10:00' };
    const { status, body } = await customer.book(owner, wish);
    expect(status).toBe(201);
    return body.id;
  };
  const token = await fleet.platform.accessToken(owner.person.user_id, { ttlSeconds: 3_600 });
  const authorization = `Bearer ${token}`;
  const reader = await openReader(stopping.url, { authorization });
  await reader.hears({ event: 'ready' });
  const first = await book(10);
  const heard = await reader.hears({ data: expect.objectContaining({ id: first }) });

  const { milliseconds } = await stopping.stop();

  console.log(`with an open stream, the process ended after ${milliseconds} ms`);
  expect(milliseconds).toBeLessThan(IDLE_STOP_MS);
  await eventually(() => expect(reader.hasEnded()).toBe(true));
  const second = await book(11);
  const moved = await openReader(staying.url, { authorization, 'last-event-id': heard.id });
  await moved.hears({ data: expect.objectContaining({ id: second, action: 'created' }) });
  moved.leave();
});
