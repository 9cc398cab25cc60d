import { describe, expect, test } from 'vitest';
import { editsOf } from './support/edits.ts';
import { carOwners, nth } from './support/people.ts';
import { remindersOf } from './support/reminders.ts';
import { openWorld, type World } from './support/world.ts';

describe('the reminder of what is moved', () => {
  const TOMORROW = '2099-01-16';

  async function withReminder(run: (own: World) => Promise<void>): Promise<void> {
    const { world: own, close } = await openWorld({ business: { reminderHours: 24 } });
    try {
      own.now = new Date('2099-01-15T08:00:00Z');
      await run(own);
    } finally {
      await close();
    }
  }

  const dueTimes = async (own: World, id: string) =>
    (await remindersOf(own, id)).map(({ due_at }) => due_at);

  test('follows every move, there and back', async () => {
    await withReminder(async (own) => {
      const owner = nth(carOwners(own.people), 0);
      const start = { scheduled_date: TOMORROW, scheduled_time: '10:00' };
      const { id } = (await own.admin.book(owner, start)).body;
      expect(await dueTimes(own, id)).toEqual(['2099-01-15T10:00:00Z']);
      const to = (new_time: string) =>
        own.admin.act(id, 'move', { new_date: TOMORROW, new_time, announce_after_seconds: 60 });
      await to('12:00');
      expect(await dueTimes(own, id)).toEqual(['2099-01-15T12:00:00Z']);
      await to('10:00');
      expect(await dueTimes(own, id)).toEqual(['2099-01-15T10:00:00Z']);
    });
  });

  test('goes out late, and once, if it became due while the move stood that was undone', async () => {
    await withReminder(async (own) => {
      const owner = nth(carOwners(own.people), 0);
      const start = { scheduled_date: TOMORROW, scheduled_time: '10:00' };
      const { id } = (await own.admin.book(owner, start)).body;
      const to = (new_time: string) =>
        own.admin.act(id, 'move', { new_date: TOMORROW, new_time, announce_after_seconds: 12 });
      own.now = new Date('2099-01-15T09:59:58Z');
      await to('08:00');
      expect(await dueTimes(own, id)).toEqual([]);
      own.now = new Date('2099-01-15T10:00:05Z');
      await to('10:00');
      expect(await dueTimes(own, id)).toEqual(['2099-01-15T10:00:00Z']);
      await own.db.updateTable('outbox').set({ delivered_at: new Date().toISOString() }).execute();
      await to('08:00');
      await to('10:00');
      expect(await dueTimes(own, id)).toEqual(['2099-01-15T10:00:00Z']);
    });
  });

  test('is not lost by an edit, a move and a move back while it cannot be delivered', async () => {
    await withReminder(async (own) => {
      const owner = nth(carOwners(own.people), 0);
      const start = { scheduled_date: TOMORROW, scheduled_time: '10:00' };
      const { id } = (await own.admin.book(owner, start)).body;
      const due = ['2099-01-15T10:00:00Z'];
      own.now = new Date('2099-01-15T10:20:00Z');
      await editsOf(own.admin).patch(id, { duration_minutes: 45 });
      expect(await dueTimes(own, id)).toEqual(due);
      for (const new_time of ['08:00', '09:00', '10:00'])
        await own.admin.act(id, 'move', {
          new_date: TOMORROW,
          new_time,
          announce_after_seconds: 60,
        });
      expect(await dueTimes(own, id)).toEqual(due);
      await own.admin.act(id, 'reschedule', { new_date: TOMORROW, new_time: '10:00' });
      expect(await dueTimes(own, id)).toEqual(due);
      own.now = new Date('2099-01-16T10:00:00Z');
      await editsOf(own.admin).patch(id, { appointment_type: 'repair' });
      expect(await dueTimes(own, id)).toEqual([]);
    });
  });

  test('does not come up by an edit while the move waits to be told', async () => {
    await withReminder(async (own) => {
      const owner = nth(carOwners(own.people), 0);
      const start = { scheduled_date: TOMORROW, scheduled_time: '10:00' };
      const { id } = (await own.admin.book(owner, start)).body;
      await own.admin.act(id, 'move', {
        ...{ new_date: TOMORROW, new_time: '08:00:30', announce_after_seconds: 60 },
      });
      await editsOf(own.admin).patch(id, { duration_minutes: 45 });
      expect(await dueTimes(own, id)).toEqual([]);
    });
  });

  test('never tells of a time before the move does', async () => {
    await withReminder(async (own) => {
      const owner = nth(carOwners(own.people), 0);
      const start = { scheduled_date: TOMORROW, scheduled_time: '10:00' };
      const { id } = (await own.admin.book(owner, start)).body;
      const to = (announce_after_seconds: number) =>
        own.admin.act(id, 'move', {
          new_date: TOMORROW,
          new_time: '08:00:30',
          announce_after_seconds,
        });
      await to(60);
      expect(await dueTimes(own, id)).toEqual([]);
      await own.admin.act(id, 'move', { new_date: TOMORROW, new_time: '10:00' });
      await to(20);
      expect(await dueTimes(own, id)).toEqual(['2099-01-15T08:00:30Z']);
    });
  });
});
