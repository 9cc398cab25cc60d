import type { Period, Window } from './periods.ts';
import type { Bounds } from './places.ts';

/** Counts how many of many periods may and must have gone on within a window. */
export interface Count {
  within(window: Window): Bounds;
}

/**
 * Sorts the edges once. The least count leaves out whatever may have ended by the end of the
 * window, even what had not surely begun: a little low, never too high.
 */
export function countOf(periods: readonly Period[]): Count {
  const sorted = (edge: (period: Period) => number): Float64Array =>
    Float64Array.from(periods, edge).sort();
  const mayBegin = sorted(({ from }) => from.earliest);
  const mustBegin = sorted(({ from }) => from.latest);
  const mayEnd = sorted(({ until }) => until.earliest);
  const mustEnd = sorted(({ until }) => until.latest);
  return {
    within: ({ start, end }) => ({
      most: upTo(mayBegin, end, true) - upTo(mustEnd, start, false),
      least: Math.max(0, upTo(mustBegin, start, true) - upTo(mayEnd, end, false)),
    }),
  };
}

/** How many of the sorted numbers lie before the limit, or at it if that counts. */
function upTo(numbers: Float64Array, limit: number, orEqual: boolean): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = numbers[middle] ?? 0;
    if (value < limit || (orEqual && value === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}
