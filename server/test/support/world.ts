import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { buildApp } from '../../src/app.ts';
import type { BusinessSettings, ServiceUrls } from '../../src/config.ts';
import { type DemoPlatform, startDemoPlatform } from '../../src/demo/platform/demo-platform.ts';
import { type SamplePeople, samplePeople } from '../../src/demo/workshop/sample-people.ts';
import { cachedDirectory } from '../../src/directory/cached-directory.ts';
import { httpDirectory } from '../../src/directory/http-directory.ts';
import { rememberNames } from '../../src/directory/remember-names.ts';
import { authenticator } from '../../src/http/authenticate.ts';
import type { RateLimits } from '../../src/http/rate-limits.ts';
import type { DemoAccount } from '../../src/http/workshop.ts';
import { notificationService } from '../../src/notifications/notification-service.ts';
import {
  type Channel,
  type Delivery,
  type Relay,
  startRelay,
} from '../../src/notifications/relay.ts';
import { reminderDelivery } from '../../src/notifications/reminder-delivery.ts';
import { type Db, isReachable, openDatabase } from '../../src/platform/db.ts';
import type { KeyValueStore } from '../../src/platform/key-value-store.ts';
import { type Client, clientOf } from './client.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';
import { nth } from './people.ts';
import { type Claims, signedToken } from './signed-token.ts';

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
  /** Speaks with a token of these claims, signed as the platform signs; see `signedToken`. */
  withClaims(claims: Claims): Client;
  /** Starts delivering notifications. */
  startRelay(services?: Partial<ServiceUrls>): Relay;
  /** Starts delivering reminders. */
  startReminders(): Relay;
  /** Starts delivering what waits on one channel, by these means. */
  deliver(channel: Channel, deliver: Delivery): Relay;
}

export interface WorldOptions {
  readonly people?: SamplePeople;
  /** Nobody is reminded unless `reminderHours` is among them. */
  readonly business?: Partial<BusinessSettings>;
  readonly adminUserIds?: readonly string[];
  readonly services?: Partial<ServiceUrls>;
  /** Where names are cached; nowhere unless given, so that every answer shows what peers say. */
  readonly names?: KeyValueStore;
  /**
   * How long names may take to come: a minute unless given, since on a busy machine the second of
   * the service may be over before peers that are well have answered.
   */
  readonly displayMs?: number;
  /** Whether looked-up names are stored for the search; they are unless told. */
  readonly learnsNames?: boolean;
  readonly poolSize?: number;
  readonly allowedHosts?: readonly string[];
  readonly corsOrigins?: readonly string[];
  /** Nobody is limited unless given. */
  readonly rateLimits?: RateLimits;
  /** A moment unless given: callers that wait for the end of an answer could not wait for an hour. */
  readonly longestStreamMs?: number;
  readonly demoAccounts?: readonly DemoAccount[];
  /** Where the service logs; nowhere unless given. */
  readonly log?: Logger;
  /** Makes the database; default: a fresh one. */
  readonly database?: () => Promise<FreshDatabase>;
}

const BUSINESS: BusinessSettings = {
  timeZone: 'UTC',
  opensAt: 9,
  closesAt: 17,
  defaultPlaces: 3,
  defaultMinutes: 60,
  reminderHours: 0,
};

const keepsNothing: KeyValueStore = {
  getMany: async (keys) => keys.map(() => undefined),
  setMany: async () => true,
  drop: async () => true,
};

const A_MINUTE = 60_000;
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
  const { log = silent } = options;
  const people = options.people ?? structuredClone(samplePeople);
  const database = await (options.database ?? freshDatabase)();
  const platform = await startDemoPlatform({ port: 0, secretKey: SECRET, people });
  const db = openDatabase({
    url: database.url,
    tls: false,
    log,
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
  const business = { ...BUSINESS, ...options.business };
  const names = rememberNames({ db, log });
  const app = buildApp({
    db,
    clock,
    directory: cachedDirectory(httpDirectory(peers), options.names ?? keepsNothing, {
      learn: options.learnsNames === false ? undefined : names.learn,
      displayMs: options.displayMs ?? A_MINUTE,
    }),
    business,
    adminUserIds: options.adminUserIds ?? [],
    // Tokens of the stand-in platform are of today, whatever the day of the story.
    authenticate: authenticator({ secretKey: SECRET, clock: () => new Date() }),
    authenticationUrl: peers.authentication,
    allowedHosts: options.allowedHosts ?? ['*'],
    corsOrigins: options.corsOrigins ?? [],
    log,
    rateLimits: options.rateLimits,
    isReady: () => isReachable(db),
    onCommitted: () => {
      for (const relay of relays) relay.wake();
    },
    longestStreamMs: options.longestStreamMs ?? 100,
    demoAccounts: options.demoAccounts ?? [],
    checkAnswers: true,
  });
  const as = (person: { readonly user_id: string }): Client =>
    clientOf(app, async () => `Bearer ${await platform.accessToken(person.user_id)}`);
  const deliver: World['deliver'] = (channel, by) => {
    const relay = startRelay({ db, log, channel, deliver: by });
    relays.push(relay);
    return relay;
  };
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
    withClaims: (claims) =>
      clientOf(app, async () => `Bearer ${await signedToken(SECRET, claims)}`),
    startRelay: (services = {}) =>
      deliver('customer', notificationService({ ...peers, ...services }.notifications)),
    startReminders: () =>
      deliver(
        'reminders',
        reminderDelivery(notificationService(peers.notifications), {
          clock,
          timeZone: business.timeZone,
        }),
      ),
    deliver,
  };
  return {
    world,
    async close() {
      await Promise.all(relays.map((relay) => relay.stop()));
      await app.close();
      await names.stop();
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
