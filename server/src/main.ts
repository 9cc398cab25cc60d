import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { demoAccounts } from './demo/demo-accounts.ts';
import { welcome } from './demo/welcome.ts';
import { freeStart } from './demo/workshop/free-start.ts';
import { openWorkshop } from './demo/workshop/open-workshop.ts';
import { samplePeople } from './demo/workshop/sample-people.ts';
import { cachedDirectory } from './directory/cached-directory.ts';
import { httpDirectory } from './directory/http-directory.ts';
import { rememberNames } from './directory/remember-names.ts';
import { authenticator } from './http/authenticate.ts';
import { CONSOLE_FOLDER } from './http/console.ts';
import { drainer } from './http/drain.ts';
import { systemClock } from './platform/clock.ts';
import { isReachable } from './platform/db.ts';
import { processStore } from './platform/key-value-store.ts';
import { createLog, type Logger } from './platform/log.ts';
import { ensureFree } from './platform/ports.ts';
import { openRateLimiter } from './platform/rate-limiter.ts';
import { type StopList, stopList } from './platform/stop-list.ts';
import { openMigrated, openRedis, startParts, startRelays } from './start-parts.ts';

/** Something that runs until it is stopped. */
export interface Running {
  /** For people, on what has been started; empty outside the demo. */
  readonly welcome: string;
  /** Stops everything in the reverse order of the start. */
  stop(): Promise<void>;
}

/** Requests under way when the service stops get this long (contract 9.35: 10 s in all). */
const DRAIN_MS = 6_000;
/**
 * Before that, a service behind a balancer says that it is leaving and goes on serving: the balancer
 * needs a look or two to send requests elsewhere.
 */
const LEAVE_MS = 2_000;
/** One reads what is new, one what somebody has missed. */
const FEED_CONNECTIONS = 2;

/** Starts the API and the relays; the demo first where real parts are not configured. */
export async function serve(config: Config): Promise<Running> {
  const log = createLog(config.logLevel);
  await ensureFree(config.host, config.port, 'PORT');
  return await started(log, async (stops) => {
    const parts = await startParts(config, log, stops);
    const openDb = await openMigrated({ database: parts.database, config, log, stops });
    const db = openDb();
    // A crowd on the other connections says nothing about the database.
    const probe = openDb(1);
    // Those who follow the changes neither keep requests waiting nor wait for them.
    const feedDb = openDb(FEED_CONNECTIONS);
    const relays = await startRelays({ config, parts, openDb, log, stops });
    const deps = { db, log, clock: systemClock, business: config.business };
    const redis = openRedis(config, log, stops);
    // Names are stored beside the requests, on no connection that one of them may be waiting for.
    const names = rememberNames({ db: openDb(1), log });
    stops.add(() => names.stop());
    const { rateLimits } = config;
    let leaving = false;
    const app = buildApp({
      ...deps,
      feedDb,
      directory: cachedDirectory(httpDirectory(parts.services, log), redis ?? processStore(), {
        learn: names.learn,
      }),
      authenticate: authenticator({ ...parts, jwks: config.jwks, clock: systemClock }),
      authenticationUrl: parts.services.authentication,
      allowedHosts: config.allowedHosts,
      corsOrigins: config.corsOrigins,
      isReady: async () => !leaving && (await isReachable(probe)),
      // Without a broker nobody would ever deliver their messages.
      adminUserIds: config.rabbitmq === undefined ? [] : config.adminUserIds,
      onCommitted: () => relays.wake(),
      rateLimits: rateLimits && {
        ...rateLimits,
        limiter: openRateLimiter(systemClock, redis?.count),
      },
      consoleFolder: CONSOLE_FOLDER,
      demoAccounts: config.demo?.standsInFor.includes('authentication') ? demoAccounts() : [],
      checkAnswers: false,
    });
    if (config.demo !== undefined) await openWorkshop(deps);
    const drain = drainer(app, {
      // Nobody balances the demo, and whoever stops it has the next thing in mind.
      leaveMs: config.demo === undefined ? LEAVE_MS : 0,
      patienceMs: DRAIN_MS,
      onLeaving: () => {
        leaving = true;
      },
    });
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
    const openDb = await openMigrated({ database: parts.database, config, log, stops });
    await startRelays({ config, parts, openDb, log, stops });
    return '';
  });
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
