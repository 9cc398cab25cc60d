import type { Operation } from '../history/history.ts';
import type { Finding, Violation } from './evidence.ts';
import type { Step } from './timeline.ts';

/** Collects what an invariant looked at and what it found. */
export interface Notes {
  /** Counts one thing as looked at, and writes it down when it is wrong. */
  expect(holds: boolean, what: () => string, witness: () => readonly unknown[]): void;
  finding(): Finding;
}

/** More of one kind tell nothing new, and a broken run must not drown in its own report. */
const MOST_KEPT = 50;
const LONGEST_TEXT = 400;

export function notes(): Notes {
  const violations: Violation[] = [];
  let checked = 0;
  let found = 0;
  return {
    expect(holds, what, witness) {
      checked += 1;
      if (holds) return;
      found += 1;
      if (violations.length < MOST_KEPT) violations.push({ what: what(), witness: witness() });
    },
    finding() {
      const more = found - violations.length;
      if (more === 0) return { checked, violations };
      return { checked, violations: [...violations, { what: `and ${more} more`, witness: [] }] };
    },
  };
}

/** A request as a report shows it. */
export function shown(operation: Operation | undefined): object {
  if (operation === undefined) return { request: 'none is known' };
  const { index, process, phase, epoch, caller, method, path, body, key, ifMatch } = operation;
  const { at, returned, outcome, status, code, text, version, replayed } = operation;
  return {
    ...{ index, process, phase, epoch, as: `${caller.role} ${caller.id}` },
    request: `${method} ${path}`,
    ...(body === null ? {} : { body }),
    ...(key === null ? {} : { key }),
    ...(ifMatch === null ? {} : { ifMatch }),
    ms: [Math.round(at / 1e6), Math.round(returned / 1e6)],
    ...{ outcome, status, code, version, replayed },
    text: text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text,
  };
}

/** A committed change as a report shows it. */
export function shownStep(step: Step | undefined): object {
  if (step === undefined) return { change: 'none is known' };
  const { id, kind, version, order, transaction, before, after } = step;
  return {
    change: `${kind} of ${id}, version ${version}`,
    ...{ order, transaction, request: step.operation?.index ?? null },
    committedMs: Math.round(step.earliest / 1e6),
    before: before && summary(before),
    after: after && summary(after),
  };
}

function summary(fields: NonNullable<Step['after']>): string {
  const { status, scheduled_date, scheduled_time, duration_minutes } = fields;
  const { customer_id, assigned_employee_id } = fields;
  return `${status} ${scheduled_date} ${scheduled_time} ${duration_minutes} min, customer ${customer_id}, employee ${assigned_employee_id}`;
}
