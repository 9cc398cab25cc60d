import { openAdminQueue } from '../../support/admin-queue.ts';
import { endChildren } from '../../support/child.ts';
import { type PrivateRabbitmq, startPrivateRabbitmq } from '../../support/private-rabbitmq.ts';
import { type PrivateRedis, startPrivateRedis } from '../../support/private-redis.ts';
import type { Delivery } from '../checker/evidence.ts';
import { startTortureDatabase, type TortureDatabase } from './database.ts';
import { type Peers, startPeers } from './peers.ts';
import { inventPeople, type People, SECRET_KEY } from './people.ts';
import { type ServiceSeat, serviceSeat } from './service-seat.ts';
import { HOT_DAYS, layOutSlots, type Slot } from './slots.ts';
import { installWitness } from './witness.ts';

/** Everything that a run happens on: real processes, and the means to hurt them. */
export interface Stage {
  readonly people: People;
  readonly peers: Peers;
  readonly database: TortureDatabase;
  readonly redis: PrivateRedis | undefined;
  readonly rabbitmq: PrivateRabbitmq | undefined;
  readonly servers: readonly ServiceSeat[];
  /** A process that only delivers. */
  readonly relay: ServiceSeat;
  readonly slots: readonly Slot[];
  /** Dates of the bookings: the first have stored slots, the last has none. */
  readonly days: readonly string[];
  /** What has reached the queue of the admins, if there is a broker. */
  adminDeliveries(): Promise<Delivery[]>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** The `cli.ts` of the service. */
  readonly program: string;
  readonly servers: number;
  readonly redis: boolean;
  readonly rabbitmq: boolean;
  /** The run's clock. */
  readonly now: () => number;
}

const CUSTOMERS = 60;
const EMPLOYEES = 10;

/** Starts everything, one after the other; what was started goes when a start fails. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const closers: (() => Promise<void>)[] = [endChildren];
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0)) await end();
  };
  const kept = <Part>(part: Part, end: (part: Part) => Promise<void>): Part => {
    closers.push(() => end(part));
    return part;
  };
  try {
    const people = inventPeople({ customers: CUSTOMERS, employees: EMPLOYEES });
    const peers = kept(await startPeers(people, options.now), (one) => one.stop());
    const database = kept(await startTortureDatabase(), (one) => one.remove());
    const redis = options.redis
      ? kept(await startPrivateRedis(), (one) => one.remove())
      : undefined;
    const rabbitmq = options.rabbitmq
      ? kept(await startPrivateRabbitmq(), (one) => one.remove())
      : undefined;
    if (rabbitmq !== undefined) await withQueue(rabbitmq, (queue) => queue.declare());
    const settings = settingsFor(database.url, peers.url, redis, rabbitmq);
    const seat = (name: string, command: 'serve' | 'relay'): Promise<ServiceSeat> =>
      serviceSeat({ name, command, program: options.program, settings });
    const servers: ServiceSeat[] = [];
    for (let count = 1; count <= options.servers; count += 1)
      servers.push(await seat(`server ${count}`, 'serve'));
    const relay = await seat('relay', 'relay');
    // The first one migrates.
    const [first, ...others] = servers;
    await first?.start();
    await installWitness(database);
    const slots = await layOutSlots(database);
    await Promise.all([...others, relay].map((one) => one.start()));
    return {
      ...{ people, peers, database, redis, rabbitmq, servers, relay, slots, close },
      days: HOT_DAYS,
      adminDeliveries: async () =>
        rabbitmq === undefined ? [] : await takeDeliveries(rabbitmq, options.now),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function takeDeliveries(rabbitmq: PrivateRabbitmq, now: () => number): Promise<Delivery[]> {
  const messages = await withQueue(rabbitmq, (queue) => queue.take());
  return messages.map(({ content, properties }) => ({
    messageId: String(properties.messageId),
    channel: 'admins',
    payload: JSON.parse(content.toString('utf8')),
    at: now(),
  }));
}

async function withQueue<T>(
  rabbitmq: PrivateRabbitmq,
  work: (queue: Awaited<ReturnType<typeof openAdminQueue>>) => Promise<T>,
): Promise<T> {
  const queue = await openAdminQueue(rabbitmq);
  try {
    return await work(queue);
  } finally {
    await queue.close();
  }
}

function settingsFor(
  databaseUrl: string,
  peersUrl: string,
  redis: PrivateRedis | undefined,
  rabbitmq: PrivateRabbitmq | undefined,
): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    DB_SSLMODE: 'disable',
    SECRET_KEY,
    CUSTOMER_SERVICE_URL: peersUrl,
    VEHICLE_SERVICE_URL: peersUrl,
    EMPLOYEE_SERVICE_URL: peersUrl,
    NOTIFICATION_SERVICE_URL: peersUrl,
    AUTH_SERVICE_URL: peersUrl,
    BUSINESS_TIME_ZONE: 'UTC',
    BUSINESS_HOURS_START: '9',
    BUSINESS_HOURS_END: '17',
    MAX_CONCURRENT_APPOINTMENTS: '3',
    // Reminders would wait for weeks; the checker expects that nothing waits.
    REMINDER_HOURS_BEFORE: '0',
    RATE_LIMIT: 'off',
    ...(redis === undefined
      ? {}
      : {
          REDIS_HOST: redis.address.host,
          REDIS_PORT: String(redis.address.port),
          REDIS_DB: String(redis.address.database),
        }),
    ...(rabbitmq === undefined
      ? {}
      : {
          RABBITMQ_HOST: rabbitmq.settings.host,
          RABBITMQ_PORT: String(rabbitmq.settings.port),
          RABBITMQ_USER: rabbitmq.settings.user,
          RABBITMQ_PASSWORD: rabbitmq.settings.password,
          ADMIN_USER_IDS: 'a0000000-0000-4000-8000-000000000000',
        }),
  };
}
