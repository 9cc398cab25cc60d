import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { DeliveryResult } from '../src/notifications/relay.ts';
import { eventually } from './support/eventually.ts';
import { type CarOwner, carOwners, crowd, nth } from './support/people.ts';
import { remindersOf } from './support/reminders.ts';
import { openWorld, useWorld, type World } from './support/world.ts';

const world = useWorld({ people: crowd(40), business: { reminderHours: 24, defaultPlaces: 100 } });

test.each([
  { ends: 'delivered', left: 1 },
  { ends: 'unreachable', left: 0 },
] as const)(
  'a cancellation waits for a reminder on its way that ends $ends, and nobody waits along',
  async ({ ends, left }) => {
    const { world: own, close } = await openWorld({ business: { reminderHours: 24 } });
    try {
      const [cancels, books] = [nth(carOwners(own.people), 0), nth(carOwners(own.people), 1)];
      const id = await booked(own, cancels);
      await makeDue(own);
      const calls: string[] = [];
      let finish: (result: DeliveryResult) => void = () => undefined;
      own.deliver('reminders', ({ id: message }) => {
        calls.push(message);
        return new Promise((resolve) => {
          finish = resolve;
        });
      });
      await eventually(() => expect(calls).toHaveLength(1));

      let done = false;
      const cancelled = own.employee.act(id, 'cancel').finally(() => {
        done = true;
      });
      await eventually(async () => expect(await waitingForLocks(own)).toBe(1));
      // Another booking of that day needs the day's lock, which is free.
      await booked(own, books);
      expect(done).toBe(false);
      finish({ outcome: ends, reason: 'away' });

      expect((await cancelled).status).toBe(200);
      expect(await remindersOf(own, id)).toHaveLength(left);
      expect(calls).toHaveLength(1);
    } finally {
      await close();
    }
  },
);

test('no reminder sets out once its cancellation is answered, whatever two relays do', async () => {
  const owners = carOwners(world.people).slice(-40);
  const ids = await Promise.all(owners.map((owner) => booked(world, owner)));
  const setOut = new Map<string, number>();
  const answered = new Map<string, number>();
  await makeDue(world);
  for (let relay = 0; relay < 2; relay += 1)
    world.deliver('reminders', async ({ payload }) => {
      const { data } = payload as unknown as { data: { appointment_id: string } };
      setOut.set(data.appointment_id, performance.now());
      // Every third attempt fails, so that a claim is given back and taken again.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      return Math.random() < 0.3
        ? { outcome: 'unreachable', reason: 'away' }
        : { outcome: 'delivered' };
    });
  await Promise.all(
    ids.map(async (id) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
      expect((await world.employee.act(id, 'cancel')).status).toBe(200);
      answered.set(id, performance.now());
    }),
  );
  await eventually(async () => expect(await waiting(world)).toBe(0));

  const late = [...setOut].filter(([id, at]) => at > (answered.get(id) ?? 0));
  expect(late).toEqual([]);
});

async function booked(where: World, owner: CarOwner): Promise<string> {
  const answer = await where
    .as(owner.person)
    .book(owner, { scheduled_date: '2099-07-01', scheduled_time: '10:00' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}

async function makeDue(where: World): Promise<void> {
  await where.db
    .updateTable('outbox')
    .set({ due_at: '2020-01-01T00:00:00Z', next_attempt_at: '2020-01-01T00:00:00Z' })
    .where('channel', '=', 'reminders')
    .execute();
}

async function waiting(where: World): Promise<number> {
  const rows = await where.db
    .selectFrom('outbox')
    .select('id')
    .where('channel', '=', 'reminders')
    .where('delivered_at', 'is', null)
    .execute();
  return rows.length;
}

async function waitingForLocks(where: World): Promise<number> {
  const { rows } = await sql`
    select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(where.db);
  return rows.length;
}
