import type { Evidence, Finding } from './evidence.ts';
import { type Timeline, timelineOf } from './timeline.ts';

/** What an invariant complains of in this evidence, in its own words. */
export function complaints(
  invariant: (timeline: Timeline) => Finding,
  evidence: Evidence,
): readonly string[] {
  return invariant(timelineOf(evidence)).violations.map(({ what }) => what);
}

/** The same evidence with another dump. */
export function withDump(evidence: Evidence, dump: Partial<Evidence['dump']>): Evidence {
  return { ...evidence, dump: { ...evidence.dump, ...dump } };
}
