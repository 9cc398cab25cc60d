import type { Fields } from './evidence.ts';
import type { Step, Timeline } from './timeline.ts';

/** When something was so: it began and ended somewhere within these bounds (nanoseconds). */
export interface Period {
  readonly id: string;
  readonly fields: Fields;
  readonly from: { readonly earliest: number; readonly latest: number };
  readonly until: { readonly earliest: number; readonly latest: number };
}

/** The time of a call, or of anything else that saw the state at some moment. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

type Bounded = Pick<Period, 'from' | 'until'>;

const NEVER = { earliest: Number.POSITIVE_INFINITY, latest: Number.POSITIVE_INFINITY };

/**
 * For each appointment, the periods over which `view` says the same; those for which it says null
 * are left out.
 */
export function periodsOf(timeline: Timeline, view: (fields: Fields) => string | null): Period[] {
  return [...timeline.lives.values()].flatMap((life) => periodsIn(life, view));
}

function periodsIn(life: readonly Step[], view: (fields: Fields) => string | null): Period[] {
  const periods: Period[] = [];
  let open: { seen: string; fields: Fields; from: Period['from'] } | undefined;
  for (const step of life) {
    const seen = step.after === null ? null : view(step.after);
    if (open !== undefined && open.seen === seen) continue;
    const { earliest, latest } = step;
    if (open !== undefined) periods.push({ id: step.id, ...open, until: { earliest, latest } });
    open =
      seen === null || step.after === null
        ? undefined
        : { seen, fields: step.after, from: { earliest, latest } };
  }
  const id = life[0]?.id;
  if (open !== undefined && id !== undefined) periods.push({ id, ...open, until: NEVER });
  return periods;
}

/** Whether somebody looking within the window may have found it so. */
export function possible({ from, until }: Bounded, window: Window): boolean {
  return from.earliest <= window.end && until.latest >= window.start;
}

/** Whether everybody looking within the window must have found it so. */
export function certain({ from, until }: Bounded, window: Window): boolean {
  return from.latest <= window.start && until.earliest >= window.end;
}
