import { expect, test } from 'vitest';
import { goodStory } from './good-story.ts';
import { historiesOnlyGrow } from './invariants/lines.ts';
import { pagesAreTheTable } from './invariants/pages.ts';
import { CANARY, customersSeeOnlyTheirOwn } from './invariants/privacy.ts';
import {
  callersSeeTheirWrites,
  onlyCommittedValues,
  readsNeverGoBack,
} from './invariants/reads.ts';
import { nothingIsLeftOpen } from './invariants/rest.ts';
import { statisticsAddUp } from './invariants/statistics.ts';
import { noUpdateIsLost } from './invariants/updates.ts';
import { complaints, withDump } from './judged.ts';
import { type Story, tellStory } from './story.ts';
import { ADMIN, AMY, BEN } from './story-people.ts';

test('I12 sees that a caller is shown less than it has written', () => {
  const { story, id, old } = twoVersions();
  read(story, id, old, ADMIN);
  expect(complaints(callersSeeTheirWrites, story.evidence())).toEqual([
    'a caller was shown less than it had written itself: version 2, then 1',
  ]);
});

test('I13 sees that a caller is shown less than it has seen', () => {
  const { story, id, old } = twoVersions();
  const other = { id: 'admin-2', role: 'admin' } as const;
  read(story, id, story.body(id), other);
  expect(complaints(readsNeverGoBack, story.evidence())).toEqual([]);
  read(story, id, old, other);
  expect(complaints(readsNeverGoBack, story.evidence())).toEqual([
    'a caller was shown less than it had seen before: version 2, then 1',
  ]);
});

test('I14 sees what was never committed, what was overwritten, and what is missing', () => {
  const { story, id, old } = twoVersions();
  read(story, id, { ...story.body(id), status: 'completed' }, ADMIN);
  read(story, id, { ...story.body(id), updated_at: '2020-01-01T00:00:00Z' }, ADMIN);
  read(story, id, old, BEN);
  story.ask({ operation: 'read_one', target: id }, { status: 404 });
  expect(complaints(onlyCommittedValues, story.evidence())).toEqual([
    'status was shown as it never was committed',
    'a value was shown that was never committed',
    'version 1 was shown after version 2 was known',
    'an appointment was called absent',
  ]);
});

test('I14 sees an answer that came before its commit', () => {
  const story = tellStory();
  story.book();
  const evidence = story.evidence();
  const witness = evidence.dump.witness.map((row) => ({
    ...row,
    committedAt: row.committedAt + 5_000_000,
  }));
  expect(complaints(onlyCommittedValues, withDump(evidence, { witness }))).toEqual([
    'a value was shown before it was committed',
  ]);
});

test('I14 sees a list that shows an appointment as it was', () => {
  const { story, id, old } = twoVersions();
  const list = (item: object) =>
    story.ask({ operation: 'read_list' }, { status: 200, json: { results: [item] } });
  list(story.body(id));
  expect(complaints(onlyCommittedValues, story.evidence())).toEqual([]);
  list(old);
  list({ ...old, scheduled_time: '03:00:00' });
  expect(complaints(onlyCommittedValues, story.evidence())).toHaveLength(3);
});

test('I15 sees two winners over one version, and a loser without a rival', () => {
  const { story, id } = twoVersions();
  story.change(id, 'edit_notes', { customer_notes: 'a' }, { ifMatch: 2 });
  expect(complaints(noUpdateIsLost, story.evidence())).toEqual([]);
  story.change(id, 'edit_notes', { customer_notes: 'b' }, { ifMatch: 2 });
  story.ask(
    { operation: 'edit_notes', target: id, ifMatch: 4 },
    { status: 412, code: 'precondition_failed' },
  );
  expect(complaints(noUpdateIsLost, story.evidence())).toEqual([
    'an update of version 2 became version 4: it has overwritten another',
    'two updates both started from the same version (2)',
    'version 4 was called outdated while it still stood',
  ]);
});

