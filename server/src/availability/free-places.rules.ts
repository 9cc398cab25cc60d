import { DAY, dayNumber, dayOf, type Moment, momentOf, timeOf } from '../platform/wall-clock.ts';
import { covers, type Interval, overlaps, peakWithin } from './overlap.rules.ts';

/** A stored time slot, as far as capacity is concerned. */
export interface StoredSlot {
  readonly date: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly is_available: boolean;
  readonly max_concurrent_appointments: number;
}

/** The same with the id of its row. */
export interface IdentifiedSlot extends StoredSlot {
  readonly id: string;
}

/** What capacity is decided on: the stored slots of the days and the appointments that hold places. */
export interface PlaceFacts {
  readonly slots: readonly StoredSlot[];
  readonly held: readonly Interval[];
  /** Places at any minute of a day that has no stored slots. */
  readonly defaultPlaces: number;
}

/** A stretch of time with one limit, or the reason why it cannot be booked at all. */
export interface Stretch extends Interval {
  readonly limit: number | 'blocked' | 'outside';
}

const LAST_MINUTE = '23:59:00';

/** The time a slot covers; an end of 23:59 means midnight, an end before the start nothing. */
export function slotInterval(
  slot: Pick<StoredSlot, 'date' | 'start_time' | 'end_time'>,
): Interval | undefined {
  const start = momentOf(slot.date, slot.start_time);
  const end =
    slot.end_time === LAST_MINUTE
      ? (dayNumber(slot.date) + 1) * DAY
      : momentOf(slot.date, slot.end_time);
  return end > start ? { start, end } : undefined;
}

/** The end of a slot as it is written: midnight as 23:59, as slots are stored. */
export function shownEnd(end: Moment): string {
  const time = timeOf(end);
  return time === '00:00:00' ? LAST_MINUTE : time;
}

/** Whether some of the time cannot be booked: blocked, or outside the stored slots of its day. */
export function isClosed(wanted: Interval, facts: PlaceFacts): boolean {
  return stretchesOf(wanted, facts).some((stretch) => typeof stretch.limit === 'string');
}

/**
 * How many more appointments fit into the whole of the time; 0 when it is closed or full. The
 * smallest limit wins where slots overlap (contract 9.6 and 9.22).
 */
export function placesLeft(wanted: Interval, facts: PlaceFacts): number {
  const left = stretchesOf(wanted, facts).map((stretch) =>
    typeof stretch.limit === 'string' ? 0 : stretch.limit - peakWithin(stretch, facts.held),
  );
  return Math.max(0, Math.min(...left));
}

/** The time cut wherever its limit may change: at midnight and at the edges of slots. */
export function stretchesOf(wanted: Interval, facts: PlaceFacts): Stretch[] {
  const slots = facts.slots.flatMap((slot) => {
    const interval = slotInterval(slot);
    return interval === undefined ? [] : [{ slot, interval }];
  });
  const plannedDays = new Set(facts.slots.map((slot) => dayNumber(slot.date)));
  return cut(
    wanted,
    slots.map(({ interval }) => interval),
  ).map((piece) => {
    if (!plannedDays.has(dayOf(piece.start))) return { ...piece, limit: facts.defaultPlaces };
    const covering = slots.filter(({ interval }) => covers(interval, piece));
    if (covering.length === 0) return { ...piece, limit: 'outside' };
    if (!covering.every(({ slot }) => slot.is_available)) return { ...piece, limit: 'blocked' };
    const limits = covering.map(({ slot }) => Math.max(slot.max_concurrent_appointments, 0));
    return { ...piece, limit: Math.min(...limits) };
  });
}

function cut(wanted: Interval, slots: readonly Interval[]): Interval[] {
  const edges = new Set<Moment>([wanted.start, wanted.end]);
  for (let day = dayOf(wanted.start) + 1; day * DAY < wanted.end; day += 1) edges.add(day * DAY);
  for (const slot of slots) {
    if (!overlaps(slot, wanted)) continue;
    if (slot.start > wanted.start) edges.add(slot.start);
    if (slot.end < wanted.end) edges.add(slot.end);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => ({ start: sorted[index] ?? wanted.start, end }));
}
