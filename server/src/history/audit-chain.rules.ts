import type { AuditedChanges } from './audited-changes.rules.ts';

/** One entry of the audit, with the hash that its content really has. */
export interface ChainEntry {
  readonly sequence: number;
  readonly version: number;
  readonly actions: readonly string[];
  readonly channel: string;
  readonly changes: AuditedChanges;
  readonly previous_hash: string | null;
  readonly hash: string;
  readonly computed_hash: string;
}

/** What is stored of an appointment now. */
export interface StoredState {
  readonly version: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Everything that is known of one appointment. */
export interface Chain {
  readonly entries: readonly ChainEntry[];
  /** Its row in `appointments`, if it is there. */
  readonly live: StoredState | null;
  /** Its row in `deleted_appointments`, if it is there. */
  readonly deleted: StoredState | null;
}

/** The first thing wrong with a chain; `entry` is the sequence number where it shows. */
export interface BrokenLink {
  readonly entry: number;
  readonly fault: string;
}

type State = Map<string, unknown>;

/**
 * Finds the first link that does not hold: entries are gapless and carry the hash of the one before,
 * each says of every field what it was, and the last one leaves what is stored.
 */
export function brokenLink({ entries, live, deleted }: Chain): BrokenLink | undefined {
  const state: State = new Map();
  let previous: ChainEntry | undefined;
  for (const entry of entries) {
    const fault = faultOfEntry(entry, previous, state);
    if (fault !== undefined) return { entry: entry.sequence, fault };
    apply(entry, state);
    previous = entry;
  }
  if (previous === undefined) return { entry: 0, fault: 'the appointment has no entries' };
  const fault = faultOfEnd(previous, state, { live, deleted });
  return fault === undefined ? undefined : { entry: previous.sequence, fault };
}

function faultOfEntry(
  entry: ChainEntry,
  previous: ChainEntry | undefined,
  state: State,
): string | undefined {
  const expected = (previous?.sequence ?? 0) + 1;
  if (entry.sequence !== expected) return `entry ${expected} is missing`;
  if (entry.hash !== entry.computed_hash) return 'its content does not have its hash';
  if (entry.previous_hash !== (previous?.hash ?? null))
    return 'it does not carry the hash of the entry before';
  const begins = entry.actions.some((action) => action === 'created' || action === 'adopted');
  if (begins !== (previous === undefined))
    return begins ? 'the appointment begins twice' : 'the appointment does not begin with it';
  if (previous === undefined) return undefined;
  if (wasDeleted(previous)) return 'the appointment was deleted before';
  if (entry.version !== previous.version + 1)
    return `version ${entry.version} does not follow version ${previous.version}`;
  const lie = Object.entries(entry.changes).find(
    ([field, { before }]) => !same(before, state.get(field) ?? null),
  );
  return lie && `${lie[0]} was not what it says`;
}

function apply(entry: ChainEntry, state: State): void {
  for (const [field, { before, after }] of Object.entries(entry.changes))
    state.set(field, wasDeleted(entry) ? before : after);
}

function faultOfEnd(
  last: ChainEntry,
  state: State,
  { live, deleted }: Pick<Chain, 'live' | 'deleted'>,
): string | undefined {
  const gone = wasDeleted(last);
  if (gone && live !== null) return 'the appointment was deleted and is there';
  if (!gone && deleted !== null)
    return 'the appointment is among the deleted ones without a deletion';
  // A writer past the service, such as the predecessor, deletes without keeping the row.
  const pastTheService = gone && last.channel === 'database';
  if (pastTheService && deleted === null) return undefined;
  const stored = gone ? deleted : live;
  if (stored === null) return 'the row is gone without a deletion';
  // Nor does the release before know of versions, which keeps the row.
  if (!pastTheService && stored.version !== last.version)
    return `the row has version ${stored.version}, the last entry ${last.version}`;
  // Columns that are younger than the last entry are not in it.
  const differs = [...state].find(([field, value]) => !same(value, stored.fields[field] ?? null));
  return differs && `${differs[0]} is not what the last entry left`;
}

function wasDeleted(entry: ChainEntry): boolean {
  return entry.actions.includes('deleted');
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
