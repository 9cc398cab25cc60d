import type { Operation } from '../../history/history.ts';
import type { Fields, Finding } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import type { Timeline } from '../timeline.ts';
import { microsOf, minuteOf } from '../wall-clock.ts';
import { notes, shown } from '../witness.ts';

interface Page {
  readonly count: number;
  readonly results: readonly { readonly id: string }[];
}

/** I20: at rest, the pages of a list together are the table: in order, no repeats, no gaps. */
export function pagesAreTheTable(timeline: Timeline): Finding {
  const note = notes();
  const reads = timeline.operations.filter(
    ({ phase, outcome, path }) =>
      phase === 'rest' && outcome === 'ok' && /^\/(appointments|history)\/\?/.test(path),
  );
  const lists = grouped(reads, ({ caller, path }) => `${caller.id} ${listOf(path)}`);
  for (const pages of lists.values()) {
    const [first] = pages;
    if (first === undefined) continue;
    const sorted = pages.toSorted((a, b) => pageOf(a.path) - pageOf(b.path));
    const answers = sorted.map(({ answer }) => answer as Page);
    const shownIds = answers.flatMap(({ results }) => results.map(({ id }) => id));
    const expected = first.path.startsWith('/history/')
      ? historyIds(timeline, first)
      : appointmentIds(timeline, first);
    const wrong = expected.findIndex((id, index) => shownIds[index] !== id);
    note.expect(
      wrong === -1 && shownIds.length === expected.length,
      () => `the pages show ${shownIds.length} of ${expected.length}, and differ at ${wrong}`,
      () => [
        { ...shown(first), text: '' },
        { shown: shownIds[wrong], there: expected[wrong] },
      ],
    );
    note.expect(
      answers.every(({ count }) => count === expected.length),
      () => 'a page tells another count',
      () => [{ ...shown(first), text: '' }, { there: expected.length }],
    );
  }
  return note.finding();
}

function listOf(path: string): string {
  return path.replace(/[?&]page=\d+/, '');
}

function pageOf(path: string): number {
  return Number(/page=(\d+)/.exec(path)?.[1] ?? 1);
}

function appointmentIds({ dump }: Timeline, { caller, path }: Operation): string[] {
  const status = new URL(path, 'http://run').searchParams.get('status');
  const start = (row: Fields): number => minuteOf(row.scheduled_date, row.scheduled_time);
  return dump.appointments
    .filter((row) => caller.role !== 'customer' || row.customer_id === caller.id)
    .filter((row) => status === null || row.status === status)
    .toSorted((a, b) => start(b) - start(a) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

function historyIds({ dump }: Timeline, { caller }: Operation): string[] {
  const own = new Set(
    dump.appointments.filter((row) => row.customer_id === caller.id).map(({ id }) => id),
  );
  return dump.lines
    .filter((line) => caller.role !== 'customer' || own.has(line.appointment_id))
    .toSorted((a, b) => microsOf(b.changed_at) - microsOf(a.changed_at) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
