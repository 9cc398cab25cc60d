import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, dateOfDay, dayNumber, MINUTE } from '../platform/wall-clock.ts';
import type { StoredSlot } from './free-places.rules.ts';
import { appointmentsLeftOut, type Job, type Reason } from './left-out.rules.ts';

// The model looks at every minute of three days, of which the middle one's slots change.
const FIRST_DAY = dayNumber('2030-12-16');
const MINUTES_A_DAY = 1440;
const DAYS = [0, 1, 2];
const RUNS = { numRuns: 1_000 };

interface Slot {
  readonly from: number;
  readonly to: number;
  readonly available: boolean;
  readonly limit: number;
}

interface Wish {
  readonly from: number;
  readonly minutes: number;
}

type DaysSlots = readonly (readonly Slot[])[];

function judged(minute: number, slots: DaysSlots, jobs: readonly Wish[], places: number) {
  const today = slots[Math.floor(minute / MINUTES_A_DAY)] ?? [];
  const ofDay = minute % MINUTES_A_DAY;
  const here = today.filter(({ from, to }) => from <= ofDay && (ofDay < to || to === 1439));
  const running = jobs.filter(({ from, minutes }) => from <= minute && minute < from + minutes);
  if (today.length === 0) return running.length > places ? 'full' : 'fits';
  if (here.length === 0) return 'outside';
  if (here.some(({ available }) => !available)) return 'blocked';
  const least = Math.max(0, Math.min(...here.map(({ limit }) => limit)));
  return running.length > least ? 'full' : 'fits';
}

function reasonFor(job: Wish, slots: DaysSlots, jobs: readonly Wish[], places: number) {
  const minutes = Array.from({ length: job.minutes }, (_, index) => job.from + index);
  const all = minutes.map((minute) => judged(minute, slots, jobs, places));
  return (['blocked', 'outside', 'full'] as const).find((reason) => all.includes(reason));
}

function clock(minuteOfDay: number): string {
  const [hours, minutes] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}:00`;
}

const stored = (slots: DaysSlots): StoredSlot[] =>
  slots.flatMap((today, index) =>
    today.map(({ from, to, available, limit }) => ({
      date: dateOfDay(FIRST_DAY + index),
      start_time: clock(from),
      end_time: clock(to),
      is_available: available,
      max_concurrent_appointments: limit,
    })),
  );

const momentAt = (minute: number): number => FIRST_DAY * DAY + minute * MINUTE;

// Quarters of an hour make edges meet, which random minutes hardly ever do.
const quarter = fc.integer({ min: 0, max: 95 }).map((index) => index * 15);
// Wide slots are blocked as well: in a narrow one hardly any appointment has a place to lose.
const available = fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean());
const slot: fc.Arbitrary<Slot> = fc.record({
  from: quarter,
  to: fc.oneof(quarter, fc.constant(1439)),
  available,
  limit: fc.integer({ min: -1, max: 3 }),
});
const wide = fc
  .record({ available, limit: fc.integer({ min: 1, max: 4 }) })
  .map((kept): Slot => ({ ...kept, from: 0, to: 1439 }));
const slots = fc.oneof(
  fc.constant<Slot[]>([]),
  fc.array(wide, { minLength: 1, maxLength: 2 }),
  fc.array(fc.oneof(slot, wide), { maxLength: 4 }),
);
const job: fc.Arbitrary<Wish> = fc.record({
  from: fc.integer({ min: 2 * 48, max: 3 * 96 - 49 }).map((index) => index * 15),
  minutes: fc.constantFrom(1, 15, 60, 120, 480, 720),
});

test('who is left out is who fits at every minute before, and not at all of them after', () => {
  let told = 0;
  const found = new Set<Reason>();
  fc.assert(
    fc.property(
      fc.tuple(slots, slots, slots),
      slots,
      fc.array(job, { maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 3 * MINUTES_A_DAY }),
      ([first, middle, last], changed, wishes, places, now) => {
        const [before, after] = [
          [first, middle, last],
          [first, changed, last],
        ];
        const jobs = wishes.map(
          ({ from, minutes }, index): Job => ({
            id: String(index),
            start: momentAt(from),
            end: momentAt(from + minutes),
          }),
        );
        const expected = wishes.flatMap((wish, index) => {
          if (wish.from + wish.minutes <= now) return [];
          if (reasonFor(wish, before, wishes, places) !== undefined) return [];
          const reason = reasonFor(wish, after, wishes, places);
          return reason === undefined ? [] : [{ id: String(index), reason }];
        });
        told += expected.length;
        for (const { reason } of expected) found.add(reason);
        expect(
          appointmentsLeftOut(jobs, {
            days: new Set(DAYS.map((index) => FIRST_DAY + index)),
            before: stored(before),
            after: stored(after),
            defaultPlaces: places,
            now: momentAt(now),
          }),
        ).toEqual(expected);
      },
    ),
    RUNS,
  );
  // Worlds in which nothing happens would prove nothing.
  expect(told).toBeGreaterThan(50);
  expect([...found].sort()).toEqual(['blocked', 'full', 'outside']);
});
