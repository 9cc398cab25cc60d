import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, dateOfDay, dayNumber, MINUTE } from '../platform/wall-clock.ts';
import { isClosed, placesLeft } from './free-places.rules.ts';
import { daysTouched, type Interval, occupiedBy, overlaps, peakWithin } from './overlap.rules.ts';

// The model knows no intervals: time is a list of minutes, counted from midnight before a Sunday,
// and everything is found by looking at each of them.
const FIRST_DAY = dayNumber('2030-12-15');
const MINUTES_A_DAY = 1440;
const DAYS = 4;
const ALL_MINUTES = Array.from({ length: DAYS * MINUTES_A_DAY }, (_, minute) => minute);
const RUNS = { numRuns: 1_000 };

interface Slot {
  readonly day: number;
  readonly from: number;
  readonly to: number;
  readonly available: boolean;
  readonly limit: number;
}

/** Minutes from a first one on; an appointment without a length takes one. */
interface Job {
  readonly from: number;
  readonly minutes: number;
}

interface World {
  readonly slots: readonly Slot[];
  readonly jobs: readonly Job[];
  readonly places: number;
}

function minutesOf(job: Job): number[] {
  const length = job.minutes < 1 ? 1 : job.minutes;
  return Array.from({ length }, (_, index) => job.from + index);
}

/** The limit of every minute, painted over one after the other: what is painted last wins. */
function limitsOf({ slots, places }: Pick<World, 'slots' | 'places'>): (number | 'closed')[] {
  const limits: (number | 'closed')[] = ALL_MINUTES.map(() => places);
  const paint = (slot: Slot, change: (before: number | 'closed') => number | 'closed'): void => {
    const to = slot.to === 1439 ? MINUTES_A_DAY : slot.to;
    for (let minute = slot.from; minute < to; minute += 1) {
      const at = slot.day * MINUTES_A_DAY + minute;
      limits[at] = change(limits[at] ?? 'closed');
    }
  };
  for (const slot of slots) paint({ ...slot, from: 0, to: 1439 }, () => 'closed');
  for (const slot of slots.filter(({ available }) => available)) {
    const limit = Math.max(0, slot.limit);
    paint(slot, (before) => (before === 'closed' ? limit : Math.min(before, limit)));
  }
  for (const slot of slots.filter(({ available }) => !available)) paint(slot, () => 'closed');
  return limits;
}

function countsOf(jobs: readonly Job[]): number[] {
  const counts = ALL_MINUTES.map(() => 0);
  for (const minute of jobs.flatMap(minutesOf)) counts[minute] = (counts[minute] ?? 0) + 1;
  return counts;
}

function roomFor(wanted: Job, world: World): number | 'closed' {
  const limits = limitsOf(world);
  const counts = countsOf(world.jobs);
  const left = minutesOf(wanted).map((minute) => {
    const limit = limits[minute] ?? 'closed';
    return limit === 'closed' ? limit : Math.max(0, limit - (counts[minute] ?? 0));
  });
  if (left.includes('closed')) return 'closed';
  return left.reduce<number>((least, room) => Math.min(least, Number(room)), 1_000);
}

