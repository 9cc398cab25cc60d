import pg from 'pg';
import { processStore } from '../../../src/platform/key-value-store.ts';
import type { Answer } from '../../support/client.ts';
import { freshDatabase } from '../../support/database.ts';
import { type CarOwner, carOwners, crowd } from '../../support/people.ts';
import { openWorld, type World } from '../../support/world.ts';
import { type PostgresProxy, proxyBefore } from '../wire/postgres-proxy.ts';
import type { Asked } from './acts.ts';
import { newScene, type Scene } from './scene.ts';
import { type StepGate, stepGate } from './step-gate.ts';

/** Several services on one database, each statement of which waits until it is let go. */
export interface Stage {
  readonly gate: StepGate;
  /** A connection that leads past the gate. */
  readonly past: pg.Client;
  /** Days that nothing has happened on yet. */
  scene(): Scene;
  /** What the service of this writer answers. */
  ask(writer: number, asked: Asked): Promise<Answer<unknown>>;
  close(): Promise<void>;
}

/** How many services there are, and how they differ from sound ones. */
export interface StageOptions {
  readonly writers: number;
  /** What to break in the database beforehand. */
  readonly sabotage?: string;
  /** How to break what the services say to the database. */
  readonly rewrite?: (sql: string) => string;
}

interface Opened {
  readonly world: World;
  readonly proxy: PostgresProxy;
  close(): Promise<void>;
}

const CUSTOMERS = 12;

/** Opens a stage; `close` ends everything on it. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const database = await freshDatabase();
  const past = new pg.Client({ connectionString: database.url });
  await past.connect();
  if (options.sabotage !== undefined) await past.query(options.sabotage);
  const gate = stepGate(options.writers, past);
  const opened: Opened[] = [];
  for (const each of gate.gates) {
    const service = await openService(database.url);
    const { rewrite } = options;
    service.proxy.gate = rewrite === undefined ? each : { ...each, rewrite };
    opened.push(service);
  }
  const [first] = opened;
  if (first === undefined) throw new Error('A stage needs writers.');
  const owners: CarOwner[] = carOwners(first.world.people).slice(-CUSTOMERS);
  let scenes = 0;
  return {
    gate,
    past,
    scene() {
      scenes += 1;
      return newScene(scenes, first.world, owners);
    },
    async ask(writer, { method, path, body, headers }) {
      const world = opened[writer]?.world;
      if (world === undefined) throw new Error(`There is no writer ${writer}.`);
      return await world.admin.request({
        method,
        url: `/api/v1${path}`,
        ...(body === undefined ? {} : { payload: body }),
        ...(headers === undefined ? {} : { headers: { ...headers } }),
      });
    },
    async close() {
      gate.disarm();
      for (const service of opened) await service.close();
      await past.end();
      await database.drop();
    },
  };
}

async function openService(databaseUrl: string): Promise<Opened> {
  const { proxy, url } = await proxyBefore(databaseUrl);
  const { world, close } = await openWorld({
    people: crowd(CUSTOMERS),
    names: processStore(),
    // Every statement here is a writer's, to be let through one at a time.
    learnsNames: false,
    poolSize: 2,
    database: async () => ({ url, drop: async () => undefined }),
  });
  return {
    world,
    proxy,
    async close() {
      await close();
      await proxy.stop();
    },
  };
}
