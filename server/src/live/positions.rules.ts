/** How far somebody has read: what a snapshot of the database saw, and when it was taken. */
export interface Position {
  /** As PostgreSQL writes it: `xmin:xmax:` and the transactions between them that still ran. */
  readonly snapshot: string;
  /** Milliseconds since 1970, by the database's clock. */
  readonly takenAt: number;
}

/** A position that no reading gives, so that whoever comes back with it has to start over. */
export const NOWHERE = '0';

/** Changes are kept a day; a transaction that was open at the position may have begun before it. */
const USABLE_MS = 23 * 3_600_000;
/** The database's clock may have been put back a little. */
const AHEAD_MS = 60_000;
const WRITTEN = /^([1-9]\d{0,17})-(\d{1,15})$/;

/**
 * The position as an event's id. It forgets what had already been seen of the transactions under way:
 * whoever resumes from it may be told a change twice, never none.
 */
export function eventIdOf({ snapshot, takenAt }: Position): string {
  return `${xminOf(snapshot)}-${takenAt}`;
}

/** The position that an event's id names, if it is one. */
export function positionOf(eventId: string): Position | undefined {
  const [, xmin, takenAt] = WRITTEN.exec(eventId) ?? [];
  if (xmin === undefined) return undefined;
  return { snapshot: `${xmin}:${xmin}:`, takenAt: Number(takenAt) };
}

/** Whether everything that changed after `since` is still there to be read `now`. */
export function isUsable(since: Position, now: Position): boolean {
  const age = now.takenAt - since.takenAt;
  const isOfThisDatabase = BigInt(xminOf(since.snapshot)) <= BigInt(xminOf(now.snapshot));
  return isOfThisDatabase && age <= USABLE_MS && age >= -AHEAD_MS;
}

function xminOf(snapshot: string): string {
  return snapshot.slice(0, snapshot.indexOf(':'));
}
