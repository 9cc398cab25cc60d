import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { operationsOf } from './history.ts';
import { openRecorder } from './recorder.ts';

const ASKED = {
  process: 'caller 1',
  phase: 'load',
  epoch: 0,
  caller: { id: 'c1', role: 'customer' },
  operation: 'read_one',
  method: 'GET',
  path: '/appointments/a1/',
  target: 'a1',
  body: null,
  key: null,
  ifMatch: null,
} as const;
const ANSWERED = {
  outcome: 'ok',
  status: 200,
  code: null,
  text: '{"id":"a1"}',
  version: 3,
  replayed: false,
} as const;

test('a call and its answer become one operation, in the order of the calls', () => {
  const recorder = openRecorder({ seed: 1 });
  const first = recorder.call(ASKED);
  const second = recorder.call({ ...ASKED, process: 'caller 2' });
  recorder.answer(second, ANSWERED);
  recorder.answer(first, { ...ANSWERED, text: 'no JSON' });

  const [one, other] = operationsOf(recorder.events);
  expect(one).toMatchObject({ index: 0, process: 'caller 1', answer: undefined, version: 3 });
  expect(other).toMatchObject({ index: 1, process: 'caller 2', answer: { id: 'a1' } });
  expect(one?.at).toBeLessThanOrEqual(other?.at ?? 0);
  expect(other?.returned).toBeLessThanOrEqual(one?.returned ?? 0);
});

test('a call that was never answered may have happened at any later time', () => {
  const recorder = openRecorder({ seed: 1 });
  recorder.call(ASKED);
  expect(operationsOf(recorder.events)).toMatchObject([
    { outcome: 'info', returned: Number.POSITIVE_INFINITY, status: null },
  ]);
});

test('the file holds every event as a line of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'servease-history-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'history.jsonl');
  const recorder = openRecorder({ seed: 42, file });
  recorder.answer(recorder.call(ASKED), ANSWERED);
  recorder.fault({ fault: 'kill-server', stage: 'injected', epoch: 1 });
  await recorder.close();

  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(recorder.events);
  expect(recorder.events.map(({ type }) => type)).toEqual(['begin', 'call', 'answer', 'fault']);
  expect(recorder.events[0]).toMatchObject({ seed: 42 });
});
