/**
 * C21: times, places and people at the edges of the business rules. Each situation is met by a
 * booking, a reschedule, a PUT and a PATCH, on a day of its own (contract 2.7 and 9.5 to 9.7).
 */

export type Verb = 'booking' | 'reschedule' | 'PUT' | 'PATCH';

/** Something that is there before: an appointment of the same customer, employee, or of nobody known. */
export interface Held {
  readonly of: 'customer' | 'employee' | 'others';
  readonly from: string;
  readonly minutes: number;
  readonly status?: string;
  /** How many of them. */
  readonly times?: number;
  /** It starts on the day before. */
  readonly dayBefore?: boolean;
}

export interface Slot {
  readonly from: string;
  readonly to: string;
  readonly places?: number;
  readonly blocked?: boolean;
  readonly dayAfter?: boolean;
}

export interface Situation {
  readonly what: string;
  readonly slots?: readonly Slot[];
  readonly held?: readonly Held[];
  /** The clock on that day; default: the middle of the night before. */
  readonly now?: string;
  /** 0 is Sunday. */
  readonly weekday?: number;
  readonly at: string;
  readonly minutes: number;
  /** Why it is refused; accepted if not given. */
  readonly problem?: 'past' | 'closed' | 'full' | 'customer busy' | 'employee busy';
}

type Problem = NonNullable<Situation['problem']>;
type More = Pick<Situation, 'slots' | 'held' | 'now' | 'weekday'>;

function met(what: string, at: string, minutes: number, problem?: Problem, more: More = {}) {
  return { what, at, minutes, ...(problem === undefined ? {} : { problem }), ...more };
}

/** The same situation at several times: when, how long, and why not. */
function each(
  what: string,
  more: More,
  times: readonly (readonly [at: string, minutes: number, problem?: Problem])[],
): Situation[] {
  return times.map(([at, minutes, problem]) =>
    met(`${minutes} minutes from ${at} ${what}`, at, minutes, problem, more),
  );
}

const jobs = (times: number, status = 'confirmed', dayBefore = false): More => {
  const from = dayBefore ? '23:30' : '10:00';
  return { held: [{ of: 'others', from, minutes: 60, times, status, dayBefore }] };
};
const own = (from: string, minutes: number, status = 'pending', dayBefore = false): More => ({
  held: [{ of: 'customer', from, minutes, status, dayBefore }],
});
const mechanics = (status = 'confirmed'): More => ({
  held: [{ of: 'employee', from: '10:00', minutes: 60, status }],
});
const slots = (...all: Slot[]): More => ({ slots: all });
const NINE: Slot = { from: '09:00', to: '10:00' };
const LATER = slots({ ...NINE, dayAfter: true });

