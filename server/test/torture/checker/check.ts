import type { Evidence, Finding } from './evidence.ts';
import { auditIsComplete } from './invariants/audit.ts';
import { customersAreBookedOnce, employeesAreBookedOnce } from './invariants/booked-once.ts';
import { minutesAreNeverOverbooked, slotsAreNeverOverbooked } from './invariants/capacity.ts';
import { acknowledgedBookingsExist, changesHaveTheirRequest } from './invariants/effects.ts';
import { offersAreWithinBounds } from './invariants/free-slots.ts';
import { onlyLegalMoves } from './invariants/lifecycle.ts';
import { historiesOnlyGrow } from './invariants/lines.ts';
import { bookingsAreVerified } from './invariants/look-ups.ts';
import { namesAreFresh } from './invariants/names.ts';
import { everyMessageArrives } from './invariants/outbox.ts';
import { pagesAreTheTable } from './invariants/pages.ts';
import { customersSeeOnlyTheirOwn } from './invariants/privacy.ts';
import {
  callersSeeTheirWrites,
  onlyCommittedValues,
  readsNeverGoBack,
} from './invariants/reads.ts';
import { refusalsHaveGrounds } from './invariants/refusals.ts';
import { keysHaveOneEffect } from './invariants/repeats.ts';
import { nothingIsLeftOpen } from './invariants/rest.ts';
import { statisticsAddUp } from './invariants/statistics.ts';
import { oneTransactionEach } from './invariants/transactions.ts';
import { noUpdateIsLost } from './invariants/updates.ts';
import { type Timeline, timelineOf } from './timeline.ts';

interface Invariant {
  readonly id: string;
  readonly says: string;
  readonly check: (timeline: Timeline) => Finding;
}

/** What must hold after every run, whatever happened in it. */
export const INVARIANTS: readonly Invariant[] = [
  { id: 'I1', says: 'acknowledged bookings exist', check: acknowledgedBookingsExist },
  { id: 'I2', says: 'changes have their request', check: changesHaveTheirRequest },
  { id: 'I3', says: 'slots are never overbooked', check: slotsAreNeverOverbooked },
  { id: 'I4', says: 'nor are other minutes', check: minutesAreNeverOverbooked },
  { id: 'I5', says: 'employees are booked once', check: employeesAreBookedOnce },
  { id: 'I6', says: 'customers are booked once', check: customersAreBookedOnce },
  { id: 'I7', says: 'only legal moves', check: onlyLegalMoves },
  { id: 'I8', says: 'the audit is complete', check: auditIsComplete },
  { id: 'I9', says: 'one transaction each', check: oneTransactionEach },
  { id: 'I10', says: 'every message arrives', check: everyMessageArrives },
  { id: 'I11', says: 'keys have one effect', check: keysHaveOneEffect },
  { id: 'I12', says: 'callers see their writes', check: callersSeeTheirWrites },
  { id: 'I13', says: 'reads never go back', check: readsNeverGoBack },
  { id: 'I14', says: 'only committed values', check: onlyCommittedValues },
  { id: 'I15', says: 'no update is lost', check: noUpdateIsLost },
  { id: 'I16', says: 'histories only grow', check: historiesOnlyGrow },
  { id: 'I17', says: 'refusals have grounds', check: refusalsHaveGrounds },
  { id: 'I18', says: 'offers are within bounds', check: offersAreWithinBounds },
  { id: 'I19', says: 'statistics add up', check: statisticsAddUp },
  { id: 'I20', says: 'pages are the table', check: pagesAreTheTable },
  { id: 'I21', says: 'customers see only their own', check: customersSeeOnlyTheirOwn },
  { id: 'I22', says: 'nothing is left open', check: nothingIsLeftOpen },
  { id: 'I24', says: 'names are fresh', check: namesAreFresh },
  { id: 'I25', says: 'bookings are verified', check: bookingsAreVerified },
];

export interface Judged extends Finding {
  readonly id: string;
  readonly says: string;
}

/** Everything that the invariants have to say about a run. */
export interface Verdict {
  readonly timeline: Timeline;
  readonly findings: readonly Judged[];
  readonly violations: number;
  readonly milliseconds: number;
}

/** Holds the evidence of a run against every invariant. */
export function check(evidence: Evidence): Verdict {
  const begun = performance.now();
  const timeline = timelineOf(evidence);
  const findings = INVARIANTS.map(({ id, says, check: judge }) => ({
    ...{ id, says },
    ...judge(timeline),
  }));
  const violations = findings.reduce((sum, finding) => sum + finding.violations.length, 0);
  return { timeline, findings, violations, milliseconds: performance.now() - begun };
}
