import { CANARY } from '../checker/invariants/privacy.ts';
import type { Call, Caller } from '../history/history.ts';
import type { People } from '../stage/people.ts';
import { HOT_HOURS, type Slot } from '../stage/slots.ts';
import type { Board, Known } from './board.ts';
import type { Random } from './random.ts';

/** What a caller decides to ask. */
export type Wish = Pick<
  Call,
  'caller' | 'operation' | 'method' | 'path' | 'target' | 'body' | 'key' | 'ifMatch'
>;

export interface World {
  readonly people: People;
  readonly slots: readonly Slot[];
  readonly days: readonly string[];
  readonly board: Board;
  /** The caller's last answers were about these. */
  readonly own: readonly string[];
}

/** Makes a wish of one kind, if there is anything to wish for. */
export type Maker = (world: World, random: Random) => Wish | undefined;

/** What cars come for. */
export const TYPES = ['maintenance', 'repair', 'inspection', 'diagnostic', 'emergency'];
/** Minutes; an hour is the usual. */
export const LENGTHS = [30, 45, 60, 60, 60, 60, 90, 120];
/** Of the changes, those that name the version they start from, and those without a key. */
const CONDITIONAL = 0.35;
const KEYLESS = 0.1;

/** Decides which booking to ask for: a new one, one again, or another one under a used key. */
export function bookingWish(world: World, random: Random): Wish {
  const recent = world.board.recent(random);
  const draw = random.next();
  if (recent !== undefined && draw < 0.2) return booking(recent.caller, recent.body, recent.key);
  const customer = one(random, world.people.customers);
  // Some are booked by staff, and those may name the employee.
  const byStaff = random.chance(0.15);
  const caller = byStaff ? staff(world, random) : customer;
  const body = {
    customer_id: customer.id,
    vehicle_id: random.pick(world.people.carsOf(customer)),
    appointment_type: random.pick(TYPES),
    ...time(world, random),
    duration_minutes: random.pick(LENGTHS),
    customer_notes: `wish ${random.uuid()}`,
    ...(byStaff ? { internal_notes: `${CANARY} ${random.below(1e6)}` } : {}),
    ...(byStaff && random.chance(0.5)
      ? { assigned_employee_id: one(random, world.people.employees).id }
      : {}),
  };
  if (recent !== undefined && draw < 0.25)
    return booking(recent.caller, { ...body, customer_id: recent.caller.id }, recent.key);
  // Another user's key is another key.
  if (recent !== undefined && draw < 0.27 && recent.caller.id !== caller.id)
    return booking(caller, body, recent.key);
  const key = random.chance(KEYLESS) ? null : random.uuid();
  if (key !== null) world.board.remember({ caller, body, key });
  return booking(caller, body, key);
}

function booking(caller: Caller, body: object, key: string | null): Wish {
  return {
    ...{ operation: 'create', method: 'POST', path: '/appointments/', target: null },
    ...{ caller, body, key, ifMatch: null },
  };
}

/** An action on an appointment of these statuses, by staff or its owner. */
export function action(
  operation: 'cancel' | 'reschedule' | 'assign' | 'confirm' | 'start' | 'complete' | 'no_show',
  statuses: readonly string[],
  bodyOf: (world: World, random: Random) => object,
): Maker {
  const forOwners = operation === 'cancel' || operation === 'reschedule';
  return (world, random) => {
    // Now and then one that is in no state for it.
    const known = random.chance(0.05)
      ? world.board.pick(random)
      : world.board.pick(random, ...statuses);
    if (known === undefined) return undefined;
    const caller = forOwners && random.chance(0.6) ? ownerOf(known) : staff(world, random);
    const path = `/appointments/${known.id}/${operation}/`;
    return change(random, known, {
      caller,
      operation,
      method: 'POST',
      path,
      body: bodyOf(world, random),
    });
  };
}

/** A move by staff, told at once or later; often it takes back what was just done. */
export const move: Maker = (world, random) => {
  const lastMoved = world.own.map(world.board.find).find((known) => known?.before !== undefined);
  const undone = random.chance(0.8) ? lastMoved : undefined;
  const known = undone ?? world.board.pick(random, 'pending', 'confirmed');
  if (known === undefined) return undefined;
  const start = undone?.before ?? time(world, random);
  const employee = random.chance(0.2) ? null : one(random, world.people.employees).id;
  return change(random, known, {
    caller: staff(world, random),
    operation: 'move',
    method: 'POST',
    path: `/appointments/${known.id}/move/`,
    body: {
      ...{ new_date: start.scheduled_date, new_time: start.scheduled_time, reason: 'moved' },
      ...(random.chance(0.4) ? { employee_id: employee } : {}),
      announce_after_seconds: random.pick([0, 1, 4, 4]),
    },
  });
};

