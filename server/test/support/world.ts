import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { buildApp } from '../../src/app.ts';
import type { BusinessSettings, ServiceUrls } from '../../src/config.ts';
import { type DemoPlatform, startDemoPlatform } from '../../src/demo/platform/demo-platform.ts';
import { type SamplePeople, samplePeople } from '../../src/demo/sample-people.ts';
import { httpDirectory } from '../../src/directory/http-directory.ts';
import { authenticator } from '../../src/http/authenticate.ts';
import { notificationService } from '../../src/notifications/notification-service.ts';
import { type Relay, startRelay } from '../../src/notifications/relay.ts';
import { type Db, isReachable, openDatabase } from '../../src/platform/db.ts';
import { type Client, clientOf } from './client.ts';
import { freshDatabase } from './database.ts';
import { nth } from './people.ts';

export const SECRET = 'the secret of the stories, longer than thirty-two bytes';

/** Wednesday; the stories' clock stands here unless they move it. */
export const NOW = '2026-11-25T08:00:00Z';

/** A whole service in this process, with a database and peers of its own. */
export interface World {
  readonly app: FastifyInstance;
  readonly db: Db;
  readonly databaseUrl: string;
  readonly platform: DemoPlatform;
  readonly people: SamplePeople;
  /** The service's clock; assign to move it. */
  now: Date;
  /** Signs in and speaks as this person. */
  as(person: { readonly user_id: string }): Client;
  readonly employee: Client;
  readonly admin: Client;
  /** Speaks with this `Authorization` header, or none. */
  withHeader(authorization: string | undefined): Client;
  /** Starts delivering notifications. */
  startRelay(services?: Partial<ServiceUrls>): Relay;
}

export interface WorldOptions {
  readonly people?: SamplePeople;
  readonly business?: Partial<BusinessSettings>;
  readonly services?: Partial<ServiceUrls>;
  readonly poolSize?: number;
}

const BUSINESS: BusinessSettings = {
  timeZone: 'UTC',
  opensAt: 9,
  closesAt: 17,
  defaultPlaces: 3,
  defaultMinutes: 60,
};

const silent = pino({ level: 'silent' });

/** Gives a test file its world; to be called at its top. */
export function useWorld(options: WorldOptions = {}): World {
  let opened: { world: World; close: () => Promise<void> } | undefined;
  beforeAll(async () => {
    opened = await openWorld(options);
  });
  afterAll(async () => {
    await opened?.close();
  });
  // The world exists only once the file's tests run, but they name it when the file is read.
  return new Proxy({} as World, {
    get: (_, key) => Reflect.get(known(opened).world, key),
    set: (_, key, value) => Reflect.set(known(opened).world, key, value),
  });
}

/** Opens a world for a test that needs more than one, or another one. */
export async function openWorld(
  options: WorldOptions = {},
): Promise<{ world: World; close: () => Promise<void> }> {
  const people = options.people ?? structuredClone(samplePeople);
  const database = await freshDatabase();
  const platform = await startDemoPlatform({ port: 0, secretKey: SECRET, people });
  const db = openDatabase({
    url: database.url,
    tls: false,
    log: silent,
    poolSize: options.poolSize ?? 10,
  });
  const peers: ServiceUrls = {
    customers: platform.url,
    employees: platform.url,
    vehicles: platform.url,
    notifications: platform.url,
    authentication: platform.url,
    ...options.services,
  };
  const relays: Relay[] = [];
  let now = new Date(NOW);
  const clock = (): Date => now;
  const app = buildApp({
    db,
    clock,
    directory: httpDirectory(peers),
    business: { ...BUSINESS, ...options.business },
    // Tokens of the stand-in platform are of today, whatever the day of the story.
    authenticate: authenticator({ secretKey: SECRET, clock: () => new Date() }),
    authenticationUrl: peers.authentication,
    allowedHosts: ['*'],
    log: silent,
    isReady: () => isReachable(db),
    onCommitted: () => {
      for (const relay of relays) relay.wake();
    },
    checkAnswers: true,
  });
  const as = (person: { readonly user_id: string }): Client =>
    clientOf(app, async () => `Bearer ${await platform.accessToken(person.user_id)}`);
  const world: World = {
    app,
    db,
    databaseUrl: database.url,
    platform,
    people,
    get now() {
      return now;
    },
    set now(moment: Date) {
      now = moment;
    },
    as,
    employee: as(nth(people.employees, 0)),
    admin: as(nth(people.admins, 0)),
    withHeader: (authorization) => clientOf(app, async () => authorization),
    startRelay(services = {}) {
      const relay = startRelay({
        db,
        log: silent,
        channel: 'customer',
        deliver: notificationService({ ...peers, ...services }.notifications),
      });
      relays.push(relay);
      return relay;
    },
  };
  return {
    world,
    async close() {
      await Promise.all(relays.map((relay) => relay.stop()));
      await app.close();
      await db.destroy();
      await platform.stop();
      await database.drop();
    },
  };
}

function known<T>(opened: T | undefined): T {
  if (opened === undefined) throw new Error('The world is open only while tests run.');
  return opened;
}
