import { expect, test } from 'vitest';
import type { Fields } from './evidence.ts';
import { messagesOwed, movesOvertaken } from './owed-messages.ts';
import type { Step } from './timeline.ts';

interface Told {
  /** Seconds of the run at which the request came; it is committed a tenth of a second later. */
  readonly at: number;
  readonly time?: string;
  readonly status?: string;
  /** Seconds for which a move waits; it is one of the workload's moves then. */
  readonly waits?: number;
  readonly deleted?: true;
}

const NANOSECONDS = 1_000_000_000;

/** The steps of an appointment that was booked for ten o'clock at second 0. */
function lifeOf(...all: readonly Told[]): Step[] {
  let before: Fields | null = null;
  return [{ at: 0, time: '10', status: 'pending' }, ...all].map(
    ({ at, time, status, waits, deleted }: Told, index): Step => {
      const fields = {
        ...before,
        scheduled_date: '2031-01-06',
        scheduled_time: time ?? before?.scheduled_time,
        status: status ?? before?.status,
      } as Fields;
      const after = deleted ? null : fields;
      const operation = {
        operation: waits === undefined ? 'edit_status' : 'move',
        body: { announce_after_seconds: waits },
        at: at * NANOSECONDS,
      };
      const earliest = (at + 0.1) * NANOSECONDS;
      const step = { before, after, operation, earliest, transaction: String(index) };
      before = fields;
      return step as Step;
    },
  );
}

const owed = (...all: readonly Told[]): string[] =>
  messagesOwed(lifeOf(...all)).map((messages) =>
    messages
      .map(({ event, start, transaction }) => `${event} ${start.slice(-2)} ${transaction}`)
      .join(),
  );

test.each([
  ['told at once', [{ at: 1, time: '11', waits: 0 }], ['created 10 0,rescheduled 11 1']],
  ['and told after a while', [{ at: 1, time: '11', waits: 4 }], ['created 10 0,rescheduled 11 1']],
  [
    'and moved on in time',
    [
      { at: 1, time: '11', waits: 4 },
      { at: 2, time: '12', waits: 4 },
    ],
    ['created 10 0,rescheduled 12 2'],
  ],
  [
    'and moved back in time',
    [
      { at: 1, time: '11', waits: 4 },
      { at: 2, time: '10', waits: 0 },
    ],
    ['created 10 0'],
  ],
  [
    'and back to a time that was never told',
    [
      { at: 1, time: '11', waits: 4 },
      { at: 2, time: '12', waits: 4 },
      { at: 3, time: '11', waits: 0 },
    ],
    ['created 10 0,rescheduled 11 3'],
  ],
  [
    'and moved back too late',
    [
      { at: 1, time: '11', waits: 4 },
      { at: 7, time: '10', waits: 0 },
    ],
    ['created 10 0,rescheduled 11 1,rescheduled 10 2'],
  ],
  [
    'and moved back when it became due',
    [
      { at: 1, time: '11', waits: 4 },
      { at: 5, time: '10', waits: 0 },
    ],
    ['created 10 0', 'created 10 0,rescheduled 11 1,rescheduled 10 2'],
  ],
  [
    'and confirmed, which tells it first',
    [
      { at: 1, time: '11', waits: 4 },
      { at: 2, status: 'confirmed' },
      { at: 3, time: '10', waits: 0 },
    ],
    ['created 10 0,rescheduled 11 1,confirmed 11 2,rescheduled 10 3'],
  ],
  [
    'and called off in time',
    [
      { at: 1, time: '11', waits: 4 },
      { at: 2, status: 'cancelled' },
    ],
    ['created 10 0,cancelled 10 2'],
  ],
  [
    'and deleted in time',
    [
      { at: 1, time: '11', waits: 4 },
      { at: 2, deleted: true },
    ],
    ['created 10 0'],
  ],
] as const)('a booking that was moved %s', (_, steps, expected) => {
  expect(owed(...steps)).toEqual(expected);
});

test('only what certainly still waited counts as overtaken', () => {
  const counts = [2, 5, 7].map((at) =>
    movesOvertaken(lifeOf({ at: 1, time: '11', waits: 4 }, { at, time: '10', waits: 0 })),
  );
  expect(counts).toEqual([1, 0, 0]);
});