function clock(minuteOfDay: number): string {
  const [hours, minutes] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}:00`;
}

function interval({ from, minutes }: Job): Interval {
  return occupiedBy({
    scheduled_date: dateOfDay(FIRST_DAY + Math.floor(from / MINUTES_A_DAY)),
    scheduled_time: clock(from % MINUTES_A_DAY),
    duration_minutes: minutes,
  });
}

function facts(world: World) {
  const slots = world.slots.map((slot) => ({
    date: dateOfDay(FIRST_DAY + slot.day),
    start_time: clock(slot.from),
    end_time: clock(slot.to),
    is_available: slot.available,
    max_concurrent_appointments: slot.limit,
  }));
  return { slots, held: world.jobs.map(interval), defaultPlaces: world.places };
}

// Whole hours make edges meet, which random minutes hardly ever do.
const minuteOfDay = (last: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: last }),
    fc.integer({ min: 0, max: 23 }).map((hour) => hour * 60),
  );
const end = fc.oneof(minuteOfDay(1439), fc.constant(1439));
const day = fc.integer({ min: 0, max: 2 });
const slot: fc.Arbitrary<Slot> = fc.record({
  day,
  from: minuteOfDay(1438),
  to: end,
  available: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.boolean()),
  limit: fc.integer({ min: -1, max: 4 }),
});
const wideSlot = fc
  .record({ day, available: fc.constant(true), limit: fc.integer({ min: 1, max: 4 }) })
  .map((kept): Slot => ({ ...kept, from: 0, to: 1439 }));
const slots = fc.array(fc.oneof(slot, slot, wideSlot), { maxLength: 8 });
const start = fc.tuple(day, minuteOfDay(1439)).map(([at, minute]) => at * MINUTES_A_DAY + minute);
const job = (least: number): fc.Arbitrary<Job> =>
  fc.record({
    from: start,
    minutes: fc.oneof(
      fc.integer({ min: least, max: MINUTES_A_DAY }),
      fc.constantFrom(15, 30, 60, 120),
    ),
  });
const anyJob = job(-100);
const wanted = job(1);
const world: fc.Arbitrary<World> = fc.record({
  slots,
  jobs: fc.array(anyJob, { maxLength: 8 }),
  places: fc.integer({ min: 1, max: 4 }),
});

test('places left and closed times are what a look at every minute says', () => {
  fc.assert(
    fc.property(world, wanted, (around, asked) => {
      const room = roomFor(asked, around);
      expect(isClosed(interval(asked), facts(around))).toBe(room === 'closed');
      expect(placesLeft(interval(asked), facts(around))).toBe(room === 'closed' ? 0 : room);
    }),
    RUNS,
  );
});

test('the peak is the fullest minute of the window', () => {
  fc.assert(
    fc.property(wanted, fc.array(anyJob, { maxLength: 10 }), (window, jobs) => {
      const counts = countsOf(jobs);
      const fullest = Math.max(...minutesOf(window).map((minute) => counts[minute] ?? 0));
      expect(peakWithin(interval(window), jobs.map(interval))).toBe(fullest);
    }),
    RUNS,
  );
});

test('two appointments overlap when they share a minute', () => {
  fc.assert(
    fc.property(anyJob, anyJob, (one, other) => {
      const minutes = new Set(minutesOf(other));
      const shared = minutesOf(one).some((minute) => minutes.has(minute));
      expect(overlaps(interval(one), interval(other))).toBe(shared);
    }),
    RUNS,
  );
});

test('the days touched are those of the minutes, and with a window those of both', () => {
  const daysOf = (job: Job): number[] => [
    ...new Set(minutesOf(job).map((minute) => FIRST_DAY + Math.floor(minute / MINUTES_A_DAY))),
  ];
  fc.assert(
    fc.property(anyJob, wanted, (touching, window) => {
      expect(daysTouched(interval(touching))).toEqual(daysOf(touching));
      const common = daysOf(touching).filter((one) => daysOf(window).includes(one));
      expect(daysTouched(interval(touching), interval(window))).toEqual(common);
    }),
    RUNS,
  );
});

test('the minutes of the model are those of the wall clock', () => {
  const last = { from: DAYS * MINUTES_A_DAY - 1, minutes: 1 };
  expect(interval(last).end).toBe((FIRST_DAY + DAYS) * DAY);
  expect(interval(last).end - interval(last).start).toBe(MINUTE);
});

type Step = { readonly book: Job } | { readonly leave: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: wanted.map((book) => ({ book })) },
  { weight: 1, arbitrary: fc.nat({ max: 100 }).map((leave) => ({ leave })) },
);
const steps = fc.array(step, { minLength: 5, maxLength: 24 });

test('booking while there is a place fills every minute to its limit and never over it', () => {
  fc.assert(
    fc.property(world, steps, (adopted, story) => {
      const limits = limitsOf(adopted);
      const counts = countsOf(adopted.jobs);
      const add = (job: Job, change: number): void => {
        for (const minute of minutesOf(job)) counts[minute] = (counts[minute] ?? 0) + change;
      };
      const hasRoom = (minute: number): boolean => {
        const limit = limits[minute] ?? 'closed';
        return limit !== 'closed' && (counts[minute] ?? 0) < limit;
      };
      const booked: Job[] = [];
      for (const one of story) {
        if ('leave' in one) {
          const left = booked.splice(one.leave % Math.max(booked.length, 1), 1);
          for (const job of left) add(job, -1);
          continue;
        }
        const held = facts({ ...adopted, jobs: [...adopted.jobs, ...booked] });
        const at = interval(one.book);
        const admitted = !isClosed(at, held) && placesLeft(at, held) > 0;
        expect(admitted).toBe(minutesOf(one.book).every(hasRoom));
        if (!admitted) continue;
        booked.push(one.book);
        add(one.book, 1);
      }
      const overfull = (minute: number): boolean => {
        const limit = limits[minute] ?? 'closed';
        return limit === 'closed' || (counts[minute] ?? 0) > limit;
      };
      expect(booked.flatMap(minutesOf).filter(overfull)).toEqual([]);
    }),
    RUNS,
  );
});
