import { MAY_CHANGE_NOTHING } from '../asked-for.ts';
import type { Finding } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import type { Timeline } from '../timeline.ts';
import { notes, shown, shownStep } from '../witness.ts';

/**
 * I15: of the writers that named the version they started from, only one wins, and exactly from
 * that version; and none is turned away while its version still stands.
 */
export function noUpdateIsLost(timeline: Timeline): Finding {
  const note = notes();
  const conditional = timeline.operations.filter(({ ifMatch }) => ifMatch !== null);
  const versionAfter = new Map(timeline.steps.map((step) => [step.operation?.index, step.version]));
  const winners = conditional.flatMap((operation) => {
    const { index, outcome, replayed, version } = operation;
    if (outcome !== 'ok' || replayed) return [];
    const after = versionAfter.get(index) ?? version;
    return after === null ? [] : [{ operation, after, base: operation.ifMatch ?? 0 }];
  });
  for (const { operation, after, base } of winners) {
    const unchanged = after === base && MAY_CHANGE_NOTHING.includes(operation.operation);
    note.expect(
      after === base + 1 || unchanged,
      () => `an update of version ${base} became version ${after}: it has overwritten another`,
      () => [shown(operation), ...around(timeline, operation.target, base).map(shownStep)],
    );
  }
  const bases = grouped(
    winners.filter(({ after, base }) => after !== base),
    ({ operation, base }) => `${operation.target} ${base}`,
  );
  for (const [base, rivals] of bases)
    note.expect(
      rivals.length === 1,
      () => `two updates both started from the same version (${base.split(' ')[1]})`,
      () => rivals.slice(0, 2).map(({ operation }) => shown(operation)),
    );
  for (const operation of conditional) {
    if (operation.code !== 'precondition_failed') continue;
    const changes = [
      ...(timeline.lives.get(operation.target ?? '') ?? []),
      ...timeline.slotSteps
        .filter(({ id }) => id === operation.target)
        .map(({ after, earliest }) => ({ version: after?.version ?? 0, earliest })),
    ];
    const base = operation.ifMatch ?? 0;
    note.expect(
      changes.some(({ version, earliest }) => version > base && earliest <= operation.returned),
      () => `version ${base} was called outdated while it still stood`,
      () => [shown(operation)],
    );
  }
  return note.finding();
}

function around({ lives }: Timeline, target: string | null, version: number) {
  const life = lives.get(target ?? '') ?? [];
  return life.filter((step) => step.version > version).slice(0, 2);
}
