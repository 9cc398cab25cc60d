import type { ConfirmChannel, GetMessage } from 'amqplib';
import type { PrivateRabbitmq } from './private-rabbitmq.ts';

/** The queue of the admins' messages as the rest of the platform sees it. */
export interface AdminQueue {
  readonly channel: ConfirmChannel;
  /** As the platform's consumer declares it. */
  declare(): Promise<void>;
  depth(): Promise<number>;
  /** Takes the oldest messages away, or all. */
  take(atMost?: number): Promise<GetMessage[]>;
  close(): Promise<void>;
}

export async function openAdminQueue({ connect, settings }: PrivateRabbitmq): Promise<AdminQueue> {
  const { queue } = settings;
  const connection = await connect();
  // Broken on purpose by some stories.
  connection.on('error', () => undefined);
  const channel = await connection.createConfirmChannel();
  channel.on('error', () => undefined);
  return {
    channel,
    async declare() {
      const limits = { messageTtl: 86_400_000, maxLength: 10_000 };
      await channel.assertQueue(queue, { durable: true, ...limits });
    },
    depth: async () => (await channel.checkQueue(queue)).messageCount,
    async take(atMost = Number.POSITIVE_INFINITY) {
      const messages: GetMessage[] = [];
      while (messages.length < atMost) {
        const message = await channel.get(queue, { noAck: true });
        if (message === false) break;
        messages.push(message);
      }
      return messages;
    },
    close: () => connection.close(),
  };
}
