import type { Tls } from './db.ts';
import type { Logger } from './log.ts';
import { type DatabaseAddress, settleTls } from './tls.ts';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 1_000;
/** Codes of a server that is not there yet, as against one that refuses us. */
const NOT_YET = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENOENT', 'ETIMEDOUT', '57P03']);

/** Waits until PostgreSQL answers, a minute at most, and settles how to speak TLS with it. */
export async function waitForDatabase(database: DatabaseAddress, log: Logger): Promise<Tls> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await settleTls(database);
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (!NOT_YET.has(code) || Date.now() > deadline)
        throw new Error(`PostgreSQL cannot be used: ${message || code}`, { cause: error });
      log.warn({ reason: message || code }, 'waiting for PostgreSQL');
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
