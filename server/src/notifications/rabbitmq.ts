import amqp, { type Channel, type ChannelModel, type ConfirmChannel } from 'amqplib';
import type { RabbitSettings } from '../config.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { poisonIn } from './admin-message.rules.ts';
import type { Delivery, DeliveryResult, WaitingDelivery } from './relay.ts';

export interface Broker {
  /** Hands a message to the queue; it is delivered when the broker has it on disk. */
  readonly deliver: Delivery;
  close(): Promise<void>;
}

export interface BrokerOptions {
  readonly settings: RabbitSettings;
  readonly log: Logger;
  readonly clock: Clock;
}

/** The queue holds 10,000 and then drops its oldest without a word; other services publish too. */
const MOST_READY = 9_500;
/** So many messages may be sent before the depth is asked for again: a relay's batch. */
const SENT_ON_A_LOOK = 20;
const ANSWER_MS = 4_000;
const CLOSE_MS = 1_000;
/** A broker that is back is found within half a second, so that messages arrive within two. */
const RECOVERY = { initialDelay: 100, maxDelay: 500 };
const HEARTBEAT_SECONDS = 10;

/** Publishes to the queue that the platform's consumer declares; it is never declared here. */
export async function openRabbitmq(options: BrokerOptions): Promise<Broker> {
  const { log, settings } = options;
  let link: Link | undefined;
  let away = 'not connected yet';
  let told = false;
  const connection = await amqp.connect(
    {
      hostname: settings.host,
      port: settings.port,
      username: settings.user,
      password: settings.password,
      // amqplib decodes the name as part of a URL.
      vhost: encodeURIComponent(settings.vhost),
      heartbeat: HEARTBEAT_SECONDS,
    },
    {
      recovery: { ...RECOVERY, waitForConnect: false },
      timeout: ANSWER_MS,
      keepAlive: true,
      clientProperties: { connection_name: 'appointment-service' },
    },
  );
  const down = ({ message }: Error): void => {
    link = undefined;
    away = message;
    // Told once for each time it is away, however often it is tried.
    if (!told) log.warn({ reason: message }, 'RabbitMQ is away');
    told = true;
  };
  connection.on('disconnect', down);
  connection.on('connect-failed', down);
  // Followed by `disconnect`; without a listener it would end the process.
  connection.on('error', () => undefined);
  connection.on('connect', (model) => {
    link = openLink(model, options);
    told = false;
    log.info('connected to RabbitMQ');
  });
  return {
    async deliver(message) {
      const poison = poisonIn(message.payload);
      if (poison !== undefined) return { outcome: 'refused', reason: poison };
      return link === undefined ? unreachable(away) : await link(message);
    },
    async close() {
      link = undefined;
      away = 'closed';
      // A broker that blocks publishers does not answer; the process must end all the same.
      await within(CLOSE_MS, connection.close());
    },
  };
}

/** Delivers over one connection, for as long as that lives. */
type Link = (message: WaitingDelivery) => Promise<DeliveryResult>;

function openLink(model: ChannelModel, options: BrokerOptions): Link {
  const { queue } = options.settings;
  const returned = new Set<string>();
  const underWay = new Map<string, Promise<DeliveryResult>>();
  let blocked: string | undefined;
  model.on('blocked', (reason) => {
    blocked = reason;
  });
  model.on('unblocked', () => {
    blocked = undefined;
  });
  const publisher = reopening(async () => {
    const channel = await model.createConfirmChannel();
    channel.on('return', ({ properties }) => returned.add(properties.messageId));
    return channel;
  });
  const room = depthGate(model, queue);

  async function send(message: WaitingDelivery): Promise<DeliveryResult> {
    try {
      const channel = await publisher();
      await room.enter();
      return await publish(channel, message).finally(room.leave);
    } catch (error) {
      return unreachable((error as Error).message);
    }
  }

  function publish(channel: ConfirmChannel, { id, payload }: WaitingDelivery) {
    const properties = {
      persistent: true,
      mandatory: true,
      contentType: 'application/json',
      messageId: id,
      timestamp: Math.floor(options.clock().getTime() / 1_000),
    };
    return new Promise<DeliveryResult>((resolve) => {
      const body = Buffer.from(JSON.stringify(payload));
      channel.publish('', queue, body, properties, (error: Error | null) => {
        // What found no queue comes back and is confirmed all the same.
        const cameBack = returned.delete(id);
        if (error !== null || cameBack) room.lookAgain();
        if (error !== null) resolve(unreachable(error.message));
        else resolve(cameBack ? unreachable(`there is no queue ${queue}`) : DELIVERED);
      });
    });
  }

  return async (message) => {
    if (blocked !== undefined) return unreachable(`RabbitMQ takes no messages: ${blocked}`);
    // What was sent and not answered in time is not sent twice: its confirm may still come.
    const sent = underWay.get(message.id) ?? send(message);
    underWay.set(message.id, sent);
    const result = await within(ANSWER_MS, sent);
    if (result === undefined) return unreachable(`no confirm within ${ANSWER_MS} ms`);
    underWay.delete(message.id);
    return result;
  };
}

/** Lets so many messages through that the queue stays below its limit; rejects when it is full. */
function depthGate(model: ChannelModel, queue: string) {
  const probe = reopening(() => model.createChannel());
  let free = 0;
  let sending = 0;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    // Their confirms may arrive before an answer that does not count them yet.
    const perhapsUncounted = sending;
    // A passive declaration: it asks for the queue and cannot create it or differ from it.
    const { messageCount } = await (await probe()).checkQueue(queue);
    const places = MOST_READY - messageCount - perhapsUncounted;
    if (places <= 0) throw new Error(`the queue holds ${messageCount} messages`);
    free = Math.min(places, SENT_ON_A_LOOK);
  }
  return {
    async enter(): Promise<void> {
      while (free <= 0) {
        looking ??= look().finally(() => {
          looking = undefined;
        });
        await looking;
      }
      free -= 1;
      sending += 1;
    },
    leave: (): void => {
      sending -= 1;
    },
    lookAgain: (): void => {
      free = 0;
    },
  };
}

/** A channel that is opened when it is needed, and anew after it was closed. */
function reopening<C extends Channel>(open: () => Promise<C>): () => Promise<C> {
  let opened: Promise<C> | undefined;
  const forget = (): void => {
    opened = undefined;
  };
  return () => {
    opened ??= open().then(
      (channel) => {
        channel.on('close', forget);
        // Told to whoever waits for the channel; without a listener it would end the process.
        channel.on('error', () => undefined);
        return channel;
      },
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    return opened;
  };
}

const DELIVERED: DeliveryResult = { outcome: 'delivered' };

function unreachable(reason: string): DeliveryResult {
  return { outcome: 'unreachable', reason };
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  return await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