test('I16 sees a history that lacks a known line, has another one, or owes one', () => {
  const { story, id } = twoVersions();
  const [line] = story.evidence().dump.lines;
  const history = (lines: unknown[]) =>
    story.ask({ operation: 'read_lines', target: id }, { status: 200, json: lines });
  history([line]);
  expect(complaints(historiesOnlyGrow, story.evidence())).toEqual([]);
  history([]);
  history([{ ...line, id: 'other' }]);
  expect(complaints(historiesOnlyGrow, story.evidence())).toEqual([
    'a history of 0 lines was read when 1 were known',
    'a history that was read is no beginning of the one at rest',
  ]);
  expect(complaints(historiesOnlyGrow, withDump(story.evidence(), { lines: [] }))).toContain(
    'the history does not hold a line for each change',
  );
});

test('I19 sees counts that do not add up, cannot have been, or are no recount', () => {
  const story = tellStory();
  story.book();
  const none = { confirmed: 0, in_progress: 0, completed: 0, cancelled: 0, no_show: 0 };
  const stats = (told: object, phase: 'load' | 'rest' = 'load') =>
    story.ask({ operation: 'read_stats' }, { status: 200, phase, json: { ...none, ...told } });
  stats({ pending: 1, total_appointments: 1, by_type: { repair: 1 } }, 'rest');
  expect(complaints(statisticsAddUp, story.evidence())).toEqual([]);
  stats({ pending: 1, total_appointments: 2, by_type: { repair: 1 } });
  stats({ pending: 0, total_appointments: 0, by_type: {} }, 'rest');
  expect(complaints(statisticsAddUp, story.evidence())).toEqual([
    'the parts add up to 1 and 1, the total is 2',
    '0 pending, where there were 1 to 1',
    'at rest there are 1 pending and 0 were told',
  ]);
});

test('I20 sees a gap and a repeat in the pages', () => {
  const { story, first, second } = goodStory();
  const page = (ids: readonly string[], path = '/appointments/?status=pending&page=1') =>
    story.ask(
      { operation: 'read_list', path },
      { status: 200, phase: 'rest', json: { count: 1, results: ids.map((id) => ({ id })) } },
    );
  page([second]);
  expect(complaints(pagesAreTheTable, story.evidence())).toEqual([]);
  page([first], '/appointments/?status=confirmed&page=1');
  page([first], '/appointments/?status=confirmed&page=2');
  expect(complaints(pagesAreTheTable, story.evidence())).toEqual([
    'the pages show 2 of 1, and differ at -1',
  ]);
});

test("I21 sees a note, an appointment or a line that is not the customer's", () => {
  const { story, first } = goodStory();
  const asBen = (json: unknown) =>
    story.ask({ operation: 'read_own', caller: BEN }, { status: 200, json });
  asBen([{ customer_id: BEN.id }]);
  expect(complaints(customersSeeOnlyTheirOwn, story.evidence())).toEqual([]);
  asBen({ detail: `${CANARY} 17` });
  asBen([{ customer_id: AMY.id }]);
  asBen({ results: [{ appointment_id: first }] });
  story.ask({ operation: 'edit_notes', target: first, caller: BEN }, { status: 403 });
  expect(complaints(customersSeeOnlyTheirOwn, story.evidence())).toHaveLength(4);
});

test('I22 sees a session that is left in a transaction or holds a lock', () => {
  const { dump, ...rest } = tellStory().evidence();
  const session = (state: string, locks: number) => ({ pid: 1, state, query: '', locks });
  const sessions = [session('idle', 0), session('idle in transaction', 0), session('idle', 1)];
  expect(complaints(nothingIsLeftOpen, { ...rest, dump: { ...dump, sessions } })).toHaveLength(2);
});

/** An appointment that its admin has confirmed, and what it was before. */
function twoVersions(): { story: Story; id: string; old: object } {
  const story = tellStory();
  const id = story.book();
  const old = story.body(id);
  story.change(id, 'confirm', { status: 'confirmed' });
  return { story, id, old };
}

function read(
  story: Story,
  id: string,
  json: object,
  caller: typeof ADMIN | typeof BEN | object,
): void {
  story.ask(
    { operation: 'read_one', target: id, caller: caller as typeof ADMIN },
    { status: 200, json },
  );
}
