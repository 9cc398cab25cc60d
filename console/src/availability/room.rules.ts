import type { AnswerOf } from '../api.ts';
import { isActive } from '../api.ts';
import { hourSpan, overlaps, type Span, spanOf, type Timed } from '../time/spans.ts';

/** An hour or slot of the calendar. */
export type Hour = Readonly<AnswerOf<'getCalendar'>['hours'][number]>;

/** An appointment as far as it takes a place. */
export interface Placed extends Timed {
  readonly id: string;
  readonly scheduled_date: string;
  readonly status: string;
}

/** A time of a day for one appointment, which does not stand in its own way. */
export interface Wanted extends Span {
  readonly id: string;
  readonly date: string;
}

/** The days around a time, as far as they are known. */
export interface Days<Item extends Placed = Placed> {
  readonly hours: readonly Hour[];
  readonly appointments: readonly Item[];
  readonly defaultPlaces: number;
}

/** What is left of some time: a number of places, or the reason why there are none. */
export type Room = number | 'blocked';

/** The places left in the whole of some time, and out of how many in its tightest minute. */
export function placesAt(wanted: Wanted, days: Days): { left: number; of: number } | 'blocked' {
  const ofDay = days.hours.filter((hour) => hour.date === wanted.date);
  const isPlanned = ofDay.some((hour) => hour.slot_id !== null);
  const touched = ofDay.filter((hour) => overlaps(hourSpan(hour), wanted));
  const isBlocked = touched.some((hour) => !hour.is_available);
  if (isBlocked || (isPlanned && !covered(wanted, touched.map(hourSpan)))) return 'blocked';
  const held = othersAt(wanted, days.appointments).map(spanOf);
  const edges = [wanted, ...held, ...touched.map(hourSpan)].map(({ start }) => start);
  const [tightest = { left: 0, of: 0 }] = edges
    .filter((edge) => edge >= wanted.start && edge < wanted.end)
    .map((edge) => {
      const minute = { start: edge, end: edge + 1 };
      const limits = touched
        .filter((hour) => overlaps(hourSpan(hour), minute))
        .map(({ places }) => places);
      const of = Math.min(...(limits.length > 0 ? limits : [days.defaultPlaces]));
      return { left: of - held.filter((span) => overlaps(span, minute)).length, of };
    })
    .sort((a, b) => a.left - b.left);
  return { left: Math.max(0, tightest.left), of: tightest.of };
}

export function roomFor(wanted: Wanted, days: Days): Room {
  const places = placesAt(wanted, days);
  return places === 'blocked' ? places : places.left;
}

/** The others that hold a place at the time. */
export function othersAt<Item extends Placed>(
  wanted: Wanted,
  appointments: readonly Item[],
): Item[] {
  return appointments.filter(
    (other) =>
      other.id !== wanted.id &&
      other.scheduled_date === wanted.date &&
      isActive(other.status) &&
      overlaps(spanOf(other), wanted),
  );
}

function covered(wanted: Span, spans: readonly Span[]): boolean {
  let reached = wanted.start;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start > reached) return false;
    reached = Math.max(reached, span.end);
  }
  return reached >= wanted.end;
}