type Edited = Pick<Wish, 'caller' | 'operation' | 'method' | 'path' | 'body'>;

function change(random: Random, { id, version }: Known, asked: Edited): Wish {
  return {
    ...asked,
    target: id,
    key: random.chance(KEYLESS) ? null : random.uuid(),
    ifMatch: random.chance(CONDITIONAL) ? version : null,
  };
}

/** A PUT or PATCH of an appointment of these statuses, or of any. */
export function edit(
  operation: 'edit_notes' | 'edit_length' | 'edit_internal' | 'edit_status' | 'replace',
  made: (world: World, random: Random, known: Known) => { caller: Caller; body: object },
  ...statuses: string[]
): Maker {
  return (world, random) => {
    const known = world.board.pick(random, ...statuses);
    if (known === undefined) return undefined;
    const method = operation === 'replace' ? 'PUT' : 'PATCH';
    const path = `/appointments/${known.id}/`;
    return change(random, known, { ...made(world, random, known), operation, method, path });
  };
}

/** A deletion, by the owner or an admin. */
export const remove: Maker = (world, random) => {
  const known = world.board.pick(random);
  if (known === undefined) return undefined;
  const caller = random.chance(0.5) ? ownerOf(known) : one(random, world.people.admins);
  const path = `/appointments/${known.id}/`;
  return change(random, known, { caller, operation: 'delete', method: 'DELETE', path, body: null });
};

/** A change of a slot by staff. */
export function slotChange(
  operation: 'slot_limit' | 'slot_block',
  bodyOf: (random: Random) => object,
): Maker {
  return (world, random) => {
    const slot = one(random, world.slots);
    const version = world.board.slotVersion(slot.id);
    return {
      ...{ caller: staff(world, random), operation, method: 'PATCH', target: slot.id },
      path: `/time-slots/${slot.id}/`,
      body: bodyOf(random),
      key: random.chance(KEYLESS) ? null : random.uuid(),
      ifMatch: version !== undefined && random.chance(CONDITIONAL) ? version : null,
    };
  };
}

/** A request that changes nothing. */
export function reading(
  operation: Wish['operation'],
  made: (world: World, random: Random) => Pick<Wish, 'caller' | 'path' | 'target'> | undefined,
): Maker {
  return (world, random) => {
    const asked = made(world, random);
    if (asked === undefined) return undefined;
    return { ...asked, operation, method: 'GET', body: null, key: null, ifMatch: null };
  };
}

/** A read of one appointment, by its owner or staff. */
export const about =
  (suffix: string) =>
  ({ board, people, own }: World, random: Random) => {
    // People look again at what they have just done or seen.
    const known = board.find(random.pick(own) ?? '') ?? board.pick(random);
    if (known === undefined) return undefined;
    const caller = random.chance(0.5) ? ownerOf(known) : staff({ people }, random);
    return { caller, path: `/appointments/${known.id}/${suffix}`, target: known.id };
  };

/** A customer or a member of staff. */
export const everybody = ({ people }: World, random: Random): Caller =>
  random.chance(0.5) ? one(random, people.customers) : staff({ people }, random);

/** An hour that many want. */
export function time(
  { days }: World,
  random: Random,
): { scheduled_date: string; scheduled_time: string } {
  const minute = random.weighted([
    ['00', 8],
    ['15', 1],
    ['30', 1],
  ] as const);
  const hour = String(random.pick(HOT_HOURS) ?? 9).padStart(2, '0');
  return { scheduled_date: one(random, days), scheduled_time: `${hour}:${minute}:00` };
}

/** An employee, or now and then an admin. */
export function staff({ people }: Pick<World, 'people'>, random: Random): Caller {
  return random.chance(0.7) ? one(random, people.employees) : one(random, people.admins);
}

/** The customer of an appointment. */
export function ownerOf({ customer_id }: Known): Caller {
  return { id: customer_id, role: 'customer' };
}

/** One of the items; there must be one. */
export function one<Item>(random: Random, items: readonly Item[]): Item {
  const item = random.pick(items);
  if (item === undefined) throw new Error('There is nobody to choose.');
  return item;
}
