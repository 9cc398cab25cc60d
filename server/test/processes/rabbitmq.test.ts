import { setTimeout as sleep } from 'node:timers/promises';
import type { GetMessage } from 'amqplib';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Broker, openRabbitmq } from '../../src/notifications/rabbitmq.ts';
import { type AdminQueue, openAdminQueue } from '../support/admin-queue.ts';
import { endChildren } from '../support/child.ts';
import { eventually } from '../support/eventually.ts';
import { carOwners, crowd, nth } from '../support/people.ts';
import {
  noRabbitmq,
  type PrivateRabbitmq,
  startPrivateRabbitmq,
} from '../support/private-rabbitmq.ts';
import { openWorld, type World } from '../support/world.ts';

const ADMINS = ['4444aaaa-4444-4444-8444-444444444444', '3333bbbb-3333-4333-8333-333333333333'];
const CROWD = 200;
const MOST_AT_ONCE = 20;
const silent = pino({ level: 'silent' });

// Told on a laptop, a failure in CI.
const skipped = noRabbitmq !== undefined && process.env.CI !== 'true';
if (skipped) console.warn(`Nothing is tested on RabbitMQ: ${noRabbitmq}.`);

describe.skipIf(skipped)('on a RabbitMQ of its own', () => {
  let rabbitmq: PrivateRabbitmq;
  let world: World;
  let closeWorld: () => Promise<void>;
  let queue: AdminQueue;
  let brokers: Broker[] = [];
  let relays: { stop(): Promise<void> }[] = [];

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

  async function startRelay(): Promise<Broker> {
    const settings = rabbitmq.settings;
    const broker = await openRabbitmq({ settings, log: silent, clock: () => new Date() });
    brokers.push(broker);
    relays.push(world.deliver('admins', broker.deliver));
    return broker;
  }

  /** Every booking has a customer and an hour of its own. */
  let bookings = 0;
  async function book(wish: object = {}): Promise<string> {
    const number = bookings;
    bookings += 1;
    const owner = nth(carOwners(world.people).slice(-CROWD), number % CROWD);
    const hour = Math.floor(number / CROWD);
    const answer = await world.as(owner.person).book(owner, {
      scheduled_date: `2027-01-${10 + (number % 20)}`,
      scheduled_time: `${String(hour % 24).padStart(2, '0')}:00`,
      ...wish,
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id;
  }

  async function rows() {
    return await world.db
      .selectFrom('outbox')
      .selectAll()
      .where('channel', '=', 'admins')
      .orderBy('sequence')
      .execute();
  }

  async function expectAllDelivered(deadlineMs?: number): Promise<void> {
    await eventually(async () => {
      const waiting = (await rows()).filter((row) => row.delivered_at === null);
      expect(waiting.map(({ last_error }) => last_error)).toEqual([]);
    }, deadlineMs);
  }

  /** Expects every message at least once and in order of its appointment; answers the repeats. */
  async function expectComplete(messages: readonly GetMessage[]): Promise<number> {
    const written = await rows();
    const ids = messages.map(({ properties }) => properties.messageId as string);
    const firsts = [...new Set(ids)];
    expect(firsts.toSorted()).toEqual(written.map(({ id }) => id).toSorted());
    const sequences = new Map(written.map(({ id, sequence }) => [id, Number(sequence)]));
    const newest = new Map<string, number>();
    for (const id of firsts) {
      const appointment = written.find((row) => row.id === id)?.appointment_id ?? '';
      const sequence = sequences.get(id) ?? 0;
      expect(sequence).toBeGreaterThan(newest.get(appointment) ?? 0);
      newest.set(appointment, sequence);
    }
    return ids.length - firsts.length;
  }

  test('each admin gets exactly the message of the contract, and of nothing but bookings', async () => {
    await queue.declare();
    await startRelay();
    const id = await book({ appointment_type: 'repair', scheduled_date: '2027-02-01' });
    await world.employee.act(id, 'confirm');
    await expectAllDelivered();

    const messages = await queue.take();
    const written = await rows();
    expect(written).toHaveLength(2);
    const { customer_id } = await world.db
      .selectFrom('appointments')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const appointment = { appointment_id: id, customer_id, appointment_type: 'repair' };
    const time = { scheduled_date: '2027-02-01', scheduled_time: '00:00:00' };
    for (const [index, admin] of ADMINS.entries()) {
      const { fields, properties, content } = nth(messages, index);
      expect(JSON.parse(content.toString('utf8'))).toEqual({
        recipient_user_id: admin,
        title: 'New appointment',
        message: 'A repair appointment for 2027-02-01 00:00 waits for approval.',
        priority: 'high',
        notification_type: 'APPOINTMENT',
        metadata: { ...appointment, ...time, status: 'pending', action_required: 'approval' },
      });
      expect(fields).toMatchObject({ exchange: '', routingKey: 'notification_events' });
      expect(properties).toMatchObject({
        contentType: 'application/json',
        deliveryMode: 2,
        messageId: nth(written, index).id,
        timestamp: expect.any(Number),
      });
      expect(Math.abs(properties.timestamp - Date.now() / 1_000)).toBeLessThan(60);
    }
    expect(messages).toHaveLength(2);
  });

  test('a message that would block the consumer never gets there, and holds up no other', async () => {
    await queue.declare();
    const [poisoned] = [await book(), await book()];
    await world.db
      .updateTable('outbox')
      .set({ payload: JSON.stringify({ recipient_user_id: 'A', message: 'x' }) })
      .where('appointment_id', '=', poisoned)
      .where('recipient_user_id', '=', nth(ADMINS, 0))
      .execute();
    await startRelay();
    await eventually(async () => {
      const attempted = (await rows()).filter((row) => row.attempts > 0);
      expect(attempted.map(({ last_error }) => last_error)).toEqual([
        'the recipient is no lower-case UUID',
        null,
        null,
      ]);
    });
    expect(await queue.depth()).toBe(2);
  });

  test('the broker is killed under bookings: nobody notices, nothing is lost, few are repeated', async () => {
    await queue.declare();
    await startRelay();
    const load = steadyLoad(book);
    await sleep(2_500);
    await rabbitmq.kill();
    const killed = performance.now();
    await sleep(1_500);
    await rabbitmq.start();
    const back = performance.now();
    await sleep(1_500);
    const answers = await load.stop();
    await expectAllDelivered(30_000);
    const drained = performance.now();

    const after = await openAdminQueue(rabbitmq);
    const messages = await after.take();
    await after.close();
    const repeats = await expectComplete(messages);
    expect(repeats / messages.length).toBeLessThan(0.01);
    const during = answers.filter(({ at }) => at > killed && at < back);
    const before = answers.filter(({ at }) => at < killed);
    console.info(
      `${answers.length} bookings (${load.rate()} a second), ${messages.length} messages, ${repeats} repeats; ` +
        `away for ${Math.round(back - killed)} ms, drained ${Math.round(drained - back)} ms later; ` +
        `median and p99 of a booking ${quantiles(before)} ms before and ${quantiles(during)} ms meanwhile`,
    );
  });

  test('while there is no queue messages wait, and they arrive within two seconds of its declaration', async () => {
    await startRelay();
    for (let count = 0; count < 5; count += 1) await book();
    await sleep(3_000);
    expect((await rows()).every((row) => row.delivered_at === null && row.attempts === 0)).toBe(
      true,
    );
    await queue.declare();
    const declared = performance.now();
    await expectAllDelivered();
    const milliseconds = performance.now() - declared;
    console.info(`all messages had arrived ${Math.round(milliseconds)} ms after the declaration`);
    expect(milliseconds).toBeLessThan(2_000);
    expect(await expectComplete(await queue.take())).toBe(0);

    // Deleted under the relay's eyes, between two looks at its depth.
    await queue.channel.deleteQueue(rabbitmq.settings.queue);
    await book();
    await sleep(1_500);
    expect((await rows()).filter((row) => row.delivered_at === null)).toHaveLength(2);
    await queue.declare();
    await expectAllDelivered();
    expect(await queue.depth()).toBe(2);
  });

  test('a queue of other arguments is left as it is, and used', async () => {
    const other = { durable: false, maxLength: 77 };
    await startRelay();
    await queue.channel.assertQueue(rabbitmq.settings.queue, other);
    await book();
    await expectAllDelivered();
    await startRelay();
    await book();
    await expectAllDelivered();
    // The same arguments are accepted, so nobody has declared it anew; the platform's are not.
    await queue.channel.assertQueue(rabbitmq.settings.queue, other);
    expect(await expectComplete(await queue.take())).toBe(0);
    await expect(queue.declare()).rejects.toThrow('PRECONDITION');
  });

  test('a queue that nobody empties is not filled to the brim, where it would drop its oldest', async () => {
    await queue.declare();
    const filler = Buffer.from('{}');
    for (let count = 0; count < 9_490; count += 1)
      queue.channel.sendToQueue(rabbitmq.settings.queue, filler);
    await queue.channel.waitForConfirms();
    await startRelay();
    await Promise.all(Array.from({ length: 10 }, () => book()));
    await eventually(async () => expect(await queue.depth()).toBe(9_500));
    await sleep(1_500);
    expect(await queue.depth()).toBe(9_500);
    expect((await rows()).filter((row) => row.delivered_at !== null)).toHaveLength(10);

    await queue.take(4);
    await eventually(async () => expect(await queue.depth()).toBe(9_500));
    expect((await rows()).filter((row) => row.delivered_at !== null)).toHaveLength(14);
    const fillers = await queue.take(9_486);
    expect(fillers.every(({ properties }) => properties.messageId === undefined)).toBe(true);
    await expectAllDelivered();
    expect(await expectComplete(await queue.take())).toBe(0);
  });

  test('what the broker refuses is offered again until it is taken', async () => {
    const overflow = { 'x-overflow': 'reject-publish' };
    const options = { durable: true, maxLength: 3, arguments: overflow };
    await queue.channel.assertQueue(rabbitmq.settings.queue, options);
    await startRelay();
    await Promise.all(Array.from({ length: 4 }, () => book()));
    const messages: GetMessage[] = [];
    await eventually(async () => {
      messages.push(...(await queue.take()));
      expect(messages).toHaveLength(8);
    });
    await expectAllDelivered();
    expect(await expectComplete(messages)).toBe(0);
  });

  test('a broker without memory blocks its publishers and nobody else', async () => {
    await queue.declare();
    const broker = await startRelay();
    await book();
    await expectAllDelivered();
    await rabbitmq.ctl('set_vm_memory_high_watermark', '0.000001');
    await Promise.all(Array.from({ length: 5 }, () => book()));
    await sleep(6_000);
    expect((await rows()).filter((row) => row.delivered_at === null).length).toBeGreaterThan(0);
    const { recipient_user_id, message, notification_type } = nth(await rows(), 0).payload as never;
    const payload = { recipient_user_id, message, notification_type };
    expect(await broker.deliver({ id: 'another', payload })).toMatchObject({
      outcome: 'unreachable',
      reason: expect.stringContaining('takes no messages'),
    });

    await rabbitmq.ctl('set_vm_memory_high_watermark', '0.4');
    await expectAllDelivered();
    expect(await expectComplete(await queue.take())).toBe(0);
  });

  test('two relays at once deliver each message once and in order', async () => {
    await queue.declare();
    await Promise.all([startRelay(), startRelay()]);
    for (let round = 0; round < 4; round += 1)
      await Promise.all(Array.from({ length: 20 }, () => book()));
    await expectAllDelivered();
    expect(await expectComplete(await queue.take())).toBe(0);
  });
});

interface Answered {
  readonly at: number;
  readonly milliseconds: number;
}

/** A hundred bookings a second, as far as the machine bears it; any failure is told at the end. */
function steadyLoad(book: () => Promise<string>) {
  const begun = performance.now();
  const answers: Promise<Answered>[] = [];
  let underWay = 0;
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - begun) / 10);
    while (answers.length < due && underWay < MOST_AT_ONCE) {
      underWay += 1;
      const at = performance.now();
      const answer = book().finally(() => {
        underWay -= 1;
      });
      answers.push(answer.then(() => ({ at, milliseconds: performance.now() - at })));
    }
  }, 10);
  let lasted = 0;
  return {
    rate: () => Math.round((answers.length / lasted) * 1_000),
    async stop(): Promise<Answered[]> {
      clearInterval(timer);
      await Promise.allSettled(answers);
      lasted = performance.now() - begun;
      return await Promise.all(answers);
    },
  };
}

function quantiles(answers: readonly Answered[]): string {
  const sorted = answers.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return `${at(0.5)} and ${at(0.99)}`;
}
