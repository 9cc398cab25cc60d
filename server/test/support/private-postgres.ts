import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/demo/postgres/embedded-postgres.ts';

/** A PostgreSQL that keeps its promises (fsync is on), to be killed and started at will. */
export interface PrivatePostgres {
  /** The same over all starts. */
  readonly url: string;
  /** `kill -9` of the postmaster. */
  kill(): void;
  /** Starts it on the same data, once it has been killed. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

/** Starts a private PostgreSQL that stays down when it is killed. */
export async function startPrivatePostgres(): Promise<PrivatePostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'servease-private-'));
  // PostgreSQL refuses to run as root, so for root another account must get to the data.
  chmodSync(folder, 0o711);
  const start = (): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ dataFolder: join(folder, 'data'), supervise: false });
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    let server = await start();
    return {
      url: server.url('postgres'),
      kill: () => void process.kill(server.processId(), 'SIGKILL'),
      async start() {
        // Only gives the data folder free: the server is dead.
        await server.stop();
        server = await start();
      },
      async remove() {
        await server.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
