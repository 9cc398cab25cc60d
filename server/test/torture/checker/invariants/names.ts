import type { Operation } from '../../history/history.ts';
import type { Finding } from '../evidence.ts';
import type { Timeline } from '../timeline.ts';
import { notes, shown } from '../witness.ts';

/** Everybody is called otherwise every so often, by the clock of the run: the name says since when. */
export const RENAMED_EVERY_NS = 5_000_000_000;
/** A look-up that was under way may still bring the name from before. */
const GRACE_NS = 10_000_000_000;

interface Shown {
  readonly customer_id: string;
  readonly customer_name: string;
}

/**
 * I24: a booking asks for its customer anew, and what it learns replaces the cached name: no answer
 * shows one that was given up long before the customer's booking before this one. A cache that is slow
 * is left alone for a moment: what one booking learns may get lost, and then its answer shows the old.
 */
export function namesAreFresh(timeline: Timeline): Finding {
  const note = notes();
  const booked = new Map<string, Operation[]>();
  for (const operation of timeline.operations) {
    if (operation.operation !== 'create' || operation.outcome !== 'ok' || operation.replayed)
      continue;
    const { customer_id, customer_name } = operation.answer as Shown;
    const others = booked.get(customer_id) ?? [];
    booked.set(customer_id, [...others, operation]);
    const before = others.findLast(({ returned }) => returned < operation.at);
    const period = / in period (\d+)$/.exec(customer_name)?.[1];
    // While nobody can be asked, it is called unknown.
    if (period === undefined || before === undefined) continue;
    const givenUp = (Number(period) + 1) * RENAMED_EVERY_NS;
    note.expect(
      givenUp > before.at - GRACE_NS,
      () => `a booking showed a name of ${Math.round((operation.at - givenUp) / 1e9)} s ago`,
      () => [shown(operation)],
    );
  }
  return note.finding();
}
