import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ChangeEvent, followChanges } from '../src/changes.ts';

/** One line to the service, which a test holds from the other end. */
interface Line {
  readonly resumesFrom: string | null;
  readonly openedAt: number;
  readonly says: (text: string) => void;
  readonly ends: () => void;
  readonly breaks: () => void;
}

const GREETING = 'retry: 1000\n\n';
const frame = (id: string, event: string, data = '{}'): string =>
  `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
const READY = frame('5-1', 'ready');
const CHANGE = frame('6-1', 'time_slots', '{"dates":["2026-11-23"]}');

let lines: Line[];
let heard: ChangeEvent['event'][];
let connected: boolean[];
let stopping: AbortController;
let accepts: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  // The longest pause that may be drawn.
  vi.spyOn(Math, 'random').mockReturnValue(1);
  [lines, heard, connected, stopping, accepts] = [[], [], [], new AbortController(), true];
  void followChanges({
    baseUrl: 'http://service.example',
    async send(request) {
      const { readable, writable } = new TransformStream<string, string>();
      const line = writable.getWriter();
      lines.push({
        resumesFrom: request.headers.get('last-event-id'),
        openedAt: Date.now(),
        says: (text) => void line.write(text),
        ends: () => void line.close(),
        breaks: () => void line.abort(new TypeError('network error')),
      });
      if (!accepts) throw new TypeError('network error');
      return new Response(readable.pipeThrough(new TextEncoderStream()));
    },
    onEvent: ({ event }) => heard.push(event),
    onConnected: (isConnected) => connected.push(isConnected),
    signal: stopping.signal,
  });
});
afterEach(async () => {
  stopping.abort();
  lines.at(-1)?.breaks();
  await vi.advanceTimersByTimeAsync(0);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const pass = async (milliseconds: number): Promise<void> =>
  void (await vi.advanceTimersByTimeAsync(milliseconds));

/** Lets so many lines say that and then break; answers the pause after each. */
async function pausesOf(count: number, text: (index: number) => string): Promise<number[]> {
  const pauses: number[] = [];
  for (let index = 0; index < count; index += 1) {
    await pass(0);
    const line = lines.at(-1);
    line?.says(text(index));
    await pass(0);
    line?.breaks();
    const brokenAt = Date.now();
    while (lines.at(-1) === line) await pass(100);
    pauses.push(Date.now() - brokenAt);
  }
  return pauses;
}

test('a line that is accepted and then cut is tried again ever more slowly', async () => {
  const pauses = await pausesOf(6, () => GREETING + READY);
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test('pauses are drawn from nothing up, so that readers do not come back together', async () => {
  vi.mocked(Math.random).mockReturnValue(0.1);
  expect(await pausesOf(3, () => GREETING)).toEqual([100, 200, 400]);
});

test('news that bring the reader further make the next pause short', async () => {
  const news = (index: number): string => frame(`${index + 6}-1`, 'time_slots', '{"dates":[]}');
  const pauses = await pausesOf(5, (index) => GREETING + READY + (index < 3 ? '' : news(index)));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 1_000, 1_000]);
});

test('what is told again without getting further does not', async () => {
  const again = frame('5-1', 'appointment');
  const pauses = await pausesOf(4, (index) => GREETING + READY + (index === 0 ? '' : again));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000]);
});

test('a line that has held for five seconds makes the next pause short', async () => {
  await pausesOf(4, () => GREETING + READY);
  await pass(4_900);
  expect(await pausesOf(1, () => GREETING)).toEqual([10_000]);
  await pass(5_000);
  expect(await pausesOf(1, () => GREETING)).toEqual([1_000]);
});

test('a line that ends in good order is back within a second, from where it was', async () => {
  await pass(0);
  lines[0]?.says(GREETING + READY + CHANGE);
  for (let quarter = 0; quarter < 240; quarter += 1) {
    await pass(15_000);
    lines[0]?.says(':\n\n');
  }
  lines[0]?.ends();
  await pass(1_000);
  expect(lines.map(({ resumesFrom }) => resumesFrom)).toEqual([null, '6-1']);
  expect(heard).toEqual(['ready', 'time_slots']);
  expect(connected.at(-1)).toBe(false);
  lines[1]?.says(GREETING + frame('7-1', 'ready'));
  await pass(0);
  expect(heard).toEqual(['ready', 'time_slots', 'ready']);
  expect(connected.at(-1)).toBe(true);
});

test('a line that never told a position starts over without one', async () => {
  await pausesOf(2, () => GREETING);
  expect(lines.map(({ resumesFrom }) => resumesFrom)).toEqual([null, null, null]);
});

test('a service that is away is asked ever more slowly', async () => {
  await pass(0);
  accepts = false;
  lines[0]?.breaks();
  await pass(60_000);
  const times = lines.map(({ openedAt }) => openedAt);
  expect(times.slice(1).map((time, index) => time - (times[index] ?? 0))).toEqual([
    ...[1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000],
  ]);
});
