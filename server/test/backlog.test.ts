import { sql } from 'kysely';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { warnOfBacklog } from '../src/notifications/backlog.ts';
import { carOwners, nth } from './support/people.ts';
import { useWorld } from './support/world.ts';

const ADMINS = ['44444444-4444-4444-8444-444444444444', '33333333-3333-4333-8333-333333333333'];
const world = useWorld({ adminUserIds: ADMINS, business: { reminderHours: 24 } });

// One booking with nobody to deliver: a message for the customer, two for admins, a reminder.
beforeEach(async () => {
  await world.db.deleteFrom('outbox').execute();
  await world.db.deleteFrom('appointments').execute();
  const owner = nth(carOwners(world.people), 0);
  const wish = { scheduled_date: '2099-08-03', scheduled_time: '10:00' };
  expect((await world.as(owner.person).book(owner, wish)).status).toBe(201);
});

async function outboxTold(): Promise<unknown> {
  const answer = await world.withHeader(undefined).request<{ outbox: unknown }>({
    method: 'GET',
    url: '/health/ready/',
  });
  expect(answer.status).toBe(200);
  return answer.body.outbox;
}

async function set(channel: string, values: { [column: string]: unknown }): Promise<void> {
  await world.db.updateTable('outbox').set(values).where('channel', '=', channel).execute();
}

const minutesAgo = (minutes: number) => sql`now() - make_interval(mins => ${minutes})`;

test('readiness tells anyone how many messages wait and how many were put aside', async () => {
  expect(await outboxTold()).toEqual({ waiting: 3, parked: 0 });
  await set('customer', { parked_at: sql`now()` });
  expect(await outboxTold()).toEqual({ waiting: 2, parked: 1 });
  await set('admins', { delivered_at: sql`now()` });
  expect(await outboxTold()).toEqual({ waiting: 0, parked: 1 });
  await set('reminders', { due_at: minutesAgo(1), next_attempt_at: minutesAgo(1) });
  expect(await outboxTold()).toEqual({ waiting: 1, parked: 1 });
});

test('a channel whose oldest message has been due for more than a minute is warned of', async () => {
  const lines: { level: number; channel: string; waiting: number; oldest_seconds: number }[] = [];
  const log = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line)) });
  await warnOfBacklog({ db: world.db, log });
  expect(lines).toEqual([]);

  // As after many attempts: the next one is ahead.
  await set('admins', {
    due_at: minutesAgo(2),
    next_attempt_at: sql`now() + interval '5 minutes'`,
  });
  await warnOfBacklog({ db: world.db, log });

  expect(lines).toMatchObject([
    { level: 40, channel: 'admins', waiting: 2, msg: 'notifications are late' },
  ]);
  expect(nth(lines, 0).oldest_seconds).toBeGreaterThanOrEqual(120);
});
