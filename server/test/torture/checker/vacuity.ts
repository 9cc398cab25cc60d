import { OPERATIONS } from '../history/history.ts';
import { contendedCommits } from './invariants/capacity.ts';
import { movesOvertaken } from './owed-messages.ts';
import type { Timeline } from './timeline.ts';

/** What a run must have tried at least; one that has not proves nothing, however green. */
export interface Demand {
  readonly what: string;
  readonly wanted: number;
  readonly found: number;
}

/** Of a run of twenty thousand operations. */
const WHOLE_RUN = 20_000;
const CREATES = 500;
const REFUSALS = 200;
const CONTENDED = 50;
const DOUBTS = 20;
const OVERTAKEN = 20;

/** Holds a run against what it had to try, in proportion to the operations it was meant to have. */
export function demandsOn(
  timeline: Timeline,
  planned: { readonly operations: number; readonly faults: number },
): Demand[] {
  const share = Math.min(planned.operations / WHOLE_RUN, 1);
  const { operations, faults } = timeline;
  const load = operations.filter(({ phase }) => phase === 'load');
  const count = (fits: (operation: (typeof operations)[number]) => boolean): number =>
    load.filter(fits).length;
  const kinds = new Set(faults.map(({ fault }) => fault));
  const succeeded = new Set(
    load.filter(({ outcome }) => outcome === 'ok').map(({ operation }) => operation),
  );
  // What nobody may ever read never succeeds: it must have been refused.
  if (count(({ operation, status }) => operation === 'read_foreign' && status === 404) > 0)
    succeeded.add('read_foreign');
  return [
    { what: 'operations', wanted: planned.operations, found: load.length },
    {
      what: 'bookings that were acknowledged',
      wanted: Math.ceil(CREATES * share),
      found: count(({ operation, outcome }) => operation === 'create' && outcome === 'ok'),
    },
    {
      what: 'refusals',
      wanted: Math.ceil(REFUSALS * share),
      found: count(({ outcome, status }) => outcome === 'fail' && status !== null && status < 500),
    },
    {
      what: 'bookings that took a last place',
      wanted: Math.ceil(CONTENDED * share),
      found: contendedCommits(timeline),
    },
    {
      what: 'waiting moves that were overtaken',
      wanted: Math.ceil(OVERTAKEN * share),
      found: [...timeline.lives.values()].reduce((sum, life) => sum + movesOvertaken(life), 0),
    },
    { what: 'kinds of operation that succeeded', wanted: OPERATIONS.length, found: succeeded.size },
    { what: 'kinds of fault', wanted: planned.faults, found: kinds.size },
    ...(planned.faults === 0
      ? []
      : [
          {
            what: 'operations left in doubt',
            wanted: Math.ceil(DOUBTS * share),
            found: count(({ outcome }) => outcome === 'info'),
          },
        ]),
  ];
}

/** The demands that a run has not met. */
export function unmet(demands: readonly Demand[]): readonly Demand[] {
  return demands.filter(({ wanted, found }) => found < wanted);
}
