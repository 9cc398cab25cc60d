import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';

/** Counts what happens in a window; shared by all processes, or undefined when it cannot tell. */
export type SharedCount = (key: string, seconds: number) => Promise<number | undefined>;

/** How much of a window is used up. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the window is over. */
  readonly reset: number;
  readonly exceeded: boolean;
}

/** Counts one more for the key, of which so many are allowed in a window. */
export type RateLimiter = (key: string, limit: number) => Promise<Allowance>;

/** Limits are per minute, in windows that begin with the minute. */
export const WINDOW_SECONDS = 60;
const MOST_KEYS = 50_000;

/**
 * Opens a limiter that counts in all processes together where there is a shared count. While that
 * cannot tell, each process counts for itself, so that a limit may be used once per process.
 */
export function openRateLimiter(clock: Clock, shared?: SharedCount): RateLimiter {
  const own = new LRUCache<string, number>({ max: MOST_KEYS });
  return async (key, limit) => {
    const seconds = clock().getTime() / 1000;
    const window = Math.floor(seconds / WINDOW_SECONDS);
    const name = `rate:${window}:${key}`;
    const here = (own.get(name) ?? 0) + 1;
    own.set(name, here);
    const used = (await shared?.(name, WINDOW_SECONDS)) ?? here;
    return {
      limit,
      remaining: Math.max(limit - used, 0),
      reset: Math.max(1, Math.ceil((window + 1) * WINDOW_SECONDS - seconds)),
      exceeded: used > limit,
    };
  };
}
