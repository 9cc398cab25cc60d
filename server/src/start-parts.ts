import { migrateAndReport } from './adoption/adopt.ts';
import type { Config, DatabaseSettings, ServiceUrls } from './config.ts';
import { startDemo } from './demo/start-demo.ts';
import { forgetChanges } from './live/forget-changes.ts';
import { forgetDelivered, watchBacklog } from './notifications/backlog.ts';
import { notificationService } from './notifications/notification-service.ts';
import { openRabbitmq } from './notifications/rabbitmq.ts';
import { type Channel, type Delivery, startRelay } from './notifications/relay.ts';
import { reminderDelivery } from './notifications/reminder-delivery.ts';
import { purgeKeys } from './platform/change-keys.ts';
import { systemClock } from './platform/clock.ts';
import { type Db, openDatabase, type Tls } from './platform/db.ts';
import { grantRights } from './platform/grant-rights.ts';
import { closePeers } from './platform/http-client.ts';
import type { Logger } from './platform/log.ts';
import { type RedisStore, redisStore } from './platform/redis.ts';
import { repeat } from './platform/repeat.ts';
import type { StopList } from './platform/stop-list.ts';
import { waitForDatabase } from './platform/wait-for-database.ts';

/** The parts of a configuration after the demo has supplied those that are not configured. */
export interface Parts {
  readonly secretKey: string;
  readonly database: DatabaseSettings;
  readonly services: ServiceUrls;
}

const FORGET_KEYS_MS = 60_000;
/** One for each relay and one for the chores. */
const RELAY_CONNECTIONS = 4;

/** What keeps delivering beside the API. */
export interface Relays {
  wake(): void;
  stop(): Promise<void>;
}

/** The parts that are configured, and the demo for the others. */
export async function startParts(config: Config, log: Logger, stops: StopList): Promise<Parts> {
  const { demo, database, secretKey } = config;
  if (demo !== undefined) {
    const parts = await startDemo({ ...config, demo }, log);
    stops.add(parts.stop);
    return parts;
  }
  // `readConfig` has refused to go on without these outside the demo.
  if (database === undefined || secretKey === undefined)
    throw new Error('The database and the secret key are not configured.');
  return { database, secretKey, services: config.services };
}

interface MigratedParts {
  readonly database: DatabaseSettings;
  readonly config: Config;
  readonly log: Logger;
  readonly stops: StopList;
}

/** Opens connections of their own to the database; the usual number unless told. */
export type OpenDb = (poolSize?: number) => Db;

/** Brings the database to the newest migration; answers how to open it. */
export async function openMigrated({
  database,
  config,
  log,
  stops,
}: MigratedParts): Promise<OpenDb> {
  const tls = await waitForDatabase(database, log);
  const say = (line: string): void => log.info(line);
  for (const line of await migrateDatabase({ database, tls, config, say })) log.warn(line);
  return (poolSize) => {
    const db = openDatabase({ url: database.url, tls, log, ...(poolSize ? { poolSize } : {}) });
    stops.add(() => db.destroy());
    return db;
  };
}

/** Migrates as the owner of the tables; answers the report on what was adopted. */
export async function migrateDatabase(options: {
  readonly database: DatabaseSettings;
  readonly tls: Tls;
  readonly config: Config;
  readonly say: (line: string) => void;
}): Promise<string[]> {
  const { database, tls, config, say } = options;
  const { url, ownerUrl } = database;
  const { defaultPlaces } = config.business;
  const report = await migrateAndReport({ url: ownerUrl ?? url, tls, log: say, defaultPlaces });
  if (ownerUrl !== undefined) await grantRights({ ownerUrl, tls, role: userOf(url) });
  return report;
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/** Opens Redis where one is configured. */
export function openRedis(config: Config, log: Logger, stops: StopList): RedisStore | undefined {
  if (config.redis === undefined) return undefined;
  const store = redisStore(config.redis, log);
  stops.add(() => store.close());
  return store;
}

interface RelayParts {
  readonly config: Config;
  readonly parts: Parts;
  readonly openDb: OpenDb;
  readonly log: Logger;
  readonly stops: StopList;
}

/** Starts a relay for each channel that has a target; answers how to wake them all. */
export async function startRelays({
  config,
  parts,
  openDb,
  log,
  stops,
}: RelayParts): Promise<Relays> {
  const clock = systemClock;
  // Each relay holds one while it delivers, which must not be one of those that answer requests.
  const db = openDb(RELAY_CONNECTIONS);
  const { timeZone } = config.business;
  stops.add(closePeers);
  const customers = notificationService(parts.services.notifications);
  const targets: [Channel, Delivery][] = [
    ['customer', customers],
    ['reminders', reminderDelivery(customers, { clock, timeZone })],
  ];
  if (config.rabbitmq !== undefined) {
    const broker = await openRabbitmq({ settings: config.rabbitmq, log, clock });
    stops.add(() => broker.close());
    targets.push(['admins', broker.deliver]);
  }
  const relays = targets.map(([channel, deliver]) => startRelay({ db, log, channel, deliver }));
  const chores = [
    watchBacklog({ db, log }),
    forgetDelivered(db),
    forgetChanges(db),
    repeat(FORGET_KEYS_MS, () => purgeKeys(db)),
  ];
  const group: Relays = {
    wake() {
      for (const relay of relays) relay.wake();
    },
    // Together: each may have to see a delivery through.
    async stop() {
      await Promise.all([...chores, ...relays].map((each) => each.stop()));
    },
  };
  stops.add(() => group.stop());
  return group;
}
