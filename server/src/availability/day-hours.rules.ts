import { DAY, dateOfDay, dayNumber, MINUTE, timeOf } from '../platform/wall-clock.ts';
import { type IdentifiedSlot, placesLeft, shownEnd, slotInterval } from './free-places.rules.ts';
import { groupedByDay } from './grouped-by-day.rules.ts';
import { type OpeningHours, openHours } from './opening-hours.rules.ts';
import { daysTouched, type Interval } from './overlap.rules.ts';

/** An hour or another stretch of a day that appointments are booked into. */
export interface DayHour {
  readonly date: string;
  readonly start_time: string;
  readonly end_time: string;
  /** The stored slot; of a generated hour there is none. */
  readonly slot_id: string | null;
  readonly is_available: boolean;
  readonly places: number;
}

export interface DayHourWithCapacity extends DayHour {
  readonly available_capacity: number;
}

/** What the hours of days are read from; `slots` and `held` of these days only, or of more. */
export interface DayHourFacts {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly slots: readonly IdentifiedSlot[];
  readonly held: readonly Interval[];
  /** Places at any minute of a day that has no stored slots. */
  readonly defaultPlaces: number;
}

interface Stretch {
  readonly hour: DayHour;
  /** Nothing of a slot that ends before it starts. */
  readonly interval: Interval | undefined;
}

/**
 * The hours of the days, those that have passed too: per day its stored slots if it has any,
 * blocked ones with no capacity left, else the opening hours (contract 9.22).
 */
export function dayHours(facts: DayHourFacts, hours: OpeningHours): DayHourWithCapacity[] {
  const { firstDay, lastDay, defaultPlaces } = facts;
  const window = { start: firstDay * DAY, end: (lastDay + 1) * DAY };
  const heldOnDay = groupedByDay(facts.held, (held) => daysTouched(held, window));
  return stretchesOf(facts, hours).flatMap(({ day, slots, stretches }) => {
    const around = { slots, held: heldOnDay.get(day) ?? [], defaultPlaces };
    return stretches.map(({ hour, interval }) => ({
      ...hour,
      available_capacity: interval === undefined ? 0 : placesLeft(interval, around),
    }));
  });
}

/** For each day, the minutes that can be booked: those of every open hour, times its places. */
export function capacityMinutes(
  facts: Omit<DayHourFacts, 'held'>,
  hours: OpeningHours,
): Map<string, number> {
  return new Map(
    stretchesOf(facts, hours).map(({ day, stretches }) => {
      const minutes = stretches.map(({ hour, interval }) =>
        hour.is_available && interval !== undefined
          ? ((interval.end - interval.start) / MINUTE) * hour.places
          : 0,
      );
      return [dateOfDay(day), Math.round(minutes.reduce((sum, each) => sum + each, 0))];
    }),
  );
}

function stretchesOf(
  { firstDay, lastDay, slots, defaultPlaces }: Omit<DayHourFacts, 'held'>,
  hours: OpeningHours,
): { day: number; slots: readonly IdentifiedSlot[]; stretches: Stretch[] }[] {
  const slotsOfDay = groupedByDay(slots, (slot) => [dayNumber(slot.date)]);
  return Array.from({ length: lastDay - firstDay + 1 }, (_, index) => {
    const day = firstDay + index;
    const stored = slotsOfDay.get(day);
    const stretches =
      stored === undefined
        ? openHours(day, hours).map((interval) => generated(interval, day, defaultPlaces))
        : stored.map(ofSlot).sort((one, other) => inOrder(one.hour, other.hour));
    return { day, slots: stored ?? [], stretches };
  });
}

function generated(interval: Interval, day: number, places: number): Stretch {
  const hour: DayHour = {
    date: dateOfDay(day),
    start_time: timeOf(interval.start),
    end_time: shownEnd(interval.end),
    slot_id: null,
    is_available: true,
    places,
  };
  return { hour, interval };
}

function ofSlot(slot: IdentifiedSlot): Stretch {
  const { id, date, start_time, end_time, is_available } = slot;
  const places = Math.max(slot.max_concurrent_appointments, 0);
  return {
    hour: { date, start_time, end_time, slot_id: id, is_available, places },
    interval: slotInterval(slot),
  };
}

function inOrder(one: DayHour, other: DayHour): number {
  if (one.start_time !== other.start_time) return one.start_time < other.start_time ? -1 : 1;
  return one.end_time < other.end_time ? -1 : 1;
}
