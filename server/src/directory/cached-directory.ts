import { deadline, over } from '../platform/deadline.ts';
import type { KeyValueStore } from '../platform/key-value-store.ts';
import { dropMarkKey, entryKey, isComplete, recordIn, textOf } from './cache-entries.shapes.ts';
import type { Directory, DirectorySource, Kind, Names, NamesWanted, Records } from './directory.ts';

export interface CachedDirectory extends Directory {
  /** Forgets what is cached of this; tells whether it is gone for certain. */
  drop(kind: Kind, id: string): Promise<boolean>;
}

export interface CachedDirectoryOptions {
  /** Between 0 and 1; spreads the moments at which entries run out. */
  readonly random?: () => number;
  /** Told of every complete record that was looked up. */
  readonly learn?: (<K extends Kind>(kind: K, record: Records[K]) => void) | undefined;
  /** What the look-ups of the names in one answer get together: a second unless given. */
  readonly displayMs?: number | undefined;
}

const A_SECOND = 1_000;
const KEPT_SECONDS = 300;
/** Entries that are filled together should not run out together. */
const JITTER = 0.1;
/** Longer than any look-up takes, so that one begun before a drop cannot bring the old name back. */
const DROP_MARK_SECONDS = 10;

interface Wanted {
  readonly kind: Kind;
  readonly id: string;
  readonly key: string;
}

type Found = Records[Kind] | undefined;

/** A look-up that is under way, which others who want the same may join. */
interface Flight {
  readonly token: string;
  readonly landing: Promise<Found>;
}

/**
 * The directory with names for display kept in the store for five minutes. Facts for decisions are
 * always asked anew, and what they bring refreshes the store.
 *
 * Other services answer each caller by the caller's own rights. So only complete answers are kept
 * or shared, which anybody who may see the appointment may see; "not for you" and "unknown" count
 * for the one who asked (contract 9.30, trap 17).
 */
export function cachedDirectory(
  source: DirectorySource,
  store: KeyValueStore,
  { random = Math.random, learn, displayMs = A_SECOND }: CachedDirectoryOptions = {},
): CachedDirectory {
  const flights = new Map<string, Flight>();

  async function namesOf(wanted: NamesWanted, token: string): Promise<Names> {
    const until = deadline(displayMs);
    const things = thingsIn(wanted);
    launch(
      things.filter(({ key }) => !flights.has(key)),
      token,
      until,
    );
    const timeIsOver = over(until);
    const found = new Map<string, Found>();
    await Promise.all(
      things.map(async (thing) => {
        found.set(thing.key, await Promise.race([land(thing, token, until), timeIsOver]));
      }),
    );
    return {
      customers: recordsIn(found, 'customer', wanted.customers),
      vehicles: recordsIn(found, 'vehicle', wanted.vehicles),
      employees: recordsIn(found, 'employee', wanted.employees),
    };
  }

  /** Starts looking all these up: with one question to the store, and each miss by itself. */
  function launch(things: readonly Wanted[], token: string, until: AbortSignal): void {
    if (things.length === 0) return;
    // Others join from here on, before the store has answered: a stampede asks a peer once.
    const texts = store.getMany(things.map(({ key }) => key));
    for (const [index, thing] of things.entries())
      fly(thing.key, token, async () => {
        const text = (await texts)[index];
        return recall(thing, text) ?? (await look(thing, token, until));
      });
  }

  function fly(name: string, token: string, find: () => Promise<Found>): Flight {
    const landing = find().finally(() => flights.delete(name));
    const flight = { token, landing };
    flights.set(name, flight);
    return flight;
  }

  async function land(thing: Wanted, token: string, until: AbortSignal): Promise<Found> {
    try {
      const joined = flights.get(thing.key);
      const record = await joined?.landing;
      if (joined?.token === token) return record;
      if (record !== undefined && isComplete(thing.kind, record)) return record;
      // Somebody else was told less than this caller may know, perhaps.
      const own = `${thing.key} ${token}`;
      const flight = flights.get(own) ?? fly(own, token, () => look(thing, token, until));
      return await flight.landing;
    } catch {
      // Nobody can say now, whoever asks.
      return undefined;
    }
  }

  function recall({ kind, id, key }: Wanted, text: string | undefined): Found {
    if (text === undefined) return undefined;
    const record = recordIn(kind, id, text);
    // Whatever stands there is not ours, and would be read again and again.
    if (record === undefined) void store.drop([key]);
    return record;
  }

  async function look({ kind, id }: Wanted, token: string, until: AbortSignal): Promise<Found> {
    const record = await source.look(kind, id, token, until);
    if (record !== undefined) void keep(kind, id, record);
    return record;
  }

  async function keep<K extends Kind>(kind: K, id: string, record: Records[K]): Promise<void> {
    const value = textOf(kind, record);
    if (value === undefined) return;
    learn?.(kind, record);
    const key = entryKey(kind, id);
    const seconds = Math.round(KEPT_SECONDS * (1 + JITTER * (2 * random() - 1)));
    const [written, [mark]] = await Promise.all([
      store.setMany([{ key, value, seconds }]),
      store.getMany([dropMarkKey(kind, id)]),
    ]);
    // A full store may refuse the new and still hold the old.
    if (!written || mark !== undefined) await store.drop([key]);
  }

  async function fact<K extends Kind>(
    kind: K,
    id: string,
    answer: Promise<Records[K] | undefined>,
  ): Promise<Records[K] | undefined> {
    const record = await answer;
    if (record !== undefined) void keep(kind, id, record);
    // Perhaps only this caller may not know of it; then the next look-up brings it back.
    else void store.drop([entryKey(kind, id)]);
    return record;
  }

  return {
    namesOf,
    findCustomer: (id, token) => fact('customer', id, source.findCustomer(id, token)),
    findVehicle: (id, token) => fact('vehicle', id, source.findVehicle(id, token)),
    findEmployee: (id, token) => fact('employee', id, source.findEmployee(id, token)),
    listVehicles: (customerId, token) => source.listVehicles(customerId, token),
    listEmployees: (token) => source.listEmployees(token),
    async drop(kind, id) {
      await store.setMany([{ key: dropMarkKey(kind, id), value: '1', seconds: DROP_MARK_SECONDS }]);
      return await store.drop([entryKey(kind, id)]);
    },
  };
}

function thingsIn({ customers, vehicles, employees }: NamesWanted): Wanted[] {
  const things = (kind: Kind, ids: ReadonlySet<string>): Wanted[] =>
    [...ids].map((id) => ({ kind, id, key: entryKey(kind, id) }));
  return [
    ...things('customer', customers),
    ...things('vehicle', vehicles),
    ...things('employee', employees),
  ];
}

function recordsIn<K extends Kind>(
  found: ReadonlyMap<string, Found>,
  kind: K,
  ids: ReadonlySet<string>,
): Map<string, Records[K]> {
  const records = new Map<string, Records[K]>();
  for (const id of ids) {
    const record = found.get(entryKey(kind, id)) as Records[K] | undefined;
    if (record !== undefined) records.set(id, record);
  }
  return records;
}
