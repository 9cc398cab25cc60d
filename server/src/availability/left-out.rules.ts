import { DAY, dayNumber, type Moment } from '../platform/wall-clock.ts';
import { type PlaceFacts, type StoredSlot, stretchesOf } from './free-places.rules.ts';
import { groupedByDay } from './grouped-by-day.rules.ts';
import { daysTouched, type Interval, peakWithin } from './overlap.rules.ts';

/** An appointment that holds a place. */
export interface Job extends Interval {
  readonly id: string;
}

/** Why the slots do not carry an appointment, the gravest first. */
const REASONS = ['blocked', 'outside', 'full'] as const;
export type Reason = (typeof REASONS)[number];

export interface LeftOut {
  readonly id: string;
  readonly reason: Reason;
}

/** The stored slots before and after a change, on the days that are looked at. */
export interface SlotsChange {
  readonly days: ReadonlySet<number>;
  readonly before: readonly StoredSlot[];
  readonly after: readonly StoredSlot[];
  readonly defaultPlaces: number;
  /** What is over by then is left as it is. */
  readonly now: Moment;
}

/**
 * The appointments that the slots carry before a change, at every minute, and not afterwards. All
 * that hold a place on the days must be given; what they take of other days is not looked at.
 */
export function appointmentsLeftOut(jobs: readonly Job[], change: SlotsChange): LeftOut[] {
  const { days, defaultPlaces, now } = change;
  const parts = partsOnDays(jobs, days);
  const heldOn = groupedByDay([...parts.values()].flat(), ({ day }) => [day]);
  const judge = (slots: readonly StoredSlot[]) => {
    const slotsOn = groupedByDay(slots, (slot) => [dayNumber(slot.date)]);
    return ({ id }: Job): Reason | undefined => {
      // No slot reaches over midnight, so each day is judged by its own.
      const reasons = (parts.get(id) ?? []).flatMap((part) =>
        reasonsAgainst(part, {
          slots: slotsOn.get(part.day) ?? [],
          held: heldOn.get(part.day) ?? [],
          defaultPlaces,
        }),
      );
      return REASONS.find((reason) => reasons.includes(reason));
    };
  };
  const [before, after] = [judge(change.before), judge(change.after)];
  return jobs.flatMap((job) => {
    if (job.end <= now || before(job) !== undefined) return [];
    const reason = after(job);
    return reason === undefined ? [] : [{ id: job.id, reason }];
  });
}

interface Part extends Interval {
  readonly day: number;
}

// An adopted row of any length has no more parts than there are days.
function partsOnDays(jobs: readonly Job[], days: ReadonlySet<number>): Map<string, Part[]> {
  const sorted = [...days].sort((a, b) => a - b);
  const window = { start: (sorted[0] ?? 0) * DAY, end: ((sorted.at(-1) ?? 0) + 1) * DAY };
  return new Map(
    jobs.map((job) => [
      job.id,
      daysTouched(job, window)
        .filter((day) => days.has(day))
        .map((day) => ({
          day,
          start: Math.max(job.start, day * DAY),
          end: Math.min(job.end, (day + 1) * DAY),
        })),
    ]),
  );
}

function reasonsAgainst(part: Interval, facts: PlaceFacts): Reason[] {
  return stretchesOf(part, facts).flatMap((stretch) => {
    if (typeof stretch.limit === 'string') return [stretch.limit];
    return peakWithin(stretch, facts.held) > stretch.limit ? ['full' as const] : [];
  });
}
