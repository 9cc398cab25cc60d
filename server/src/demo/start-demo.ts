import { join, resolve } from 'node:path';
import type { DatabaseSettings, DemoSettings, ServiceUrls } from '../config.ts';
import type { Logger } from '../platform/log.ts';
import { stopList } from '../platform/stop-list.ts';
import { demoSecret } from './demo-secret.ts';
import { startDemoPlatform } from './platform/demo-platform.ts';
import { createDatabase } from './postgres/create-database.store.ts';
import { startEmbeddedPostgres } from './postgres/embedded-postgres.ts';
import { samplePeople } from './workshop/sample-people.ts';

/** The parts that the demo supplies in place of real ones. */
export interface Demo {
  readonly secretKey: string;
  readonly database: DatabaseSettings;
  readonly services: ServiceUrls;
  readonly stop: () => Promise<void>;
}

/** What is configured, and wins over the demo's own parts. */
export interface Configured {
  readonly demo: DemoSettings;
  readonly secretKey: string | undefined;
  readonly database: DatabaseSettings | undefined;
  readonly services: ServiceUrls;
}

const DATABASE_NAME = 'servease_appointments';

/** Starts the demo's PostgreSQL and services, as far as no real ones are configured (contract 9.31). */
export async function startDemo(configured: Configured, log: Logger): Promise<Demo> {
  const { dataFolder, platformPort, standsInFor } = configured.demo;
  const stops = stopList();
  try {
    const secretKey = configured.secretKey ?? (await demoSecret(resolve(dataFolder)));
    let { database, services } = configured;
    if (standsInFor.length > 0) {
      const platform = await startDemoPlatform({
        port: platformPort,
        secretKey,
        people: samplePeople,
      });
      stops.add(() => platform.stop());
      services = {
        ...services,
        ...Object.fromEntries(standsInFor.map((service) => [service, platform.url])),
      };
    }
    if (database === undefined) {
      const postgres = await startEmbeddedPostgres({
        dataFolder: join(resolve(dataFolder), 'postgres'),
        log: (line) => log.warn(line),
      });
      stops.add(() => postgres.stop());
      await createDatabase(postgres.url('postgres'), DATABASE_NAME);
      database = { url: postgres.url(DATABASE_NAME), sslMode: 'disable' };
    }
    return { secretKey, database, services, stop: () => stops.run() };
  } catch (error) {
    await stops
      .run()
      .catch((unclean: unknown) => log.warn({ err: unclean }, 'not all was stopped'));
    throw error;
  }
}
