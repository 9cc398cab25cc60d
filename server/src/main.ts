import { setTimeout as sleep } from 'node:timers/promises';
import { migrateAndReport, whereTheReportIs } from './adoption/adopt.ts';
import { buildApp } from './app.ts';
import type { Config, DatabaseSettings, ServiceUrls } from './config.ts';
import { startDemo } from './demo/start-demo.ts';
import { welcome } from './demo/welcome.ts';
import { freeStart } from './demo/workshop/free-start.ts';
import { openWorkshop } from './demo/workshop/open-workshop.ts';
import { samplePeople } from './demo/workshop/sample-people.ts';
import { cachedDirectory } from './directory/cached-directory.ts';
import type { Kind } from './directory/directory.ts';
import { httpDirectory } from './directory/http-directory.ts';
import { authenticator } from './http/authenticate.ts';
import { drainer } from './http/drain.ts';
import { watchBacklog } from './notifications/backlog.ts';
import { notificationService } from './notifications/notification-service.ts';
import { openRabbitmq } from './notifications/rabbitmq.ts';
import { type Channel, type Delivery, startRelay } from './notifications/relay.ts';
import { reminderDelivery } from './notifications/reminder-delivery.ts';
import { systemClock } from './platform/clock.ts';
import { type Db, isReachable, openDatabase } from './platform/db.ts';
import { closePeers } from './platform/http-client.ts';
import { type KeyValueStore, processStore } from './platform/key-value-store.ts';
import { createLog, type Logger } from './platform/log.ts';
import { ensureFree } from './platform/ports.ts';
import { redisStore } from './platform/redis.ts';
import { type StopList, stopList } from './platform/stop-list.ts';
import { waitForDatabase } from './platform/wait-for-database.ts';
import { type Planned, planNextWorkdays, type WorkdaysPlan } from './time-slots/plan-slots.ts';

/** Something that runs until it is stopped. */
export interface Running {
  /** For people, on what has been started; empty outside the demo. */
  readonly welcome: string;
  /** Stops everything in the reverse order of the start. */
  stop(): Promise<void>;
}

/** The parts of a configuration after the demo has supplied those that are not configured. */
interface Parts {
  readonly secretKey: string;
  readonly database: DatabaseSettings;
  readonly services: ServiceUrls;
}

/** Requests under way when the service stops get this long (contract 9.35: 10 s in all). */
const DRAIN_MS = 8_000;
/** A command waits this long for a Redis that is just coming. */
const REDIS_WAIT_MS = 5_000;

/** Starts the API and the relays; the demo first where real parts are not configured. */
export async function serve(config: Config): Promise<Running> {
  const log = createLog(config.logLevel);
  await ensureFree(config.host, config.port, 'PORT');
  return await started(log, async (stops) => {
    const parts = await startParts(config, log, stops);
    const db = await openMigrated({ database: parts.database, config, log, stops });
    const relays = await startRelays({ config, parts, db, log, stops });
    const deps = { db, log, clock: systemClock, business: config.business };
    const app = buildApp({
      ...deps,
      directory: cachedDirectory(httpDirectory(parts.services, log), nameStore(config, log, stops)),
      authenticate: authenticator({ ...parts, jwks: config.jwks, clock: systemClock }),
      authenticationUrl: parts.services.authentication,
      allowedHosts: config.allowedHosts,
      corsOrigins: config.corsOrigins,
      isReady: () => isReachable(db),
      // Without a broker nobody would ever deliver their messages.
      adminUserIds: config.rabbitmq === undefined ? [] : config.adminUserIds,
      onCommitted: () => relays.wake(),
      checkAnswers: false,
    });
    if (config.demo !== undefined) await openWorkshop(deps);
    const drain = drainer(app, DRAIN_MS);
    await app.listen({ host: config.host, port: config.port });
    // Relays finish what they are delivering while requests are drained, not after.
    stops.add(async () => void (await Promise.all([drain(), relays.stop()])));
    log.info({ port: config.port }, 'the appointment service is ready');
    if (config.demo === undefined) return '';
    return welcome({
      apiUrl: `http://localhost:${config.port}`,
      authenticationUrl: parts.services.authentication,
      freeStart: await freeStart({ ...deps, customerId: samplePeople.customers[0]?.user_id ?? '' }),
    });
  });
}

/** Starts the relays alone, for a database that other processes serve. */
export async function relay(config: Config): Promise<Running> {
  const log = createLog(config.logLevel);
  return await started(log, async (stops) => {
    const parts = await startParts(config, log, stops);
    const db = await openMigrated({ database: parts.database, config, log, stops });
    await startRelays({ config, parts, db, log, stops });
    return '';
  });
}

