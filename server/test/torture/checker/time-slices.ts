import type { Period, Window } from './periods.ts';

/** Items that may be so within some time, found without looking at all of them. */
export interface TimeSlices<Item> {
  add(item: Item, when: Pick<Period, 'from' | 'until'>): void;
  /** Everything that may be so within the window, and perhaps a little more. */
  within(window: Window): Iterable<Item>;
}

const SLICE_NS = 2_000_000_000;
/** No run is longer than this many slices. */
const MOST_SLICES = 20_000;

/** Cuts time into slices of two seconds; what lasts longer lies in several. */
export function timeSlices<Item>(lastMoment: number): TimeSlices<Item> {
  const slices: Item[][] = [];
  const last = Math.min(Math.ceil(lastMoment / SLICE_NS), MOST_SLICES);
  const numberOf = (moment: number): number =>
    Math.max(0, Math.min(Math.floor(moment / SLICE_NS), last));
  return {
    add(item, { from, until }) {
      for (let slice = numberOf(from.earliest); slice <= numberOf(until.latest); slice += 1) {
        const items = slices[slice] ?? [];
        slices[slice] = items;
        items.push(item);
      }
    },
    within(window) {
      const [first, end] = [numberOf(window.start), numberOf(window.end)];
      if (first === end) return slices[first] ?? [];
      return new Set(slices.slice(first, end + 1).flat());
    },
  };
}
