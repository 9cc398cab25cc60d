import type { FreeSlot } from '../api.ts';
import { dayNumber, minutesOf, type WallClock } from '../time/wall-time.ts';

/** A start on the workshop's calendar: a date and a time `HH:MM:SS`. */
export interface Start {
  readonly date: string;
  readonly time: string;
}

export function startOf(slot: FreeSlot): Start {
  return { date: slot.date, time: slot.start_time };
}

export function sameStart(one: Start | undefined, other: Start | undefined): boolean {
  return one?.date === other?.date && one?.time === other?.time;
}

/** Minutes since 1970 on the wall clock, to measure how far two starts lie apart. */
function minuteOf({ date, time }: Start): number {
  return dayNumber(date) * 1_440 + minutesOf(time);
}

/** Whether a start still lies ahead; answers grow old while they are looked at. */
export function isAhead(start: Start, now: WallClock): boolean {
  return start.date > now.date || (start.date === now.date && start.time > now.time);
}

/** A time that a customer has given away already. */
export interface Taken extends Start {
  readonly minutes: number;
}

/** Whether a job would run while something else of the same customer does. */
export function clashes(start: Start, minutes: number, taken: readonly Taken[]): boolean {
  const from = minuteOf(start);
  return taken.some((other) => {
    const otherFrom = minuteOf(other);
    return from < otherFrom + other.minutes && otherFrom < from + minutes;
  });
}

/** The slots of each date, in their order. */
export function slotsByDate(slots: readonly FreeSlot[]): ReadonlyMap<string, readonly FreeSlot[]> {
  const days = new Map<string, FreeSlot[]>();
  for (const slot of slots) {
    const day = days.get(slot.date);
    if (day === undefined) days.set(slot.date, [slot]);
    else day.push(slot);
  }
  return days;
}

/** The free starts that lie nearest to a wanted one, in the order of the calendar. */
export function nearestStarts(
  slots: readonly FreeSlot[],
  wanted: Start,
  { count, except = [] }: { readonly count: number; readonly except?: readonly Start[] },
): Start[] {
  const distance = (start: Start): number => Math.abs(minuteOf(start) - minuteOf(wanted));
  return slots
    .map(startOf)
    .filter((start) => !except.some((refused) => sameStart(refused, start)))
    .sort((a, b) => distance(a) - distance(b) || minuteOf(a) - minuteOf(b))
    .slice(0, count)
    .sort((a, b) => minuteOf(a) - minuteOf(b));
}

/** An hour of a day as the calendar tells it. */
export interface Hour {
  readonly date: string;
  readonly start_time: string;
  readonly is_available: boolean;
  readonly available_capacity: number;
}

export interface TimeOption {
  readonly time: string;
  readonly state: 'free' | 'taken' | 'full' | 'blocked' | 'past' | 'short';
  readonly places: number;
}

/** Every time of a day in order: the free ones, and the others with why they cannot be had. */
export function timesOfDay(
  free: readonly FreeSlot[],
  hours: readonly Hour[],
  now: WallClock,
): TimeOption[] {
  const offered = new Set(free.map((slot) => slot.start_time));
  return [
    ...free.map((slot) => ({
      time: slot.start_time,
      state: 'free' as const,
      places: slot.available_capacity,
    })),
    ...hours
      .filter((hour) => !offered.has(hour.start_time))
      .map((hour) => ({ time: hour.start_time, state: whyNot(hour, now), places: 0 })),
  ].sort((a, b) => (a.time < b.time ? -1 : 1));
}

function whyNot(hour: Hour, now: WallClock): TimeOption['state'] {
  if (!isAhead({ date: hour.date, time: hour.start_time }, now)) return 'past';
  if (!hour.is_available) return 'blocked';
  return hour.available_capacity > 0 ? 'short' : 'full';
}