/** Brings the configured database to the newest migration; tells what it has adopted, or when. */
export async function migrateDatabase(
  config: Config,
  print: (line: string) => void,
): Promise<void> {
  const log = createLog(config.logLevel);
  await withStops(async (stops) => {
    const { database } = await startParts(config, log, stops);
    const tls = await waitForDatabase(database, log);
    const { defaultPlaces } = config.business;
    const report = await migrateAndReport({ url: database.url, tls, log: print, defaultPlaces });
    for (const line of report) print(line);
    if (report.length > 0) return;
    const db = openDatabase({ url: database.url, tls, log, poolSize: 1 });
    stops.add(() => db.destroy());
    const pointer = await whereTheReportIs(db);
    if (pointer !== undefined) print(pointer);
  });
}

/** Creates time slots on the next workdays, in the demo beside its filled diary. */
export async function seedTimeSlots(
  config: Config,
  plan: WorkdaysPlan,
  onProgress: (daysDone: number) => void,
): Promise<Planned> {
  const log = createLog(config.logLevel);
  return await withStops(async (stops) => {
    const { database } = await startParts(config, log, stops);
    const db = await openMigrated({ database, config, log, stops });
    const deps = { db, clock: systemClock, business: config.business };
    // The diary is only ever put into an empty database, which this would no longer be.
    if (config.demo !== undefined) await openWorkshop(deps);
    return await planNextWorkdays(deps, plan, onProgress);
  });
}

/** Makes every process look this name up anew; rejects when Redis cannot be told. */
export async function dropCachedName(config: Config, kind: Kind, id: string): Promise<void> {
  const { redis } = config;
  if (redis === undefined)
    throw new Error(
      'REDIS_HOST is not set: names are cached in each process for five minutes, out of reach of this command.',
    );
  const log = createLog(config.logLevel);
  await withStops(async (stops) => {
    const store = nameStore(config, log, stops);
    const directory = cachedDirectory(httpDirectory(config.services, log), store);
    const end = Date.now() + REDIS_WAIT_MS;
    while (!(await directory.drop(kind, id))) {
      if (Date.now() > end)
        throw new Error(
          `Redis at ${redis.host}:${redis.port} does not answer; nothing was dropped for certain.`,
        );
      await sleep(50);
    }
  });
}

/** What keeps delivering beside the API. */
interface Relays {
  wake(): void;
  stop(): Promise<void>;
}

/** Runs a command and stops what it has started, however it ends. */
async function withStops<T>(work: (stops: StopList) => Promise<T>): Promise<T> {
  const stops = stopList();
  try {
    return await work(stops);
  } finally {
    await stops.run();
  }
}

async function started(log: Logger, start: (stops: StopList) => Promise<string>): Promise<Running> {
  const stops = stopList();
  try {
    return { welcome: await start(stops), stop: () => stops.run() };
  } catch (error) {
    // Why the start failed is what people need to know, whatever else goes wrong now.
    await stops
      .run()
      .catch((unclean: unknown) => log.warn({ err: unclean }, 'not all was stopped'));
    throw error;
  }
}

async function startParts(config: Config, log: Logger, stops: StopList): Promise<Parts> {
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

async function openMigrated({ database, config, log, stops }: MigratedParts): Promise<Db> {
  const tls = await waitForDatabase(database, log);
  const { defaultPlaces } = config.business;
  const say = (line: string): void => log.info(line);
  const report = await migrateAndReport({ url: database.url, tls, log: say, defaultPlaces });
  for (const line of report) log.warn(line);
  const db = openDatabase({ url: database.url, tls, log });
  stops.add(() => db.destroy());
  return db;
}

function nameStore(config: Config, log: Logger, stops: StopList): KeyValueStore {
  if (config.redis === undefined) return processStore();
  const store = redisStore(config.redis, log);
  stops.add(() => store.close());
  return store;
}

interface RelayParts {
  readonly config: Config;
  readonly parts: Parts;
  readonly db: Db;
  readonly log: Logger;
  readonly stops: StopList;
}

/** Starts a relay for each channel that has a target; answers how to wake them all. */
async function startRelays({ config, parts, db, log, stops }: RelayParts): Promise<Relays> {
  const clock = systemClock;
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
  const watch = watchBacklog({ db, log });
  const group: Relays = {
    wake() {
      for (const relay of relays) relay.wake();
    },
    // Together: each may have to see a delivery through.
    async stop() {
      await Promise.all([watch, ...relays].map((each) => each.stop()));
    },
  };
  stops.add(() => group.stop());
  return group;
}
