import type { Operation } from '../../history/history.ts';
import { askedFor, isAsAsked, MAY_CHANGE_NOTHING, mayHaveBeenSo } from '../asked-for.ts';
import type { Finding } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import { fullBodiesIn } from '../sightings.ts';
import type { Timeline } from '../timeline.ts';
import { microsOf } from '../wall-clock.ts';
import { notes, shown, shownStep } from '../witness.ts';

/** I1: every acknowledged booking is there as it was asked for, or was deleted by somebody. */
export function acknowledgedBookingsExist(timeline: Timeline): Finding {
  const note = notes();
  const there = new Map([...timeline.dump.appointments].map((row) => [row.id, row]));
  const deleted = new Map(timeline.dump.deleted.map((row) => [row.id, row]));
  for (const operation of timeline.operations) {
    if (operation.operation !== 'create' || operation.outcome !== 'ok') continue;
    const [body] = fullBodiesIn(operation);
    const row = there.get(body?.id ?? '') ?? deleted.get(body?.id ?? '');
    note.expect(
      row !== undefined,
      () => 'an acknowledged booking is lost',
      () => [shown(operation), ...(timeline.lives.get(body?.id ?? '') ?? []).map(shownStep)],
    );
    if (row === undefined || body === undefined) continue;
    const life = timeline.lives.get(row.id) ?? [];
    const asked = operation.body as { customer_id?: string };
    note.expect(
      row.customer_id === asked.customer_id &&
        row.created_by_user_id === operation.caller.id &&
        microsOf(row.created_at) === microsOf(body.created_at),
      () => 'a booking is not the one that was asked for',
      () => [shown(operation), row],
    );
    note.expect(
      deleted.has(row.id) === (life.at(-1)?.kind === 'DELETE'),
      () => 'a booking is gone although nobody deleted it, or is there although somebody did',
      () => [shown(operation), ...life.slice(-2).map(shownStep)],
    );
  }
  return note.finding();
}

/** I2: every change is the doing, as asked, of one request that succeeded or was left in doubt. */
export function changesHaveTheirRequest(timeline: Timeline): Finding {
  const note = notes();
  const effects = grouped(
    timeline.steps.filter(({ operation }) => operation !== undefined),
    ({ operation }) => operation?.index,
  );
  for (const step of timeline.steps) {
    const { operation } = step;
    note.expect(
      operation !== undefined && operation.method !== 'GET',
      () => 'a change that no request asked for',
      () => [shownStep(step), ...(operation === undefined ? [] : [shown(operation)])],
    );
    if (operation === undefined) continue;
    note.expect(
      operation.outcome !== 'fail' && !operation.replayed,
      () => 'a request that was refused, or answered from memory, has changed something',
      () => [shown(operation), shownStep(step)],
    );
    note.expect(
      operation.target === step.id || (operation.operation === 'create' && step.kind === 'INSERT'),
      () => 'a request has changed another appointment than its own',
      () => [shown(operation), shownStep(step)],
    );
    note.expect(
      step.after === null || isAsAsked(askedFor(operation), step.after),
      () => 'a request has changed something into what it did not ask for',
      () => [shown(operation), shownStep(step)],
    );
  }
  for (const operation of timeline.operations) {
    if (!changesAppointments(operation)) continue;
    const made = effects.get(operation.index) ?? [];
    note.expect(
      made.length <= 1,
      () => 'one request has changed something twice',
      () => [shown(operation), ...made.map(shownStep)],
    );
    if (operation.outcome !== 'ok' || operation.replayed || made.length === 1) continue;
    note.expect(
      MAY_CHANGE_NOTHING.includes(operation.operation) &&
        mayHaveBeenSo(timeline.lives.get(operation.target ?? '') ?? [], operation),
      () => 'a request that was told to have succeeded has changed nothing',
      () => [shown(operation)],
    );
  }
  return note.finding();
}

/** Whether a request writes appointments when it succeeds. */
function changesAppointments({ method, operation }: Operation): boolean {
  return method !== 'GET' && !operation.startsWith('slot_');
}
