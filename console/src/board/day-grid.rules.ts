import type { Hour } from '../availability/room.rules.ts';
import { hourSpan, overlaps, type Span, spanOf, type Timed } from '../time/spans.ts';

const STEP_MINUTES = 15;
const DAY_MINUTES = 24 * 60;
const HOUR = 60;

/** As drawn: nothing is shorter than a step, or nobody could read or grasp it. */
export function drawnSpanOf(timed: Timed): Span {
  const { start, end } = spanOf(timed);
  return { start, end: Math.max(end, start + STEP_MINUTES) };
}

/** The whole hours that a board shows: the opening hours, more where something lies outside. */
export function shownHours(
  opening: { readonly opening_hour: number; readonly closing_hour: number },
  hours: readonly Hour[],
  items: readonly Timed[],
): Span {
  const spans = [...hours.map(hourSpan), ...items.map(drawnSpanOf)];
  const start = Math.min(opening.opening_hour * HOUR, ...spans.map((span) => span.start));
  const end = Math.max(opening.closing_hour * HOUR, ...spans.map((span) => span.end));
  return {
    start: Math.floor(start / HOUR) * HOUR,
    end: Math.min(DAY_MINUTES, Math.ceil(end / HOUR) * HOUR),
  };
}

/** The whole hours that are shown though no hour or slot of the workshop touches them. */
export function closedHours(shown: Span, hours: readonly Hour[]): Span[] {
  const open = hours.map(hourSpan);
  return Array.from({ length: (shown.end - shown.start) / HOUR }, (_, n) => {
    const start = shown.start + n * HOUR;
    return { start, end: start + HOUR };
  }).filter((span) => !open.some((each) => overlaps(each, span)));
}

/**
 * Where a card comes to rest: on the next step, within what is shown. A card that was hardly moved
 * keeps its time, so that it can be given to somebody else without being moved by accident.
 */
export function snapped(start: number, draggedBy: number, shown: Span): number {
  if (Math.abs(draggedBy) < STEP_MINUTES / 2) return start;
  const nearest = Math.round((start + draggedBy) / STEP_MINUTES) * STEP_MINUTES;
  return Math.min(Math.max(nearest, shown.start), shown.end - STEP_MINUTES);
}

/** Every step of the hours that are shown, in minutes since midnight. */
export function stepsOf({ start, end }: Span): number[] {
  return Array.from({ length: (end - start) / STEP_MINUTES }, (_, n) => start + n * STEP_MINUTES);
}
