import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import type { Config, DatabaseSettings, ServiceUrls } from './config.ts';
import { freeStart } from './demo/free-start.ts';
import { openWorkshop } from './demo/open-workshop.ts';
import { startDemo } from './demo/start-demo.ts';
import { welcome } from './demo/welcome.ts';
import { httpDirectory } from './directory/http-directory.ts';
import { authenticator } from './http/authenticate.ts';
import { notificationService } from './notifications/notification-service.ts';
import { type Relay, startRelay } from './notifications/relay.ts';
import { systemClock } from './platform/clock.ts';
import { type Db, isReachable, openDatabase } from './platform/db.ts';
import { closePeers } from './platform/http-client.ts';
import { createLog, type Logger } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { ensureFree } from './platform/ports.ts';
import { type StopList, stopList } from './platform/stop-list.ts';
import { waitForDatabase } from './platform/wait-for-database.ts';

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

/** Starts the API and a relay; the demo first where real parts are not configured. */
export async function serve(config: Config): Promise<Running> {
  const log = createLog(config.logLevel);
  await ensureFree(config.host, config.port, 'PORT');
  return await started(async (stops) => {
    const parts = await startParts(config, log, stops);
    const db = await openMigrated(parts.database, log, stops);
    const relay = startCustomerRelay(parts, db, log, stops);
    const deps = { db, log, clock: systemClock, business: config.business };
    const app = buildApp({
      ...deps,
      directory: httpDirectory(parts.services),
      authenticate: authenticator({ ...parts, jwks: config.jwks, clock: systemClock }),
      authenticationUrl: parts.services.authentication,
      allowedHosts: config.allowedHosts,
      isReady: () => isReachable(db),
      onCommitted: () => relay.wake(),
      checkAnswers: false,
    });
    if (config.demo !== undefined) await openWorkshop(deps);
    await app.listen({ host: config.host, port: config.port });
    stops.add(() => drain(app));
    log.info({ port: config.port }, 'the appointment service is ready');
    if (config.demo === undefined) return '';
    return welcome({
      apiUrl: `http://localhost:${config.port}`,
      authenticationUrl: parts.services.authentication,
      freeStart: await freeStart(deps),
    });
  });
}

/** Starts a relay alone, for a database that other processes serve. */
export async function relay(config: Config): Promise<Running> {
  const log = createLog(config.logLevel);
  return await started(async (stops) => {
    const parts = await startParts(config, log, stops);
    const db = await openMigrated(parts.database, log, stops);
    startCustomerRelay(parts, db, log, stops);
    return '';
  });
}

/** Brings the configured database to the newest migration. */
export async function migrateDatabase(
  config: Config,
  print: (line: string) => void,
): Promise<void> {
  const log = createLog(config.logLevel);
  const stops = stopList();
  try {
    const { database } = await startParts(config, log, stops);
    const tls = await waitForDatabase(database, log);
    await migrate({ url: database.url, tls, log: print });
  } finally {
    await stops.run();
  }
}

async function started(start: (stops: StopList) => Promise<string>): Promise<Running> {
  const stops = stopList();
  try {
    return { welcome: await start(stops), stop: () => stops.run() };
  } catch (error) {
    await stops.run();
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

async function openMigrated(database: DatabaseSettings, log: Logger, stops: StopList): Promise<Db> {
  const tls = await waitForDatabase(database, log);
  await migrate({ url: database.url, tls, log: (line) => log.info(line) });
  const db = openDatabase({ url: database.url, tls, log });
  stops.add(() => db.destroy());
  return db;
}

function startCustomerRelay(parts: Parts, db: Db, log: Logger, stops: StopList): Relay {
  stops.add(closePeers);
  const customers = startRelay({
    db,
    log,
    channel: 'customer',
    deliver: notificationService(parts.services.notifications),
  });
  stops.add(() => customers.stop());
  return customers;
}

async function drain(app: FastifyInstance): Promise<void> {
  const impatient = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
  await app.close();
  clearTimeout(impatient);
}
