import { grouped } from './grouped.ts';
import { certain, type Period, periodsOf, possible, type Window } from './periods.ts';
import { type TimeSlices, timeSlices } from './time-slices.ts';
import type { SlotStep, Timeline } from './timeline.ts';
import { contains, dayOf, holdsPlace, overlap, type Span, slotSpan, spanOf } from './wall-clock.ts';

/** Places at any minute of a day without stored slots; the run's servers are told so. */
export const DEFAULT_PLACES = 3;

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** What may have been taken and offered within a window of time. */
export interface PlaceBounds {
  /** How many appointments other than `except` ran at this minute. */
  taken(minute: number, window: Window, except?: string): Bounds;
  /** The limit at this minute; 0 where nothing can be booked. */
  limit(minute: number, window: Window): Bounds;
  /** The least room that may and must have been, over the whole of the time; may be below zero. */
  room(span: Span, window: Window, except?: string): Bounds;
}

interface Taking {
  readonly span: Span;
  readonly period: Period;
}

interface SlotPeriod {
  readonly span: Span;
  readonly places: number;
  readonly from: Period['from'];
  readonly until: Period['until'];
}

const HOUR = 60;

/** Indexes the timeline for questions about places. */
export function placeBounds(timeline: Timeline): PlaceBounds {
  const last = Math.max(0, ...timeline.steps.slice(-1).map(({ latest }) => latest));
  const hours = new Map<number, TimeSlices<Taking>>();
  const view = (fields: Period['fields']): string | null =>
    holdsPlace(fields) ? JSON.stringify(spanOf(fields)) : null;
  for (const period of periodsOf(timeline, view)) {
    const span = spanOf(period.fields);
    for (const hour of hoursOf(span)) {
      const slices = hours.get(hour) ?? timeSlices<Taking>(last);
      hours.set(hour, slices);
      slices.add({ span, period }, period);
    }
  }
  const slots = slotPeriods(timeline.slotSteps);
  const days = grouped(slots, ({ span }) => dayOf(span.start));

  const takings = (span: Span, window: Window): Taking[] => [
    ...new Set(
      hoursOf(span).flatMap((hour) =>
        [...(hours.get(hour)?.within(window) ?? [])].filter(
          (taking) => overlap(taking.span, span) && possible(taking.period, window),
        ),
      ),
    ),
  ];
  const takenOf = (all: readonly Taking[], minute: number, window: Window, except?: string) => {
    const may = new Set<string>();
    const must = new Set<string>();
    for (const { span, period } of all) {
      if (minute < span.start || minute >= span.end || period.id === except) continue;
      may.add(period.id);
      if (certain(period, window)) must.add(period.id);
    }
    return { least: must.size, most: may.size };
  };
  const limit: PlaceBounds['limit'] = (minute, window) => {
    const today = days.get(dayOf(minute));
    if (today === undefined) return { least: DEFAULT_PLACES, most: DEFAULT_PLACES };
    const covering = today.filter(
      (slot) => contains(slot.span, { start: minute, end: minute + 1 }) && possible(slot, window),
    );
    if (covering.length === 0) return { least: 0, most: 0 };
    const places = covering.map((slot) => slot.places);
    return { least: Math.min(...places), most: Math.max(...places) };
  };
  return {
    limit,
    taken: (minute, window, except) =>
      takenOf(takings({ start: minute, end: minute + 1 }, window), minute, window, except),
    room(span, window, except) {
      const all = takings(span, window);
      let least = Number.POSITIVE_INFINITY;
      let most = Number.POSITIVE_INFINITY;
      for (const minute of turningPoints(span, all)) {
        const has = limit(minute, window);
        const uses = takenOf(all, minute, window, except);
        least = Math.min(least, has.least - uses.most);
        most = Math.min(most, has.most - uses.least);
      }
      return { least, most };
    },
  };
}

// Between these minutes neither the appointments nor, from hour to hour, the slots change.
function turningPoints(span: Span, takings: readonly Taking[]): Iterable<number> {
  const points = new Set([span.start]);
  const add = (minute: number): void => {
    if (minute > span.start && minute < span.end) points.add(minute);
  };
  for (const taking of takings) {
    add(taking.span.start);
    add(taking.span.end);
  }
  for (const hour of hoursOf(span)) add(hour * HOUR);
  return points;
}

function hoursOf({ start, end }: Span): number[] {
  const [first, last] = [Math.floor(start / HOUR), Math.floor((end - 1) / HOUR)];
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index);
}

// The run's slots are whole hours, never overlap, and none comes or goes: only limits change.
function slotPeriods(steps: readonly SlotStep[]): SlotPeriod[] {
  const lives = grouped(steps, ({ id }) => id);
  return [...lives.values()].flatMap((life) =>
    life.flatMap(({ after, earliest, latest }, index) => {
      if (after === null) return [];
      const next = life[index + 1];
      const until = {
        earliest: next?.earliest ?? Number.POSITIVE_INFINITY,
        latest: next?.latest ?? Number.POSITIVE_INFINITY,
      };
      const places = after.is_available ? after.max_concurrent_appointments : 0;
      return [{ span: slotSpan(after), places, from: { earliest, latest }, until }];
    }),
  );
}
