import pg from 'pg';
import type { Tls } from './db.ts';

/** Where a database is and how to speak TLS with it, in libpq's words. */
export interface DatabaseAddress {
  readonly url: string;
  readonly sslMode: 'disable' | 'prefer' | 'require' | 'verify-full';
}

/**
 * Settles how to speak TLS with the server: `prefer` tries it and goes plain when the server says
 * that it has none (contract 9.32). Rejects when the server cannot be reached.
 */
export async function settleTls(database: DatabaseAddress): Promise<Tls> {
  const encrypted: Tls = { rejectUnauthorized: database.sslMode === 'verify-full' };
  if (database.sslMode === 'disable' || new URL(database.url).searchParams.has('host')) {
    await tryConnecting(database.url, false);
    return false;
  }
  try {
    await tryConnecting(database.url, encrypted);
    return encrypted;
  } catch (error) {
    const refused = error instanceof Error && error.message.includes('does not support SSL');
    if (!refused || database.sslMode !== 'prefer') throw error;
    await tryConnecting(database.url, false);
    return false;
  }
}

async function tryConnecting(url: string, tls: Tls): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    ssl: tls,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {
    // The attempt below rejects with the same error.
  });
  try {
    await client.connect();
  } finally {
    await client.end();
  }
}
