import { DAY, dayNumber, MINUTE, type Moment } from '../platform/wall-clock.ts';
import { type PlaceFacts, placesLeft, slotInterval } from './free-places.rules.ts';
import { groupedByDay } from './grouped-by-day.rules.ts';
import { closingTime, type OpeningHours, openHours } from './opening-hours.rules.ts';
import { daysTouched, type Interval } from './overlap.rules.ts';

/** A start that can be booked, with the times of its slot and the places left for the job. */
export interface FreeSlot extends Interval {
  readonly places: number;
}

export interface FreeSlotQuery {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly minutes: number;
  /** Slots that have begun are not offered. */
  readonly now: Moment;
}

/**
 * The slots of the days at whose start a job of the given length can be booked, in order: per day
 * the stored slots if it has any, else the default hours (contract 2.7 and 9.23).
 */
export function freeSlots(
  query: FreeSlotQuery,
  facts: PlaceFacts,
  hours: OpeningHours,
): FreeSlot[] {
  const slotsOfDay = groupedByDay(facts.slots, (slot) => [dayNumber(slot.date)]);
  const range = { start: query.firstDay * DAY, end: (query.lastDay + 2) * DAY };
  const heldOnDay = groupedByDay(facts.held, (held) => daysTouched(held, range));
  const free: FreeSlot[] = [];
  for (let day = query.firstDay; day <= query.lastDay; day += 1) {
    // A job of up to a day may reach into the next day, and those of the day before into this one.
    const around = {
      slots: [...(slotsOfDay.get(day) ?? []), ...(slotsOfDay.get(day + 1) ?? [])],
      held: [...new Set([...(heldOnDay.get(day) ?? []), ...(heldOnDay.get(day + 1) ?? [])])],
      defaultPlaces: facts.defaultPlaces,
    };
    for (const slot of offeredOn(day, slotsOfDay.get(day), query.minutes, hours)) {
      if (slot.start <= query.now) continue;
      const job = { start: slot.start, end: slot.start + query.minutes * MINUTE };
      const places = placesLeft(job, around);
      if (places > 0) free.push({ ...slot, places });
    }
  }
  return free;
}

function offeredOn(
  day: number,
  stored: PlaceFacts['slots'] | undefined,
  minutes: number,
  hours: OpeningHours,
): Interval[] {
  if (stored === undefined) {
    const closes = closingTime(day, hours);
    return openHours(day, hours).filter(({ start }) => start + minutes * MINUTE <= closes);
  }
  return stored
    .filter((slot) => slot.is_available)
    .flatMap((slot) => slotInterval(slot) ?? [])
    .sort((a, b) => a.start - b.start);
}
