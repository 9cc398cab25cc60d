import type { Fields, Finding, LineRow } from '../evidence.ts';
import { freshnessOf } from '../freshness.ts';
import { grouped } from '../grouped.ts';
import type { Step, Timeline } from '../timeline.ts';
import { microsOf } from '../wall-clock.ts';
import { notes, shown, shownStep } from '../witness.ts';

const NO_EDIT = [
  ...['status', 'scheduled_date', 'scheduled_time', 'assigned_employee_id', 'version'],
  ...['guarded', 'updated_at', 'cancelled_at', 'completed_at', 'holds_place', 'occupies'],
];

/**
 * I16: the history of an appointment only ever grows at its end. Whatever list of it was read is a
 * beginning of the list at rest, no shorter than what was known, and that holds a line per change.
 */
export function historiesOnlyGrow(timeline: Timeline): Finding {
  const note = notes();
  const freshness = freshnessOf(timeline);
  const atRest = new Map(
    [...grouped(timeline.dump.lines, ({ appointment_id }) => appointment_id)].map(
      ([id, lines]) => [id, lines.toSorted(oldestFirst)] as const,
    ),
  );
  for (const [id, life] of timeline.lives) {
    const lines = atRest.get(id) ?? [];
    const owed = life.flatMap(linesOwed);
    note.expect(
      owed.join('\n') === lines.map(textOf).join('\n'),
      () => 'the history does not hold a line for each change',
      () => [...life.slice(-2).map(shownStep), { owed, written: lines.map(textOf) }],
    );
  }
  for (const operation of timeline.operations) {
    const { operation: name, outcome, target, answer } = operation;
    if (name !== 'read_lines' || outcome !== 'ok' || target === null || !Array.isArray(answer))
      continue;
    const read = (answer as LineRow[]).toReversed();
    const whole = atRest.get(target) ?? [];
    const wrong = read.findIndex(
      (line, index) => whole[index]?.id !== line.id || textOf(whole[index]) !== textOf(line),
    );
    note.expect(
      wrong === -1,
      () => 'a history that was read is no beginning of the one at rest',
      () => [shown(operation), read[wrong], whole[wrong] ?? 'no such line'],
    );
    const floor = freshness.everybody(target, operation.at);
    const known = (timeline.lives.get(target) ?? [])
      .filter(({ version }) => version <= (floor?.version ?? 0))
      .flatMap(linesOwed).length;
    note.expect(
      read.length >= known,
      () => `a history of ${read.length} lines was read when ${known} were known`,
      () => [shown(floor?.by), shown(operation)],
    );
  }
  return note.finding();
}

/** The lines that a change owes (contract 9.3): whose they are and what they say of the status. */
function linesOwed({ kind, before, after, operation }: Step): string[] {
  if (kind === 'INSERT' || before === null) return [];
  const by = operation?.caller.id;
  const line = (from: string, to: string): string => `${by}: ${from} → ${to}`;
  if (after === null) return [line(before.status, before.status)];
  const changed = (field: string): boolean =>
    before[field as keyof Fields] !== after[field as keyof Fields];
  const kinds = [
    // The action leaves its line even if it led to the very same time.
    operation?.operation === 'reschedule' || changed('scheduled_date') || changed('scheduled_time'),
    changed('assigned_employee_id'),
    Object.keys(after).some((field) => !NO_EDIT.includes(field) && changed(field)),
  ].filter(Boolean);
  return [
    ...(changed('status') ? [line(before.status, after.status)] : []),
    ...kinds.map(() => line(after.status, after.status)),
  ];
}

function textOf(line: LineRow | undefined): string {
  return line === undefined
    ? ''
    : `${line.changed_by_user_id}: ${line.previous_status} → ${line.new_status}`;
}

// The API answers newest first and, within one moment, by id; read backwards it is by id falling.
function oldestFirst(one: LineRow, other: LineRow): number {
  const order = microsOf(one.changed_at) - microsOf(other.changed_at);
  return order !== 0 ? order : one.id < other.id ? 1 : -1;
}
