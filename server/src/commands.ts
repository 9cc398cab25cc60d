import { setTimeout as sleep } from 'node:timers/promises';
import { whereTheReportIs } from './adoption/adopt.ts';
import type { Config } from './config.ts';
import { openWorkshop } from './demo/workshop/open-workshop.ts';
import { cachedDirectory } from './directory/cached-directory.ts';
import type { Kind } from './directory/directory.ts';
import { forgetName } from './directory/forget-name.ts';
import { httpDirectory } from './directory/http-directory.ts';
import { type AuditVerdict, verifyAudit } from './history/verify-audit.ts';
import { systemClock } from './platform/clock.ts';
import { openDatabase } from './platform/db.ts';
import { createLog } from './platform/log.ts';
import { redisStore } from './platform/redis.ts';
import { type StopList, stopList } from './platform/stop-list.ts';
import { waitForDatabase } from './platform/wait-for-database.ts';
import { migrateDatabase, openMigrated, startParts } from './start-parts.ts';
import { type Planned, planNextWorkdays, type WorkdaysPlan } from './time-slots/plan-slots.ts';

/** A command waits this long for a Redis that is just coming. */
const REDIS_WAIT_MS = 5_000;

/** Brings the configured database to the newest migration; tells what it has adopted, or when. */
export async function runMigrations(config: Config, print: (line: string) => void): Promise<void> {
  const log = createLog(config.logLevel);
  await withStops(async (stops) => {
    const { database } = await startParts(config, log, stops);
    const tls = await waitForDatabase(database, log);
    const report = await migrateDatabase({ database, tls, config, say: print });
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
    const db = (await openMigrated({ database, config, log, stops }))();
    const deps = { db, log, clock: systemClock, business: config.business };
    // The diary is only ever put into an empty database, which this would no longer be.
    if (config.demo !== undefined) await openWorkshop(deps);
    return await planNextWorkdays(deps, plan, onProgress);
  });
}

/**
 * Makes every process look this name up anew, and forgets it in the configured database's search;
 * rejects when Redis cannot be told.
 */
export async function dropCachedName(config: Config, kind: Kind, id: string): Promise<void> {
  const { redis } = config;
  if (redis === undefined)
    throw new Error(
      'REDIS_HOST is not set: names are cached in each process for five minutes, out of reach of this command.',
    );
  const log = createLog(config.logLevel);
  await withStops(async (stops) => {
    const store = redisStore(redis, log);
    stops.add(() => store.close());
    const directory = cachedDirectory(httpDirectory(config.services, log), store);
    const end = Date.now() + REDIS_WAIT_MS;
    while (!(await directory.drop(kind, id))) {
      if (Date.now() > end)
        throw new Error(
          `Redis at ${redis.host}:${redis.port} does not answer; nothing was dropped for certain.`,
        );
      await sleep(50);
    }
    if (config.database === undefined) return;
    const tls = await waitForDatabase(config.database, log);
    const db = openDatabase({ url: config.database.url, tls, log, poolSize: 1 });
    stops.add(() => db.destroy());
    await forgetName(db, kind, id);
  });
}

/** Walks the audit of the configured database from end to end, and changes nothing. */
export async function verifyStoredAudit(config: Config): Promise<AuditVerdict> {
  const log = createLog(config.logLevel);
  return await withStops(async (stops) => {
    const { database } = await startParts(config, log, stops);
    const tls = await waitForDatabase(database, log);
    // Nothing is migrated: what is judged must stay as it is found.
    const db = openDatabase({ url: database.url, tls, log, poolSize: 1 });
    stops.add(() => db.destroy());
    return await verifyAudit(db);
  });
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
