import { fullBodiesIn } from '../checker/sightings.ts';
import type { Caller, Operation } from '../history/history.ts';
import type { Random } from './random.ts';

/** An appointment as the callers know it; it may have changed since. */
export interface Known {
  readonly id: string;
  readonly customer_id: string;
  readonly vehicle_id: string;
  readonly status: string;
  readonly scheduled_date: string;
  readonly scheduled_time: string;
  readonly version: number;
  /** Where it was before it was moved, as far as the callers saw. */
  readonly before?: Start;
}

export type Start = Pick<Known, 'scheduled_date' | 'scheduled_time'>;

/** A booking that was asked for under a key, to be asked for again. */
export interface KeyedBooking {
  readonly caller: Caller;
  readonly body: object;
  readonly key: string;
}

/** What all callers together have learnt: what they act on, as people act on a screen. */
export interface Board {
  learn(operation: Operation): void;
  /** One of the appointments of these statuses; of any if none is named. */
  pick(random: Random, ...statuses: string[]): Known | undefined;
  /** One that the board still knows, by its id. */
  find(id: string): Known | undefined;
  remember(booking: KeyedBooking): void;
  recent(random: Random): KeyedBooking | undefined;
  slotVersion(id: string): number | undefined;
}

const MOST_FINISHED = 150;
const MOST_BOOKINGS = 60;
const ACTIVE = ['pending', 'confirmed', 'in_progress'];

export function openBoard(): Board {
  const active = new Map<string, Known>();
  const finished = new Map<string, Known>();
  const gone = new Set<string>();
  const bookings: KeyedBooking[] = [];
  const slots = new Map<string, number>();

  function put(known: Known): void {
    const old = find(known.id);
    if (gone.has(known.id) || (old?.version ?? 0) > known.version) return;
    active.delete(known.id);
    finished.delete(known.id);
    (ACTIVE.includes(known.status) ? active : finished).set(known.id, known);
    const [oldest] = finished.keys();
    if (finished.size > MOST_FINISHED && oldest !== undefined) finished.delete(oldest);
  }

  const find = (id: string): Known | undefined => active.get(id) ?? finished.get(id);

  function forget(id: string): void {
    gone.add(id);
    active.delete(id);
    finished.delete(id);
  }

  return {
    learn(operation) {
      const { outcome, version, target, method, status, caller } = operation;
      if (operation.operation.startsWith('slot_')) {
        if (outcome === 'ok' && target !== null && version !== null) slots.set(target, version);
        return;
      }
      if (target !== null && outcome === 'ok' && method === 'DELETE') forget(target);
      if (target !== null && status === 404 && caller.role !== 'customer') forget(target);
      const bodies = fullBodiesIn(operation);
      // Only an answer about one appointment carries its version; a repeated one is an old one.
      const [body] = bodies;
      if (body === undefined || bodies.length > 1 || version === null || operation.replayed) return;
      put({ ...body, version, ...movedFrom(find(body.id), body) });
    },
    pick(random, ...statuses) {
      const all = [...active.values(), ...finished.values()];
      return random.pick(
        statuses.length === 0 ? all : all.filter(({ status }) => statuses.includes(status)),
      );
    },
    find,
    remember(booking) {
      bookings.push(booking);
      if (bookings.length > MOST_BOOKINGS) bookings.shift();
    },
    recent: (random) => random.pick(bookings),
    slotVersion: (id) => slots.get(id),
  };
}

function movedFrom(old: Known | undefined, now: Start): { readonly before?: Start } {
  if (old === undefined) return {};
  const { scheduled_date, scheduled_time } = old;
  const same = scheduled_date === now.scheduled_date && scheduled_time === now.scheduled_time;
  const before = same ? old.before : { scheduled_date, scheduled_time };
  return before === undefined ? {} : { before };
}
