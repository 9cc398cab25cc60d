import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../history/history.ts';
import type { Finding } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import type { Timeline } from '../timeline.ts';
import { notes, shown, shownStep } from '../witness.ts';

/**
 * I11: a key has at most one effect, every success of it is answered alike to the byte, another
 * request under it is refused with 422, and another user's key is another key.
 */
export function keysHaveOneEffect(timeline: Timeline): Finding {
  const note = notes();
  const effects = grouped(timeline.steps, ({ operation }) => keyOf(operation));
  const groups = grouped(timeline.operations, keyOf);
  for (const [key, group] of groups) {
    if (key === undefined) continue;
    const made = effects.get(key) ?? [];
    note.expect(
      made.length <= 1,
      () => `one key has had ${made.length} effects`,
      () => made.slice(0, 2).flatMap((step) => [shown(step.operation), shownStep(step)]),
    );
    const successes = group.filter(({ outcome }) => outcome === 'ok');
    const [first] = successes;
    for (const again of successes.slice(1))
      note.expect(
        sameAnswer(first, again),
        () => 'a repeated request was answered otherwise than the first time',
        () => [shown(first), shown(again)],
      );
    const fresh = successes.filter(({ replayed }) => !replayed);
    note.expect(
      fresh.length <= 1,
      () => 'two answers of one key both say that they are the first',
      () => fresh.map(shown),
    );
    const others = successes.filter((one) => first !== undefined && !sameRequest(first, one));
    note.expect(
      others.length === 0,
      () => 'another request under a used key was not refused',
      () => [shown(first), ...others.slice(0, 1).map(shown)],
    );
    for (const operation of group) refusalsHaveGrounds(note.expect, group, operation);
  }
  return note.finding();
}

function refusalsHaveGrounds(
  expect: ReturnType<typeof notes>['expect'],
  group: readonly Operation[],
  operation: Operation,
): void {
  if (operation.code === 'idempotency_key_reused')
    expect(
      group.some((one) => one.outcome !== 'fail' && !sameRequest(one, operation)),
      () => 'a key was called used although no other request ever used it',
      () => group.slice(0, 4).map(shown),
    );
  if (operation.code === 'idempotency_in_flight')
    expect(
      group.some((one) => one !== operation && mayRunBeside(one, operation)),
      () => 'a key was called busy although nothing was under way',
      () => group.slice(0, 4).map(shown),
    );
}

/** A key counts for one user and one kind of request. */
function keyOf(operation: Operation | undefined): string | undefined {
  if (operation === undefined || operation.key === null) return undefined;
  return `${operation.caller.id} ${operation.method} ${operation.key}`;
}

function sameAnswer(first: Operation | undefined, again: Operation): boolean {
  return (
    first !== undefined &&
    first.text === again.text &&
    first.status === again.status &&
    first.version === again.version
  );
}

function sameRequest(one: Operation, other: Operation): boolean {
  return one.path === other.path && isDeepStrictEqual(one.body, other.body);
}

// What was left in doubt may still be running at the service. Whoever was told that the database is
// away has written nothing, but the session of the broken connection keeps the key until it ends.
function mayRunBeside(one: Operation, other: Operation): boolean {
  const mayLinger = one.outcome === 'info' || one.code === 'database_unavailable';
  return one.at <= other.returned && (mayLinger || one.returned >= other.at);
}
