import { randomUUID } from 'node:crypto';
import { type CarOwner, nth } from '../support/people.ts';
import type { World } from '../support/world.ts';

type Kind = 'appointments' | 'time-slots' | 'history';

/** The rows that earlier requests of a run have made, and those that they have deleted. */
export interface Links {
  /** The id of a row that fits, among the newest; `undefined` when there is none yet. */
  idFor(kind: Kind, wish: Wish): string | undefined;
  /** Puts what names in braces stand for into a value. */
  filled(value: unknown, turn: number): unknown;
  owner(turn: number): CarOwner;
  /** Notes a row and what is known of it; again when something of it has changed. */
  seen(kind: Kind, row: Row): void;
  deleted(kind: Kind, id: string): void;
  isDeleted(id: string): boolean;
  keepRefresh(token: string): void;
}

export interface Wish {
  readonly sort: 'live' | 'deleted';
  readonly turn: number;
  /** Rather one of theirs. */
  readonly customerId?: string | undefined;
  /** Rather one in one of these. */
  readonly statuses?: readonly string[] | undefined;
}

export interface Row {
  readonly id: string;
  readonly customer_id?: string;
  readonly status?: string;
}

/** Later requests choose among the newest so many: older ones have ended their lives mostly. */
const RECENT = 25;

type Shelves = Record<Kind, Map<string, Row>>;
const shelves = (): Shelves => ({
  appointments: new Map(),
  'time-slots': new Map(),
  history: new Map(),
});

/** Starts a run's book of rows. */
export function openLinks(world: World, owners: readonly CarOwner[]): Links {
  const rows = { live: shelves(), deleted: shelves() };
  const refreshes: string[] = [];
  const owner = (turn: number): CarOwner => nth(owners, turn % owners.length);
  const idFor: Links['idFor'] = (kind, { sort, turn, customerId, statuses }) => {
    const all = [...rows[sort][kind].values()];
    const own = preferred(all, (row) => customerId === undefined || row.customer_id === customerId);
    // Now and then one in the wrong state: that is a request like another.
    const apt =
      turn % 4 === 0 || statuses === undefined
        ? own
        : preferred(own, (row) => statuses.includes(row.status ?? ''));
    const among = apt.slice(-RECENT);
    return among.length === 0 ? undefined : nth(among, turn % among.length).id;
  };
  const named = new Map<unknown, (turn: number) => string>([
    ['{customer}', (turn) => owner(turn).person.user_id],
    ['{vehicle}', (turn) => owner(turn).car.vehicle_id],
    ['{employee}', (turn) => nth(world.people.employees, turn % 3).user_id],
    ['{appointment}', (turn) => idFor('appointments', { sort: 'live', turn }) ?? randomUUID()],
    ['{slot}', (turn) => idFor('time-slots', { sort: 'live', turn }) ?? randomUUID()],
    ['{email}', (turn) => owner(turn).person.email],
    ['{password}', (turn) => (turn % 5 === 0 ? 'wrong' : owner(turn).person.password)],
    ['{refresh}', () => refreshes.pop() ?? 'none'],
  ]);
  const filled = (value: unknown, turn: number): unknown => {
    if (Array.isArray(value)) return value.map((one) => filled(one, turn));
    if (typeof value !== 'object' || value === null) return named.get(value)?.(turn) ?? value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, filled(one, turn)]),
    );
  };
  return {
    idFor,
    filled,
    owner,
    seen: (kind, row) =>
      void rows.live[kind].set(row.id, { ...rows.live[kind].get(row.id), ...row }),
    deleted(kind, id) {
      rows.live[kind].delete(id);
      rows.deleted[kind].set(id, { id });
    },
    isDeleted: (id) => Object.values(rows.deleted).some((shelf) => shelf.has(id)),
    keepRefresh: (token) => void refreshes.push(token),
  };
}

function preferred<T>(all: readonly T[], fits: (one: T) => boolean): readonly T[] {
  const fitting = all.filter(fits);
  return fitting.length > 0 ? fitting : all;
}

/** Which kind of row the id of a path names. */
export function kindOf(path: string): Kind {
  if (path.startsWith('/api/v1/time-slots/')) return 'time-slots';
  return path.startsWith('/api/v1/history/') ? 'history' : 'appointments';
}
