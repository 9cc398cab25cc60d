import { type AppointmentListItem, isActive } from '../api.ts';
import type { Hour } from '../availability/room.rules.ts';
import { hourSpan, overlaps, type Span, spanOf } from '../time/spans.ts';
import { minutesOf } from '../time/wall-time.ts';
import { groupedBy } from './grouped-by.rules.ts';

/** An hour of a day of the week: what begins in it, and how much of it is taken. */
export interface Cell {
  /** Minutes since midnight. */
  readonly start: number;
  readonly items: readonly AppointmentListItem[];
  readonly room: CellRoom;
}

export type CellRoom =
  | { readonly kind: 'open'; readonly left: number; readonly places: number }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'closed' };

export interface DayLoad {
  readonly appointments: number;
  /** The share of the day's places that is taken, 0 to 1; undefined of a closed day. */
  readonly share: number | undefined;
}

/** The hours of one day. */
export function cellsOf(
  shown: Span,
  items: readonly AppointmentListItem[],
  hours: readonly Hour[],
): Cell[] {
  const byHour = groupedBy(items, (item) => Math.floor(minutesOf(item.scheduled_time) / 60));
  const cells: Cell[] = [];
  for (let start = shown.start; start < shown.end; start += 60) {
    const touched = hours.filter((hour) => overlaps(hourSpan(hour), { start, end: start + 60 }));
    cells.push({ start, items: byHour.get(start / 60) ?? [], room: roomOf(touched) });
  }
  return cells;
}

/** How much of a day is taken: minutes of appointments by minutes of places. */
export function loadOf(items: readonly AppointmentListItem[], hours: readonly Hour[]): DayLoad {
  const counted = items.filter(({ status }) => isActive(status) || status === 'completed');
  const offered = hours
    .filter((hour) => hour.is_available)
    .reduce((sum, hour) => sum + lengthOf(hourSpan(hour)) * hour.places, 0);
  const taken = counted.reduce((sum, item) => sum + lengthOf(spanOf(item)), 0);
  return {
    appointments: counted.length,
    share: offered > 0 ? Math.min(1, taken / offered) : undefined,
  };
}

function roomOf(touched: readonly Hour[]): CellRoom {
  if (touched.length === 0) return { kind: 'closed' };
  const open = touched.filter((hour) => hour.is_available);
  if (open.length < touched.length) return { kind: 'blocked' };
  const fewest = open.reduce((a, b) => (b.available_capacity < a.available_capacity ? b : a));
  return { kind: 'open', left: fewest.available_capacity, places: fewest.places };
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}
