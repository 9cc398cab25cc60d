import type { Fields, Finding } from '../evidence.ts';
import { freshnessOf, listedVersions } from '../freshness.ts';
import { type Body, sightingsOf } from '../sightings.ts';
import type { Timeline } from '../timeline.ts';
import { microsOf } from '../wall-clock.ts';
import { notes, shown, shownStep } from '../witness.ts';

const STAMPS = ['created_at', 'updated_at', 'cancelled_at', 'completed_at'] as const;
const PLAIN = [
  ...(['customer_id', 'vehicle_id', 'assigned_employee_id', 'appointment_type'] as const),
  ...(['scheduled_date', 'scheduled_time', 'duration_minutes', 'status'] as const),
  ...(['service_description', 'customer_notes'] as const),
  ...(['created_by_user_id', 'duration_seconds'] as const),
] as const;

/** I12: whoever has written a version sees it or a later one from then on. */
export function callersSeeTheirWrites(timeline: Timeline): Finding {
  return neverOlder(timeline, 'ownWrite', 'a caller was shown less than it had written itself');
}

/** I13: whoever has read a version never again sees an older one. */
export function readsNeverGoBack(timeline: Timeline): Finding {
  return neverOlder(timeline, 'ownRead', 'a caller was shown less than it had seen before');
}

/**
 * I14: every value that was shown was committed, before it was shown, and nothing is shown of which
 * anybody knew before the question that it had been overwritten.
 */
export function onlyCommittedValues(timeline: Timeline): Finding {
  const note = notes();
  const freshness = freshnessOf(timeline);
  for (const { operation, body, step, alone } of sightingsOf(timeline)) {
    const problem =
      step?.after == null
        ? 'a value was shown that was never committed'
        : differing(body, step.after, operation.caller.role === 'customer');
    note.expect(
      problem === undefined,
      () => problem ?? '',
      () => [
        shown(operation),
        body,
        ...(timeline.lives.get(body.id) ?? []).slice(-2).map(shownStep),
      ],
    );
    if (step === undefined) continue;
    note.expect(
      step.earliest <= operation.returned,
      () => 'a value was shown before it was committed',
      () => [shown(operation), shownStep(step)],
    );
    note.expect(
      !alone || operation.version === null || operation.version === step.version,
      () => `the ETag says ${operation.version} and the body is version ${step.version}`,
      () => [shown(operation), shownStep(step)],
    );
    if (operation.replayed) continue;
    const newest = freshness.everybody(body.id, operation.at);
    note.expect(
      newest === undefined || step.version >= newest.version,
      () => `version ${step.version} was shown after version ${newest?.version} was known`,
      () => [shown(newest?.by), shown(operation), shownStep(step)],
    );
  }
  for (const { operation, item, fitting } of listedVersions(timeline)) {
    note.expect(
      fitting.some((step) => step.earliest <= operation.returned),
      () => 'a list shows an appointment as it never was',
      () => [{ ...shown(operation), text: '' }, item],
    );
    const newest = freshness.everybody(item.id, operation.at);
    note.expect(
      newest === undefined || fitting.some(({ version }) => version >= newest.version),
      () => `a list shows an appointment as it was before version ${newest?.version}`,
      () => [shown(newest?.by), { ...shown(operation), text: '' }, item],
    );
  }
  missing(timeline, note.expect);
  return note.finding();
}

function neverOlder(timeline: Timeline, whose: 'ownWrite' | 'ownRead', problem: string): Finding {
  const note = notes();
  const freshness = freshnessOf(timeline);
  for (const { operation, body, step } of sightingsOf(timeline)) {
    if (operation.replayed || step === undefined) continue;
    const told = freshness[whose](body.id, operation.process, operation.at);
    if (told === undefined) continue;
    note.expect(
      step.version >= told.version,
      () => `${problem}: version ${told.version}, then ${step.version}`,
      () => [shown(told.by), shown(operation)],
    );
  }
  return note.finding();
}

function differing(body: Body, after: Fields, forCustomer: boolean): string | undefined {
  const wrong = [
    ...PLAIN.filter((field) => body[field] !== after[field]),
    ...STAMPS.filter((field) => micros(body[field]) !== micros(after[field])),
    ...(Number(body.estimated_cost) === Number(after.estimated_cost) ? [] : ['estimated_cost']),
    ...(forCustomer || body.internal_notes === after.internal_notes ? [] : ['internal_notes']),
  ];
  return wrong.length === 0 ? undefined : `${wrong.join()} was shown as it never was committed`;
}

function micros(timestamp: string | null): number | null {
  return timestamp === null ? null : microsOf(timestamp);
}

/** Nobody is told that there is no such appointment while it is there for him to see. */
function missing(timeline: Timeline, expect: ReturnType<typeof notes>['expect']): void {
  for (const operation of timeline.operations) {
    if (operation.operation !== 'read_one' || operation.target === null) continue;
    if (operation.status !== 200 && operation.status !== 404) continue;
    const life = timeline.lives.get(operation.target) ?? [];
    const [first, last] = [life[0], life.at(-1)];
    const there =
      first !== undefined &&
      first.latest <= operation.at &&
      (last?.kind !== 'DELETE' || last.earliest > operation.returned);
    const gone = last?.kind === 'DELETE' && last.latest <= operation.at;
    expect(
      !(there && operation.status === 404) && !(gone && operation.status === 200),
      () => (there ? 'an appointment was called absent' : 'a deleted appointment was shown'),
      () => [shown(operation), shownStep(first), shownStep(last)],
    );
  }
}
