import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { type DemoPlatform, startDemoPlatform } from '../../src/demo/platform/demo-platform.ts';
import type { SamplePeople } from '../../src/demo/workshop/sample-people.ts';
import { endChildren } from './child.ts';
import { freshDatabase } from './database.ts';
import type { GivenSlot } from './given.ts';
import { type CarOwner, carOwners, crowd, nth } from './people.ts';
import { type RemoteClient, remoteClient } from './remote-client.ts';
import { type ServiceProcess, startService } from './service-process.ts';

const SECRET_KEY = 'the secret of the processes, longer than thirty-two bytes';
const CROWD = 200;
const MILLISECONDS_A_DAY = 86_400_000;

/** Several real service processes on one database, with peers in the test's process. */
export interface Fleet {
  readonly databaseUrl: string;
  readonly platform: DemoPlatform;
  readonly people: SamplePeople;
  /** Two hundred customers with a car each. */
  readonly owners: readonly CarOwner[];
  readonly services: readonly ServiceProcess[];
  /** Starts another process on the same database. */
  start(settings?: Readonly<Record<string, string>>): Promise<ServiceProcess>;
  /** Speaks as this person, to the running processes in turn or to the given one. */
  as(person: { readonly user_id: string }, service?: ServiceProcess): RemoteClient;
  readonly employee: RemoteClient;
  readonly admin: RemoteClient;
  /** Asks the database itself, past every process. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  slot(slot: GivenSlot): Promise<void>;
}

export interface FleetOptions {
  readonly processes: number;
  /** A database that the fleet leaves alone at its end; default: a fresh one of the cluster. */
  readonly databaseUrl?: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Gives a test file its fleet; to be called at its top. */
export function useFleet(options: FleetOptions): Fleet {
  let opened: { fleet: Fleet; close: () => Promise<void> } | undefined;
  beforeAll(async () => {
    opened = await openFleet(options);
  });
  afterAll(async () => {
    await opened?.close();
  });
  // The fleet exists only once the file's tests run, but they name it when the file is read.
  return new Proxy({} as Fleet, {
    get: (_, key) => {
      if (opened === undefined) throw new Error('The fleet is there only while tests run.');
      return Reflect.get(opened.fleet, key);
    },
  });
}

/** Opens a fleet for a test that needs one of its own; `close` ends every process of the file. */
export async function openFleet(
  options: FleetOptions,
): Promise<{ fleet: Fleet; close: () => Promise<void> }> {
  const fresh = options.databaseUrl === undefined ? await freshDatabase() : undefined;
  const databaseUrl = options.databaseUrl ?? fresh?.url ?? '';
  const people = crowd(CROWD);
  const platform = await startDemoPlatform({ port: 0, secretKey: SECRET_KEY, people });
  const close = async (): Promise<void> => {
    await endChildren();
    await platform.stop();
    await fresh?.drop();
  };
  const services: ServiceProcess[] = [];
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (id: string): Promise<string> => {
    const known = tokens.get(id) ?? platform.accessToken(id, { ttlSeconds: 3_600 });
    tokens.set(id, known);
    return known;
  };
  let turn = 0;
  const nextUrl = (): string => {
    const running = services.filter((service) => service.isRunning());
    turn += 1;
    return nth(running, turn % running.length).url;
  };
  const start: Fleet['start'] = async (settings = {}) => {
    const service = await startService({
      ...settingsFor(databaseUrl, platform.url),
      ...options.settings,
      ...settings,
    });
    services.push(service);
    return service;
  };
  const as: Fleet['as'] = (person, service) =>
    remoteClient(
      () => service?.url ?? nextUrl(),
      () => tokenOf(person.user_id),
    );
  const query: Fleet['query'] = (text, values) => ask(databaseUrl, text, values);
  const fleet: Fleet = {
    databaseUrl,
    platform,
    people,
    owners: carOwners(people).slice(-CROWD),
    services,
    start,
    as,
    employee: as(nth(people.employees, 0)),
    admin: as(nth(people.admins, 0)),
    query,
    slot: async ({ date, from, to, places = 3, blocked = false }) => {
      await query('insert into time_slots values ($1, $2, $3, $4, $5, $6)', [
        ...[randomUUID(), date, from, to],
        ...[!blocked, places],
      ]);
    },
  };
  try {
    // One after the other: the first migrates where that is left to the service.
    for (let count = 0; count < options.processes; count += 1) await start();
    // Signed beforehand, so that a race starts with the requests and not with the signatures.
    for (const { person } of fleet.owners) await tokenOf(person.user_id);
    return { fleet, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The date so many days from today, so that bookings of a test stay in the future. */
export function dayAhead(days: number): string {
  return new Date(Date.now() + days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

function settingsFor(databaseUrl: string, platformUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    SECRET_KEY,
    CUSTOMER_SERVICE_URL: platformUrl,
    VEHICLE_SERVICE_URL: platformUrl,
    EMPLOYEE_SERVICE_URL: platformUrl,
    NOTIFICATION_SERVICE_URL: platformUrl,
    AUTH_SERVICE_URL: platformUrl,
    BUSINESS_TIME_ZONE: 'UTC',
    BUSINESS_HOURS_START: '9',
    BUSINESS_HOURS_END: '17',
    MAX_CONCURRENT_APPOINTMENTS: '3',
    // Loads speak with few voices.
    RATE_LIMIT: 'off',
    // Their messages would wait for weeks; the ledger expects that none waits.
    REMINDER_HOURS_BEFORE: '0',
  };
}

async function ask<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
