import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import type { Kind, Records } from './directory.ts';
import { type KnownName, knownName } from './known-name.rules.ts';
import { saveKnownNames } from './known-names.store.ts';

/** Keeps names that were looked up, so that lists can be searched by them. */
export interface NameMemory {
  /** Takes note of a complete record; what comes of it is seen a moment later, or never. */
  learn<K extends Kind>(kind: K, record: Records[K]): void;
  stop(): Promise<void>;
}

/** A page of names arrives within this time and is written at once. */
const GATHER_MS = 100;
const MOST_WAITING = 2_000;
/** A database that does not answer is not waited for. */
const STOP_MS = 1_000;
const ROWS_A_STATEMENT = 500;
const MOST_REMEMBERED = 20_000;
/** As long as names are cached: another process may have learned another name meanwhile. */
const REMEMBERED_MS = 300_000;

/**
 * Writes names beside the requests that look them up (contract 9.34): gathered, only those that are
 * new here, and without making anybody wait or fail. A name that is lost is looked up again.
 */
export function rememberNames({ db, log }: { readonly db: Db; readonly log: Logger }): NameMemory {
  const written = new LRUCache<string, string>({ max: MOST_REMEMBERED, ttl: REMEMBERED_MS });
  const waiting = new Map<string, KnownName>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;

  /** Writes what waits, a batch at a time; meanwhile more may wait, up to the bound. */
  async function writeAll(): Promise<void> {
    while (waiting.size > 0) {
      const rows = [...waiting].slice(0, ROWS_A_STATEMENT);
      for (const [key] of rows) waiting.delete(key);
      // In one order, so that two processes that learn the same names do not wait in a circle.
      await write(rows.sort(([one], [other]) => (one < other ? -1 : 1)));
    }
    writing = undefined;
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll();
  }

  async function write(rows: readonly (readonly [string, KnownName])[]): Promise<void> {
    try {
      await saveKnownNames(
        db,
        rows.map(([, row]) => row),
      );
      for (const [key, row] of rows) written.set(key, JSON.stringify(row));
    } catch (error) {
      log.warn({ err: error, names: rows.length }, 'names for the search were not stored');
    }
  }

  return {
    learn(kind, record) {
      const row = knownName(kind, record);
      if (row === undefined) return;
      const key = `${kind} ${row.id}`;
      if (written.get(key) === JSON.stringify(row)) return;
      if (waiting.size >= MOST_WAITING && !waiting.has(key)) return;
      waiting.set(key, row);
      timer ??= setTimeout(flush, GATHER_MS).unref();
    },
    async stop() {
      flush();
      await Promise.race([writing, sleep(STOP_MS, undefined, { ref: false })]);
    },
  };
}
