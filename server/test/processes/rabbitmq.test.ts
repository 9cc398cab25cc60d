import { setTimeout as sleep } from 'node:timers/promises';
import type { GetMessage } from 'amqplib';
import { describe, expect, test, vi } from 'vitest';
import { openAdminQueue } from '../support/admin-queue.ts';
import { eventually } from '../support/eventually.ts';
import { carOwners, nth } from '../support/people.ts';
import { noRabbitmq } from '../support/private-rabbitmq.ts';
import { ADMINS, useRabbitmq } from '../support/rabbitmq-world.ts';
import { remoteClient } from '../support/remote-client.ts';
import { startService } from '../support/service-process.ts';
import { quantiles, steadyLoad } from '../support/steady-load.ts';
import { SECRET } from '../support/world.ts';

/** As many a relay has under way at most (`relay.ts`): a broker's death leaves those in doubt. */
const BATCH = 20;

vi.setConfig({ testTimeout: 180_000 });

// Told on a laptop, a failure in CI.
const skipped = noRabbitmq !== undefined && process.env.CI !== 'true';
if (skipped) console.warn(`Nothing is tested on RabbitMQ: ${noRabbitmq}.`);

describe.skipIf(skipped)('on a RabbitMQ of its own', () => {
  const here = useRabbitmq();
  const { book, rows, startRelay, expectAllDelivered, expectComplete } = here;

  // The queue has a message a moment before the outbox knows.
  const expectDelivered = (count: number): Promise<void> =>
    eventually(async () => {
      expect((await rows()).filter((row) => row.delivered_at !== null)).toHaveLength(count);
    });

  test('each admin gets exactly the message of the contract, and of nothing but bookings', async () => {
    await here.queue.declare();
    await startRelay();
    const id = await book({ appointment_type: 'repair', scheduled_date: '2027-02-01' });
    await here.world.employee.act(id, 'confirm');
    await expectAllDelivered();

    const messages = await here.queue.take();
    const written = await rows();
    expect(written).toHaveLength(2);
    const { customer_id } = await here.world.db
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
    await here.queue.declare();
    const [poisoned] = [await book(), await book()];
    await here.world.db
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
    expect(await here.queue.depth()).toBe(2);
  });

  test('the broker is killed under bookings: nobody notices, nothing is lost, few are repeated', async () => {
    await here.queue.declare();
    await startRelay();
    const load = steadyLoad(book);
    await sleep(2_500);
    await here.rabbitmq.kill();
    const killed = performance.now();
    await sleep(1_500);
    await here.rabbitmq.start();
    const back = performance.now();
    await sleep(1_500);
    const answers = await load.stop();
    await expectAllDelivered();
    const drained = performance.now();

    const after = await openAdminQueue(here.rabbitmq);
    const messages = await after.take();
    await after.close();
    const repeats = await expectComplete(messages);
    expect(repeats).toBeLessThanOrEqual(BATCH);
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
    await here.queue.declare();
    const declared = performance.now();
    await expectAllDelivered();
    const milliseconds = performance.now() - declared;
    console.info(`all messages had arrived ${Math.round(milliseconds)} ms after the declaration`);
    // Contract 9.29 promises two seconds, and so it is the one time that is asserted; a busy machine
    // takes some more.
    expect(milliseconds).toBeLessThan(5_000);
    expect(await expectComplete(await here.queue.take())).toBe(0);

    // Deleted under the relay's eyes, between two looks at its depth.
    await here.queue.channel.deleteQueue(here.rabbitmq.settings.queue);
    await book();
    await sleep(1_500);
    expect((await rows()).filter((row) => row.delivered_at === null)).toHaveLength(2);
    await here.queue.declare();
    await expectAllDelivered();
    expect(await here.queue.depth()).toBe(2);
  });

  test('a queue of other arguments is left as it is, and used', async () => {
    const other = { durable: false, maxLength: 77 };
    await startRelay();
    await here.queue.channel.assertQueue(here.rabbitmq.settings.queue, other);
    await book();
    await expectAllDelivered();
    await startRelay();
    await book();
    await expectAllDelivered();
    // The same arguments are accepted, so nobody has declared it anew; the platform's are not.
    await here.queue.channel.assertQueue(here.rabbitmq.settings.queue, other);
    expect(await expectComplete(await here.queue.take())).toBe(0);
    await expect(here.queue.declare()).rejects.toThrow('PRECONDITION');
  });

  test('a queue that nobody empties is not filled to the brim, where it would drop its oldest', async () => {
    await here.queue.declare();
    const filler = Buffer.from('{}');
    for (let count = 0; count < 9_490; count += 1)
      here.queue.channel.sendToQueue(here.rabbitmq.settings.queue, filler);
    await here.queue.channel.waitForConfirms();
    await startRelay();
    await Promise.all(Array.from({ length: 10 }, () => book()));
    await eventually(async () => expect(await here.queue.depth()).toBe(9_500));
    await sleep(1_500);
    expect(await here.queue.depth()).toBe(9_500);
    await expectDelivered(10);

    await here.queue.take(4);
    await eventually(async () => expect(await here.queue.depth()).toBe(9_500));
    await expectDelivered(14);
    const fillers = await here.queue.take(9_486);
    expect(fillers.every(({ properties }) => properties.messageId === undefined)).toBe(true);
    await expectAllDelivered();
    expect(await expectComplete(await here.queue.take())).toBe(0);
  });

  test('what the broker refuses is offered again until it is taken', async () => {
    const overflow = { 'x-overflow': 'reject-publish' };
    const options = { durable: true, maxLength: 3, arguments: overflow };
    await here.queue.channel.assertQueue(here.rabbitmq.settings.queue, options);
    await startRelay();
    await Promise.all(Array.from({ length: 4 }, () => book()));
    const messages: GetMessage[] = [];
    await eventually(async () => {
      messages.push(...(await here.queue.take()));
      expect(messages).toHaveLength(8);
    }, 60_000);
    await expectAllDelivered();
    expect(await expectComplete(messages)).toBe(0);
  });

  test('a broker without memory blocks its publishers and nobody else', async () => {
    await here.queue.declare();
    const broker = await startRelay();
    await book();
    await expectAllDelivered();
    await here.rabbitmq.ctl('set_vm_memory_high_watermark', '0.000001');
    await Promise.all(Array.from({ length: 5 }, () => book()));
    await sleep(6_000);
    expect((await rows()).filter((row) => row.delivered_at === null).length).toBeGreaterThan(0);
    const { recipient_user_id, message, notification_type } = nth(await rows(), 0).payload as never;
    const payload = { recipient_user_id, message, notification_type };
    expect(await broker.deliver({ id: 'another', payload })).toMatchObject({
      outcome: 'unreachable',
      reason: expect.stringContaining('takes no messages'),
    });

    await here.rabbitmq.ctl('set_vm_memory_high_watermark', '0.4');
    await expectAllDelivered();
    expect(await expectComplete(await here.queue.take())).toBe(0);
  });

  test('a process of the service learns whom to tell and where from its settings, and stops cleanly', async () => {
    await here.queue.declare();
    const { world, rabbitmq } = here;
    const { url } = world.platform;
    const service = await startService({
      DATABASE_URL: world.databaseUrl,
      SECRET_KEY: SECRET,
      CUSTOMER_SERVICE_URL: url,
      VEHICLE_SERVICE_URL: url,
      EMPLOYEE_SERVICE_URL: url,
      NOTIFICATION_SERVICE_URL: url,
      AUTH_SERVICE_URL: url,
      RABBITMQ_HOST: rabbitmq.settings.host,
      RABBITMQ_PORT: String(rabbitmq.settings.port),
      RABBITMQ_USER: rabbitmq.settings.user,
      RABBITMQ_PASSWORD: rabbitmq.settings.password,
      ADMIN_USER_IDS: 'AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE',
    });
    const owner = nth(carOwners(world.people), 0);
    const client = remoteClient(
      () => service.url,
      () => world.platform.accessToken(owner.person.user_id),
    );
    const wish = { scheduled_date: '2099-01-05', scheduled_time: '10:00' };
    expect((await client.book(owner, wish)).status).toBe(201);

    await eventually(async () => expect(await here.queue.depth()).toBe(1));
    const [message] = await here.queue.take();
    expect(JSON.parse(message?.content.toString('utf8') ?? '')).toMatchObject({
      recipient_user_id: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
    });
    const channels = await world.db.selectFrom('outbox').select('channel').execute();
    expect(channels.map(({ channel }) => channel).sort()).toEqual([
      'admins',
      'customer',
      'reminders',
    ]);
    await service.stop();
  });

  test('two relays at once deliver each message once and in order', async () => {
    await here.queue.declare();
    await Promise.all([startRelay(), startRelay()]);
    for (let round = 0; round < 4; round += 1)
      await Promise.all(Array.from({ length: 20 }, () => book()));
    await expectAllDelivered();
    expect(await expectComplete(await here.queue.take())).toBe(0);
  });
});
