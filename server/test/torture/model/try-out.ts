import fc from 'fast-check';
import pg from 'pg';
import { processStore } from '../../../src/platform/key-value-store.ts';
import { freshDatabase } from '../../support/database.ts';
import { openWorld, type World, type WorldOptions } from '../../support/world.ts';
import { type PostgresProxy, proxyBefore } from '../wire/postgres-proxy.ts';
import { expectSameBooks } from './books.ts';
import type { Diary } from './diary.ts';
import { sequences } from './sequences.ts';
import { openShop, type Tally } from './shop.ts';

/** A service to try sequences on. */
export interface Bench {
  /** How often which request was answered in which way. */
  readonly tally: Tally;
  /** Holds when the service does in a sequence what the diary says. */
  property(replayPath?: string): fc.IAsyncProperty<[Iterable<object>]>;
  close(): Promise<void>;
}

/** How the service on the bench differs from a sound one. */
export interface BenchOptions extends Pick<WorldOptions, 'business'> {
  /** What to break in the database beforehand. */
  readonly sabotage?: string;
  /** How to break what the service says to the database. */
  readonly rewrite?: (sql: string) => string;
}

/** Opens a service with a database of its own. */
export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const { sabotage, rewrite, ...others } = options;
  const database = await freshDatabase();
  const past = new pg.Client({ connectionString: database.url });
  await past.connect();
  if (sabotage !== undefined) await past.query(sabotage);
  const through = rewrite === undefined ? undefined : await rewriting(database.url, rewrite);
  const { world, close } = await openWorld({
    ...others,
    names: processStore(),
    database: async () => ({ ...database, url: through?.url ?? database.url }),
  });
  const tally: Tally = new Map();
  let weeks = 0;
  return {
    tally,
    property: (replayPath) =>
      fc.asyncProperty(sequences(replayPath), async (commands) => {
        weeks += 1;
        await tryOut(world, past, tally, weeks, commands);
      }),
    async close() {
      await past.end();
      await close();
      await through?.proxy.stop();
    },
  };
}

async function tryOut(
  world: World,
  past: pg.Client,
  tally: Tally,
  week: number,
  commands: Iterable<fc.AsyncCommand<Diary, ReturnType<typeof openShop>>>,
): Promise<void> {
  const diary: Diary = { jobs: [], slots: [] };
  const shop = openShop(world, week, tally);
  await fc.asyncModelRun(() => ({ model: diary, real: shop }), commands);
  await expectSameBooks(past, diary, shop);
}

async function rewriting(
  databaseUrl: string,
  rewrite: (sql: string) => string,
): Promise<{ proxy: PostgresProxy; url: string }> {
  const before = await proxyBefore(databaseUrl);
  before.proxy.gate = { rewrite };
  return before;
}
