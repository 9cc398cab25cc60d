import { AppError } from './app-error.ts';
import type { Tls } from './db.ts';
import { databaseFailure } from './db-errors.ts';
import type { Logger } from './log.ts';
import { type DatabaseAddress, settleTls } from './tls.ts';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 1_000;

/** Waits until PostgreSQL answers, a minute at most, and settles how to speak TLS with it. */
export async function waitForDatabase(database: DatabaseAddress, log: Logger): Promise<Tls> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await settleTls(database);
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      // A server that is away or busy may still come; one that refuses us will go on refusing.
      const mayCome = databaseFailure(error) instanceof AppError;
      if (!mayCome || Date.now() > deadline)
        throw new Error(`PostgreSQL cannot be used: ${message || code}`, { cause: error });
      log.warn({ reason: message || code }, 'waiting for PostgreSQL');
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
