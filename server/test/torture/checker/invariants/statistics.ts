import type { Operation } from '../../history/history.ts';
import { type Count, countOf } from '../counts.ts';
import type { Fields, Finding } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import { periodsOf } from '../periods.ts';
import type { Timeline } from '../timeline.ts';
import { notes, shown } from '../witness.ts';

const STATUSES = [
  ...(['pending', 'confirmed', 'in_progress'] as const),
  ...(['completed', 'cancelled', 'no_show'] as const),
];

type Statistics = Readonly<Record<(typeof STATUSES)[number] | 'total_appointments', number>> & {
  readonly by_type: Readonly<Record<string, number>>;
};

/**
 * I19: the counts of one answer add up, each lies between what there may and must have been during
 * the call, and at rest they are a recount.
 */
export function statisticsAddUp(timeline: Timeline): Finding {
  const note = notes();
  const byStatus = counts(timeline, ({ status }) => status);
  const byType = counts(timeline, ({ appointment_type }) => appointment_type);
  for (const operation of timeline.operations) {
    if (operation.operation !== 'read_stats' || operation.outcome !== 'ok') continue;
    const told = operation.answer as Statistics;
    const sums = [
      STATUSES.reduce((sum, status) => sum + told[status], 0),
      Object.values(told.by_type).reduce((sum, count) => sum + count, 0),
    ];
    note.expect(
      sums.every((sum) => sum === told.total_appointments),
      () => `the parts add up to ${sums.join(' and ')}, the total is ${told.total_appointments}`,
      () => [shown(operation)],
    );
    const statuses = STATUSES.map((status) => [status, told[status]] as const);
    for (const [name, count] of statuses)
      expectBounds(note.expect, operation, name, count, byStatus);
    for (const [name, count] of Object.entries(told.by_type))
      expectBounds(note.expect, operation, name, count, byType);
    if (operation.phase === 'rest') recount(note.expect, timeline, operation, told);
  }
  return note.finding();
}

type Expect = ReturnType<typeof notes>['expect'];
/** By who may see them, and by what they are. */
type Counts = (scope: string, name: string) => Count;

const STAFF = 'staff';

function counts(timeline: Timeline, nameOf: (fields: Fields) => string): Counts {
  const periods = periodsOf(timeline, nameOf);
  const groups = new Map([
    ...grouped(periods, ({ fields }) => `${STAFF} ${nameOf(fields)}`),
    ...grouped(periods, ({ fields }) => `${fields.customer_id} ${nameOf(fields)}`),
  ]);
  const known = new Map<string, Count>();
  return (scope, name) => {
    const key = `${scope} ${name}`;
    const count = known.get(key) ?? countOf(groups.get(key) ?? []);
    known.set(key, count);
    return count;
  };
}

function expectBounds(
  expect: Expect,
  operation: Operation,
  name: string,
  told: number,
  counted: Counts,
): void {
  const { at, returned, caller } = operation;
  const scope = caller.role === 'customer' ? caller.id : STAFF;
  const { least, most } = counted(scope, name).within({ start: at, end: returned });
  expect(
    least <= told && told <= most,
    () => `${told} ${name}, where there were ${least} to ${most}`,
    () => [shown(operation)],
  );
}

function recount(expect: Expect, { dump }: Timeline, operation: Operation, told: Statistics): void {
  const rows = dump.appointments.filter((row) => sees(operation, row));
  for (const status of STATUSES) {
    const there = rows.filter((row) => row.status === status).length;
    expect(
      there === told[status],
      () => `at rest there are ${there} ${status} and ${told[status]} were told`,
      () => [shown(operation)],
    );
  }
}

/** Whether the caller may know of such an appointment. */
function sees({ caller }: Operation, { customer_id }: Fields): boolean {
  return caller.role !== 'customer' || caller.id === customer_id;
}
