import type { Db } from '../platform/db.ts';
import { repeat } from '../platform/repeat.ts';
import { purgeChanges } from './change-feed.store.ts';

const FORGET_MS = 60_000;

/** Forgets what everybody has been told of, a little now and then, until it is stopped. */
export function forgetChanges(db: Db): { stop(): Promise<void> } {
  return repeat(FORGET_MS, () => purgeChanges(db));
}
