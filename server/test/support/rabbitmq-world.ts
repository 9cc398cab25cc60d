import type { GetMessage } from 'amqplib';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Broker, openRabbitmq } from '../../src/notifications/rabbitmq.ts';
import type { Relay } from '../../src/notifications/relay.ts';
import type { OutboxRow } from '../../src/platform/db-types.ts';
import { type AdminQueue, openAdminQueue } from './admin-queue.ts';
import { endChildren } from './child.ts';
import { eventually } from './eventually.ts';
import { carOwners, crowd, nth } from './people.ts';
import { noRabbitmq, type PrivateRabbitmq, startPrivateRabbitmq } from './private-rabbitmq.ts';
import { openWorld, type World } from './world.ts';

export const ADMINS = [
  '4444aaaa-4444-4444-8444-444444444444',
  '3333bbbb-3333-4333-8333-333333333333',
] as const;
const CROWD = 200;
const HOURS_A_DAY = 24;
const silent = pino({ level: 'silent' });

/** A world whose admins are told over a private broker; its queue is there when a story declares it. */
export interface RabbitmqWorld {
  readonly rabbitmq: PrivateRabbitmq;
  readonly world: World;
  readonly queue: AdminQueue;
  startRelay(): Promise<Broker>;
  /** Every booking has a customer and an hour of its own; answers the appointment's id. */
  book(wish?: object): Promise<string>;
  /** The admins' messages in the outbox, in their order. */
  rows(): Promise<OutboxRow[]>;
  expectAllDelivered(deadlineMs?: number): Promise<void>;
  /** Expects every message at least once and in order of its appointment; answers the repeats. */
  expectComplete(messages: readonly GetMessage[]): Promise<number>;
}

/** Gives a group of tests its broker and world; to be called at its top. */
export function useRabbitmq(): RabbitmqWorld {
  let rabbitmq: PrivateRabbitmq;
  let world: World;
  let closeWorld: (() => Promise<void>) | undefined;
  let queue: AdminQueue;
  let brokers: Broker[] = [];
  let relays: Relay[] = [];
  let bookings = 0;

  beforeAll(async () => {
    if (noRabbitmq !== undefined) throw new Error(`In CI there must be RabbitMQ: ${noRabbitmq}.`);
    rabbitmq = await startPrivateRabbitmq();
    ({ world, close: closeWorld } = await openWorld({
      people: crowd(CROWD),
      adminUserIds: ADMINS,
      business: { defaultPlaces: 10_000 },
    }));
  });
  afterAll(async () => {
    await closeWorld?.();
    await rabbitmq?.remove();
    await endChildren();
  });
  beforeEach(async () => {
    queue = await openAdminQueue(rabbitmq);
  });
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()));
    await Promise.all(brokers.map((broker) => broker.close()));
    [relays, brokers] = [[], []];
    await queue.close().catch(() => undefined);
    const cleaner = await openAdminQueue(rabbitmq);
    await cleaner.channel.deleteQueue(rabbitmq.settings.queue);
    await cleaner.close();
    await world.db.deleteFrom('outbox').execute();
  });

  async function rows(): Promise<OutboxRow[]> {
    return await world.db
      .selectFrom('outbox')
      .selectAll()
      .where('channel', '=', 'admins')
      .orderBy('sequence')
      .execute();
  }

  return {
    get rabbitmq() {
      return rabbitmq;
    },
    get world() {
      return world;
    },
    get queue() {
      return queue;
    },
    rows,
    async startRelay() {
      const { settings } = rabbitmq;
      const broker = await openRabbitmq({ settings, log: silent, clock: () => new Date() });
      brokers.push(broker);
      relays.push(world.deliver('admins', broker.deliver));
      return broker;
    },
    async book(wish = {}) {
      const number = bookings;
      bookings += 1;
      const owner = nth(carOwners(world.people).slice(-CROWD), number % CROWD);
      const round = Math.floor(number / CROWD);
      const hour = round % HOURS_A_DAY;
      // A broker that takes long to come back is waited for with thousands of bookings.
      const year = 2027 + Math.floor(round / HOURS_A_DAY);
      const answer = await world.as(owner.person).book(owner, {
        scheduled_date: `${year}-01-${10 + (number % 20)}`,
        scheduled_time: `${String(hour).padStart(2, '0')}:00`,
        ...wish,
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body.id;
    },
    async expectAllDelivered(deadlineMs = 90_000) {
      await eventually(async () => {
        const waiting = (await rows()).filter((row) => row.delivered_at === null);
        expect(waiting.map(({ last_error }) => last_error)).toEqual([]);
      }, deadlineMs);
    },
    async expectComplete(messages) {
      const written = await rows();
      const ids = messages.map(({ properties }) => properties.messageId as string);
      const firsts = [...new Set(ids)];
      expect(firsts.toSorted()).toEqual(written.map(({ id }) => id).toSorted());
      const byId = new Map(written.map((row) => [row.id, row]));
      const newest = new Map<string, number>();
      for (const id of firsts) {
        const { appointment_id = '', sequence = 0 } = byId.get(id) ?? {};
        expect(Number(sequence)).toBeGreaterThan(newest.get(appointment_id) ?? 0);
        newest.set(appointment_id, Number(sequence));
      }
      return ids.length - firsts.length;
    },
  };
}
