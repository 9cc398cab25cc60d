import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/demo/postgres/embedded-postgres.ts';

export interface TemporaryPostgres {
  url(database: string): string;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL that nobody else uses and that need not survive a crash. */
export async function startTemporaryPostgres(binaries?: string): Promise<TemporaryPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'servease-postgres-'));
  // PostgreSQL refuses to run as root, so for root another account must get to the data.
  chmodSync(folder, 0o711);
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const cluster = await startEmbeddedPostgres({
      dataFolder: join(folder, 'data'),
      ...(binaries === undefined ? {} : { binaries }),
      settings: {
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        max_connections: '200',
      },
      supervise: false,
      log: (line) => console.error(line),
    });
    return {
      url: (database) => cluster.url(database),
      stop: async () => {
        await cluster.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