export const SITUATIONS: readonly Situation[] = [
  ...each('when it is eight', { now: '08:00:00' }, [
    ['00:00', 30, 'past'],
    ['07:59:59', 30, 'past'],
    ['07:59:59.999999', 30, 'past'],
    ['08:00:00', 30, 'past'],
    ['08:00:01', 30],
    ['08:01', 30],
  ]),
  // Weekends and nights are no rule of booking, only of generated slots (trap 36).
  met('on a Saturday', '10:00', 60, undefined, { weekday: 6 }),
  met('on a Sunday', '10:00', 60, undefined, { weekday: 0 }),
  ...each('of a day without slots', {}, [
    ['08:59', 60],
    ['16:30', 60],
    ['17:00', 60],
    ['03:00', 60],
    ['00:00', 60],
    ['23:30', 60],
    ['23:59', 60],
    ['00:00', 1440],
    ['12:00', 1440],
  ]),
  // A day with stored slots is open only within them.
  ...each('where nine to eleven is stored', slots(NINE, { from: '10:00', to: '11:00' }), [
    ['08:59', 60, 'closed'],
    ['09:00', 60],
    ['09:30', 60],
    ['10:30', 60, 'closed'],
    ['10:59', 1],
    ['10:59', 2, 'closed'],
    ['11:00', 60, 'closed'],
    ['17:00', 60, 'closed'],
    ['09:00', 120],
    ['09:00', 121, 'closed'],
    ['08:00', 240, 'closed'],
  ]),
  ...each(
    'where nine to ten is blocked',
    slots({ from: '08:00', to: '11:00' }, { ...NINE, blocked: true }),
    [
      ['08:30', 30],
      ['08:30', 31, 'closed'],
      ['09:00', 30, 'closed'],
      ['09:59', 1, 'closed'],
      ['10:00', 30],
    ],
  ),
  met('into a day whose slots begin later', '23:30', 31, 'closed', LATER),
  met('up to a day whose slots begin later', '23:30', 30, undefined, LATER),
  met('up to 23:59 for midnight', '23:00', 60, undefined, slots({ from: '23:00', to: '23:59' })),
  met('in a slot turned round', '09:30', 10, 'closed', slots({ from: '10:00', to: '09:00' })),
  met('in a slot of no places', '09:00', 60, 'full', slots({ ...NINE, places: 0 })),
  met('in a slot of fewer than none', '09:00', 60, 'full', slots({ ...NINE, places: -2 })),
  met(
    'in slots that overlap, one of them full',
    '09:00',
    60,
    'full',
    slots({ from: '09:00', to: '11:00', places: 9 }, { from: '09:30', to: '10:00', places: 0 }),
  ),
  ...each(
    'beside half an hour from nine in a slot of one',
    { ...slots({ ...NINE, places: 1 }), held: [{ of: 'others', from: '09:00', minutes: 30 }] },
    [
      ['09:00', 30, 'full'],
      ['09:29', 30, 'full'],
      ['09:30', 30],
      ['09:15', 5, 'full'],
      ['09:00', 60, 'full'],
    ],
  ),
  met('where the limit was lowered under the bookings', '09:00', 60, 'full', {
    ...slots({ ...NINE, places: 1 }),
    held: [{ of: 'others', from: '09:00', minutes: 60, times: 2 }],
  }),
  met('beside two', '10:00', 60, undefined, jobs(2)),
  ...each('beside three from ten to eleven', jobs(3), [
    ['10:00', 60, 'full'],
    ['10:59', 60, 'full'],
    ['11:00', 60],
    ['09:00', 60],
    ['09:00', 180, 'full'],
    ['10:15', 5, 'full'],
  ]),
  met('beside three pending', '10:00', 60, 'full', jobs(3, 'pending')),
  met('beside three in progress', '10:00', 60, 'full', jobs(3, 'in_progress')),
  met('beside three completed', '10:00', 60, undefined, jobs(3, 'completed')),
  met('beside three cancelled', '10:00', 60, undefined, jobs(3, 'cancelled')),
  met('beside three that nobody came to', '10:00', 60, undefined, jobs(3, 'no_show')),
  ...each('with three that came over midnight', jobs(3, 'confirmed', true), [
    ['00:29', 30, 'full'],
    ['00:30', 30],
  ]),
  // The customer is in one place at a time, and so is the employee.
  ...each('beside an own hour from ten', own('10:00', 60), [
    ['10:29', 60, 'customer busy'],
    ['10:59', 60, 'customer busy'],
    ['11:00', 60],
    ['09:01', 60, 'customer busy'],
    ['09:00', 60],
  ]),
  met('within an own long one', '12:00', 1, 'customer busy', own('08:00', 600)),
  met('beside an own one that is done', '10:00', 60, undefined, own('10:00', 60, 'completed')),
  met('beside an own one cancelled', '10:00', 60, undefined, own('10:00', 60, 'cancelled')),
  met('beside yesterday’s own', '00:44', 15, 'customer busy', own('23:45', 60, 'pending', true)),
  ...each('beside a job of the employee from ten', mechanics(), [
    ['10:00', 60, 'employee busy'],
    ['10:59', 60, 'employee busy'],
    ['11:00', 60],
    ['09:01', 60, 'employee busy'],
    ['09:00', 60],
  ]),
  met('beside a pending job of the employee', '10:30', 60, 'employee busy', mechanics('pending')),
  met('beside a job that nobody came to', '10:30', 60, undefined, mechanics('no_show')),
];
