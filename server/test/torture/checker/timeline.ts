import type { Operation } from '../history/history.ts';
import type { AuditRow, Evidence, Fields, SlotFields, WitnessRow } from './evidence.ts';

/** One committed change of one appointment. */
export interface Step {
  readonly id: string;
  readonly kind: WitnessRow['kind'];
  readonly before: Fields | null;
  readonly after: Fields | null;
  /** The appointment's version after it; a deletion counts as one. */
  readonly version: number;
  readonly transaction: string;
  /** Its place among all commits. */
  readonly order: number;
  /** Not before this could anybody see it, in nanoseconds of the run. */
  readonly earliest: number;
  /** From here on everybody had to. */
  readonly latest: number;
  readonly audit: AuditRow | undefined;
  /** The request that made it, as its audit entry says. */
  readonly operation: Operation | undefined;
}

/** One committed change of one time slot. */
export interface SlotStep {
  readonly id: string;
  readonly before: SlotFields | null;
  readonly after: SlotFields | null;
  readonly order: number;
  readonly earliest: number;
  readonly latest: number;
}

/** The evidence put in order: what was committed when, by whom, and who was told. */
export interface Timeline extends Evidence {
  readonly steps: readonly Step[];
  readonly slotSteps: readonly SlotStep[];
  readonly lives: ReadonlyMap<string, readonly Step[]>;
  readonly byIndex: ReadonlyMap<number, Operation>;
}

/** The names of requests on the wire. */
export const REQUEST_PREFIX = 'torture-';

/** Two clocks of one machine, and the time a commit takes to be heard of. */
const SLACK_NS = 100_000_000;
/** A commit whose caller heard nothing may become visible only after a crash and its recovery. */
const UNHEARD_NS = 30_000_000_000;

/** Orders the witnessed changes by their commits and finds the request behind each. */
export function timelineOf(evidence: Evidence): Timeline {
  const byIndex = new Map(evidence.operations.map((operation) => [operation.index, operation]));
  const audits = new Map(
    evidence.dump.audit.map((row) => [`${row.transaction_id} ${row.appointment_id}`, row]),
  );
  const slotAnswers = slotAnswersOf(evidence.operations);
  const rows = evidence.dump.witness.toSorted(
    (a, b) => a.committedAt - b.committedAt || a.sequence - b.sequence,
  );
  const steps: Step[] = [];
  const slotSteps: SlotStep[] = [];
  const lives = new Map<string, Step[]>();
  const slots = new Map<string, SlotFields | null>();
  for (const [order, witness] of rows.entries()) {
    const committed = (witness.committedAt - evidence.startedAtMicros) * 1_000;
    const window = (told: Operation | undefined) => ({
      order,
      earliest: committed - SLACK_NS,
      latest:
        told?.outcome === 'ok'
          ? Math.min(told.returned, committed + UNHEARD_NS)
          : committed + UNHEARD_NS,
    });
    const gone = witness.kind === 'DELETE';
    const { id, version } = witness.row;
    if (witness.table === 'time_slots') {
      const row = witness.row as SlotFields;
      slotSteps.push({
        id,
        before: slots.get(id) ?? null,
        after: gone ? null : row,
        ...window(slotAnswers.get(`${id} ${version}`)),
      });
      slots.set(id, gone ? null : row);
      continue;
    }
    const audit = audits.get(`${witness.transaction} ${id}`);
    const operation = byIndex.get(indexIn(audit?.request_id ?? ''));
    const life = lives.get(id) ?? [];
    lives.set(id, life);
    const step: Step = {
      id,
      kind: witness.kind,
      before: life.at(-1)?.after ?? null,
      after: gone ? null : (witness.row as Fields),
      version: gone ? version + 1 : version,
      transaction: witness.transaction,
      ...window(operation),
      audit,
      operation,
    };
    life.push(step);
    steps.push(step);
  }
  return { ...evidence, steps, slotSteps, lives, byIndex };
}

/** The number of the request that bears this name; -1 for a name of somebody else. */
function indexIn(requestId: string): number {
  const number = requestId.startsWith(REQUEST_PREFIX)
    ? Number(requestId.slice(REQUEST_PREFIX.length))
    : Number.NaN;
  return Number.isInteger(number) ? number : -1;
}

function slotAnswersOf(operations: readonly Operation[]): Map<string, Operation> {
  const told = operations.filter(
    ({ operation, outcome, version, replayed }) =>
      operation.startsWith('slot_') && outcome === 'ok' && version !== null && !replayed,
  );
  return new Map(told.map((operation) => [`${operation.target} ${operation.version}`, operation]));
}
