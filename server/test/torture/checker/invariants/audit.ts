import { createHash } from 'node:crypto';
import type { AuditRow, Fields, Finding } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import type { Step, Timeline } from '../timeline.ts';
import { notes, shown, shownStep } from '../witness.ts';

const NO_FIELDS = ['version', 'holds_place', 'occupies'];
const OTHERS_THAN_EDITS = [
  ...['status', 'scheduled_date', 'scheduled_time', 'assigned_employee_id'],
  ...['guarded', 'updated_at', 'cancelled_at', 'completed_at'],
];

/**
 * I8: for every change exactly one audit entry, without gaps, with the change as it was, by whom it
 * was asked for, and chained to the one before.
 */
export function auditIsComplete(timeline: Timeline): Finding {
  const note = notes();
  const entries = grouped(
    timeline.dump.audit.toSorted((a, b) => a.sequence - b.sequence),
    ({ appointment_id }) => appointment_id,
  );
  for (const id of new Set([...timeline.lives.keys(), ...entries.keys()])) {
    const life = timeline.lives.get(id) ?? [];
    const chain = entries.get(id) ?? [];
    note.expect(
      life.length === chain.length,
      () => `${life.length} changes of ${id} and ${chain.length} audit entries`,
      () => [...unaudited(life, chain).slice(0, 2).map(shownStep), chain.at(-1) ?? 'no entry'],
    );
    for (const [index, entry] of chain.entries()) {
      const problem = problemWith(entry, chain[index - 1], life[index]);
      note.expect(
        problem === undefined,
        () => problem ?? '',
        () => [
          { ...entry, changes_text: undefined },
          shownStep(life[index]),
          shown(life[index]?.operation),
        ],
      );
    }
  }
  return note.finding();
}

function unaudited(life: readonly Step[], chain: readonly AuditRow[]): Step[] {
  const versions = new Set(chain.map(({ version }) => version));
  return life.filter(({ version }) => !versions.has(version));
}

function problemWith(
  entry: AuditRow,
  last: AuditRow | undefined,
  step: Step | undefined,
): string | undefined {
  if (entry.sequence !== (last?.sequence ?? 0) + 1) return 'the entries are not numbered 1, 2, 3';
  if (entry.previous_hash !== (last?.hash ?? null)) return 'the chain is broken';
  if (entry.hash !== hashOf(entry)) return 'an entry is not what its hash says';
  if (step === undefined) return 'an entry without a change';
  if (entry.version !== step.version) return 'an entry tells of another version';
  if (JSON.stringify(changesOf(step)) !== JSON.stringify(sorted(entry.changes)))
    return 'an entry tells of another change than was made';
  if (entry.actions.join() !== actionsOf(step).join())
    return `the change is ${actionsOf(step).join()} and the entry says ${entry.actions.join()}`;
  const caller = step.operation?.caller;
  if (entry.actor_user_id !== caller?.id || entry.actor_role !== caller?.role)
    return 'an entry names another actor than the one of the token';
  return entry.channel === 'api' ? undefined : `an entry of the channel ${entry.channel}`;
}

/** The fields that a step changed, each before and after, by name. */
function changesOf({ before, after }: Step): Record<string, unknown> {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const changes: Record<string, unknown> = {};
  for (const name of [...names].sort()) {
    if (NO_FIELDS.includes(name)) continue;
    const [old, fresh] = [before?.[name as keyof Fields], after?.[name as keyof Fields]];
    // A field that is there and null is still a field of a new row.
    if (old === fresh) continue;
    changes[name] = { before: old ?? null, after: fresh ?? null };
  }
  return changes;
}

function sorted(changes: AuditRow['changes']): Record<string, unknown> {
  const names = Object.keys(changes).sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      { before: changes[name]?.before ?? null, after: changes[name]?.after ?? null },
    ]),
  );
}

function actionsOf(step: Step): string[] {
  if (step.kind !== 'UPDATE') return [step.kind === 'INSERT' ? 'created' : 'deleted'];
  const changed = Object.keys(changesOf(step));
  const has = (...names: string[]): boolean => names.some((name) => changed.includes(name));
  return [
    ...(has('status') ? ['status_changed'] : []),
    ...(has('scheduled_date', 'scheduled_time') ? ['rescheduled'] : []),
    ...(has('assigned_employee_id') ? ['assigned'] : []),
    ...(changed.some((name) => !OTHERS_THAN_EDITS.includes(name)) ? ['edited'] : []),
  ];
}

/** SHA-256 over everything that an entry says, spelled as the database spells JSON. */
export function hashOf(entry: AuditRow): string {
  const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));
  const spelled = [
    text(entry.appointment_id),
    String(entry.sequence),
    String(entry.version),
    `[${entry.actions.map(text).join(', ')}]`,
    text(entry.actor_user_id),
    text(entry.actor_role),
    text(entry.channel),
    text(entry.request_id),
    text(entry.reason),
    entry.changes_text,
    text(entry.transaction_id),
    text(entry.recorded_micros),
    text(entry.previous_hash),
  ].join(', ');
  return createHash('sha256').update(`[${spelled}]`).digest('hex');
}
