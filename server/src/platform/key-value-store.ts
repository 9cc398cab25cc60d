import { LRUCache } from 'lru-cache';

/** A value that is kept for so many seconds. */
export interface Entry {
  readonly key: string;
  readonly value: string;
  readonly seconds: number;
}

/**
 * Keeps copies that can be fetched again. It never throws and never takes long: what it cannot read
 * in time is missing, what it cannot write is not kept.
 */
export interface KeyValueStore {
  /** The values in the order of the keys. */
  getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** Tells whether all were written. */
  setMany(entries: readonly Entry[]): Promise<boolean>;
  /** Tells whether the keys are gone for certain. */
  drop(keys: readonly string[]): Promise<boolean>;
}

/** A longer value cannot be ours; a store drops it instead of handing it over. */
export const LONGEST_VALUE = 4_096;

const MOST_KEYS = 20_000;

/** A store in this process, which forgets the least used keys first. */
export function processStore(): KeyValueStore {
  const values = new LRUCache<string, string>({ max: MOST_KEYS });
  return {
    getMany: async (keys) => keys.map((key) => values.get(key)),
    async setMany(entries) {
      for (const { key, value, seconds } of entries)
        values.set(key, value, { ttl: seconds * 1000 });
      return true;
    },
    async drop(keys) {
      for (const key of keys) values.delete(key);
      return true;
    },
  };
}
