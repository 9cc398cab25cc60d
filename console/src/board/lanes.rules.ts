import { overlaps, type Span } from '../time/spans.ts';

/** Where a card stands among those that run at the same time. */
export interface Lane<T> {
  readonly of: T;
  /** From 0, left to right. */
  readonly lane: number;
  /** How many lanes its neighbours share. */
  readonly lanes: number;
  /** How many lanes it may fill because nobody else needs them. */
  readonly wide: number;
}

interface Placed<T> {
  readonly of: T;
  readonly span: Span;
  readonly lane: number;
}

/** Puts what overlaps side by side, in as few lanes as it takes; the rest has the whole width. */
export function inLanes<T>(items: readonly T[], spanOf: (item: T) => Span): Lane<T>[] {
  const sorted = items
    .map((of) => ({ of, span: spanOf(of) }))
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const result: Lane<T>[] = [];
  let group: Placed<T>[] = [];
  let groupEnd = Number.NEGATIVE_INFINITY;
  for (const { of, span } of sorted) {
    if (span.start >= groupEnd) {
      result.push(...spread(group));
      group = [];
      groupEnd = Number.NEGATIVE_INFINITY;
    }
    group.push({ of, span, lane: firstFreeLane(group, span) });
    groupEnd = Math.max(groupEnd, span.end);
  }
  return [...result, ...spread(group)];
}

/** The most that run at the same time. */
export function lanesNeeded<T>(lanes: readonly Lane<T>[]): number {
  return Math.max(1, ...lanes.map((each) => each.lanes));
}

function firstFreeLane<T>(group: readonly Placed<T>[], span: Span): number {
  const taken = new Set(group.filter((each) => overlaps(each.span, span)).map((each) => each.lane));
  let lane = 0;
  while (taken.has(lane)) lane += 1;
  return lane;
}

function spread<T>(group: readonly Placed<T>[]): Lane<T>[] {
  const lanes = 1 + Math.max(-1, ...group.map(({ lane }) => lane));
  return group.map(({ of, span, lane }) => {
    const rivals = group.filter((each) => each.lane > lane && overlaps(each.span, span));
    const next = Math.min(lanes, ...rivals.map((each) => each.lane));
    return { of, lane, lanes, wide: next - lane };
  });
}
