import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../src/demo/postgres/embedded-postgres.ts';
import { type PostgresProxy, proxyBefore } from '../wire/postgres-proxy.ts';

/** A PostgreSQL of the run's own that keeps its promises, to be killed and started at will. */
export interface TortureDatabase {
  /** How the service gets there: through the proxy. */
  readonly url: string;
  readonly proxy: PostgresProxy;
  /** Asks the database itself, past the proxy. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A session of an outsider, past the proxy. */
  outsider(): Promise<pg.Client>;
  /** `kill -9` of the postmaster. */
  kill(): void;
  /** Starts it on the same data, once it has been killed. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

export const MOST_CONNECTIONS = 60;

/** Starts it with commit timestamps, which put all changes into the order of their commits. */
export async function startTortureDatabase(): Promise<TortureDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'servease-torture-'));
  // PostgreSQL refuses to run as root, so for root another account must get to the data.
  chmodSync(folder, 0o711);
  const start = (): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      dataFolder: join(folder, 'data'),
      supervise: false,
      settings: {
        track_commit_timestamp: 'on',
        max_connections: String(MOST_CONNECTIONS),
        // Crash recovery goes on from the last checkpoint: none that is a run ago.
        checkpoint_timeout: '30s',
      },
    });
  let server = await start();
  const direct = server.url('postgres');
  const { proxy, url } = await proxyBefore(direct);
  const outsider = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: direct, application_name: 'outsider' });
    // It may be cut off by the very fault that it is part of.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  return {
    ...{ url, proxy, outsider },
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      const client = await outsider();
      try {
        return (await client.query<Row>(text, [...values])).rows;
      } finally {
        await client.end();
      }
    },
    kill: () => void process.kill(server.processId(), 'SIGKILL'),
    async start() {
      // Only gives the data folder free: the server is dead.
      await server.stop();
      server = await start();
    },
    async remove() {
      await proxy.stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
