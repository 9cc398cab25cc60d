import { CANARY } from '../checker/invariants/privacy.ts';
import type { Random } from './random.ts';
import {
  about,
  action,
  bookingWish,
  edit,
  everybody,
  LENGTHS,
  type Maker,
  move,
  one,
  ownerOf,
  reading,
  remove,
  slotChange,
  staff,
  TYPES,
  time,
  type Wish,
  type World,
} from './wish-kinds.ts';

/** Decides what to ask next; undefined when there is nothing to ask it about. */
export function wish(world: World, random: Random): Wish | undefined {
  return random.weighted(MIX)(world, random);
}

const MIX: readonly (readonly [Maker, number])[] = [
  [bookingWish, 40],
  [
    action('cancel', ['pending', 'confirmed', 'in_progress'], (_, r) => ({
      reason: `off ${r.below(9)}`,
    })),
    10,
  ],
  [
    action('reschedule', ['pending', 'confirmed'], (world, random) => {
      const { scheduled_date, scheduled_time } = time(world, random);
      return { new_date: scheduled_date, new_time: scheduled_time, reason: 'moved' };
    }),
    10,
  ],
  [move, 9],
  [
    action('assign', ['pending', 'confirmed', 'in_progress'], ({ people }, random) => ({
      employee_id: one(random, people.employees).id,
    })),
    10,
  ],
  [action('confirm', ['pending'], () => ({ reason: '' })), 5],
  [action('start', ['confirmed'], () => ({})), 2],
  [action('complete', ['in_progress'], () => ({})), 1.5],
  [action('no_show', ['confirmed'], () => ({})), 1.5],
  [
    edit('edit_notes', (_, random, known) => ({
      caller: ownerOf(known),
      body: { customer_notes: `note ${random.below(1e6)}` },
    })),
    3,
  ],
  [
    edit(
      'edit_length',
      ({ people }, random, known) => ({
        caller: random.chance(0.5) ? ownerOf(known) : one(random, people.admins),
        body: { duration_minutes: random.pick(LENGTHS) },
      }),
      'pending',
      'confirmed',
    ),
    3,
  ],
  [
    edit('edit_internal', (world, random) => ({
      caller: staff(world, random),
      body: {
        internal_notes: `${CANARY} ${random.below(1e6)}`,
        duration_seconds: random.below(9_999),
      },
    })),
    2,
  ],
  [
    edit(
      'edit_status',
      (world, random) => ({
        caller: staff(world, random),
        body: { status: random.pick(['confirmed', 'in_progress', 'completed', 'no_show']) },
      }),
      'pending',
      'confirmed',
      'in_progress',
    ),
    2,
  ],
  [
    edit('replace', ({ people }, random, known) => ({
      caller: ownerOf(known),
      body: {
        customer_id: known.customer_id,
        vehicle_id: random.pick(people.carsOf(ownerOf(known))),
        appointment_type: random.pick(TYPES),
        scheduled_date: known.scheduled_date,
        scheduled_time: known.scheduled_time,
      },
    })),
    1.5,
  ],
  [remove, 2],
  [
    slotChange('slot_limit', (random) => ({
      max_concurrent_appointments: random.pick([1, 2, 3, 3, 3, 4]),
    })),
    1.2,
  ],
  [slotChange('slot_block', (random) => ({ is_available: random.chance(0.75) })), 0.8],
  [reading('read_one', about('')), 7],
  [reading('read_lines', about('history/')), 3],
  [
    reading('read_list', (world, random) => {
      const status = random.pick(['', 'status=pending&', 'status=confirmed&', 'status=cancelled&']);
      return {
        caller: everybody(world, random),
        path: `/appointments/?${status}page=1`,
        target: null,
      };
    }),
    4,
  ],
  [
    reading('read_own', ({ people }, random) => {
      const customer = one(random, people.customers);
      const caller = random.chance(0.7) ? customer : staff({ people }, random);
      const path = `/appointments/customer_appointments/?customer_id=${customer.id}`;
      return { caller, path, target: null };
    }),
    3,
  ],
  [
    reading('read_free', (world, random) => {
      const [first = '', , last = ''] = world.days;
      const length = random.pick(['', '&duration_minutes=90', '&duration_minutes=30']);
      const path = `/appointments/available_slots/?start_date=${first}&end_date=${last}${length}`;
      return { caller: everybody(world, random), path, target: null };
    }),
    2,
  ],
  [
    reading('read_stats', (world, random) => ({
      ...{ caller: everybody(world, random), path: '/appointments/stats/', target: null },
    })),
    1.5,
  ],
  [
    reading('read_foreign', ({ board, people }, random) => {
      const known = board.pick(random);
      const caller = one(random, people.customers);
      if (known === undefined || known.customer_id === caller.id) return undefined;
      return { caller, path: `/appointments/${known.id}/`, target: known.id };
    }),
    1,
  ],
];
