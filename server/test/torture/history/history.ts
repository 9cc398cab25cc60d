/** What the virtual callers did and saw, as it is written down: one line for each event. */

export type Role = 'customer' | 'employee' | 'admin';

export interface Caller {
  readonly id: string;
  readonly role: Role;
}

/** Every kind of request of the workload; a run counts only when each has succeeded. */
export const OPERATIONS = [
  'create',
  'cancel',
  'reschedule',
  'move',
  'assign',
  'confirm',
  'start',
  'complete',
  'no_show',
  'edit_notes',
  'edit_length',
  'edit_internal',
  'edit_status',
  'replace',
  'delete',
  'slot_limit',
  'slot_block',
  'read_one',
  'read_list',
  'read_lines',
  'read_own',
  'read_free',
  'read_stats',
  'read_foreign',
] as const;
export type OperationName = (typeof OPERATIONS)[number];

/** Under load, the repeats of what had no answer, and the reads of the quiet end. */
export type Phase = 'load' | 'settle' | 'rest';

/** A request as it was sent; `index` is its number in the history and names it on the wire. */
export interface Call {
  readonly index: number;
  /** A virtual caller does one thing at a time, and gets a new name when it was left in doubt. */
  readonly process: string;
  readonly phase: Phase;
  readonly epoch: number;
  readonly caller: Caller;
  readonly operation: OperationName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** The appointment or slot that it is about, unless it is none or not there yet. */
  readonly target: string | null;
  readonly body: unknown;
  readonly key: string | null;
  readonly ifMatch: number | null;
  /** Nanoseconds since the run began, on a clock that only goes forward. */
  readonly at: number;
}

/**
 * `ok`: done. `fail`: refused, or never sent; nothing may have happened. `info`: no word, so it
 * may have happened or may yet happen.
 */
export type Outcome = 'ok' | 'fail' | 'info';

export interface Answer {
  readonly index: number;
  readonly at: number;
  readonly outcome: Outcome;
  /** Null when nothing came back. */
  readonly status: number | null;
  /** The code of a refusal; for no answer, what went wrong. */
  readonly code: string | null;
  readonly text: string;
  /** The version in the ETag. */
  readonly version: number | null;
  /** Whether the service said that this is the first answer again. */
  readonly replayed: boolean;
}

/** A fault that began or ended. */
export interface FaultEvent {
  readonly fault: string;
  readonly stage: 'injected' | 'healed';
  readonly epoch: number;
  readonly at: number;
}

export type HistoryEvent =
  | ({ readonly type: 'begin'; readonly seed: number } & StartOfClock)
  | ({ readonly type: 'call' } & Call)
  | ({ readonly type: 'answer' } & Answer)
  | ({ readonly type: 'fault' } & FaultEvent);

export interface StartOfClock {
  /** Microseconds since 1970 on the database's clock when the run's own clock stood at zero. */
  readonly startedAtMicros: number;
}

/** A request with what became of it. */
export interface Operation extends Call {
  readonly returned: number;
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly code: string | null;
  readonly text: string;
  /** The answer's JSON, or undefined. */
  readonly answer: unknown;
  readonly version: number | null;
  readonly replayed: boolean;
}

/** Puts calls and answers together; a call without an answer was still under way at the end. */
export function operationsOf(events: readonly HistoryEvent[]): Operation[] {
  const answers = new Map<number, Answer>();
  for (const event of events) if (event.type === 'answer') answers.set(event.index, event);
  return events.flatMap((event) => {
    if (event.type !== 'call') return [];
    const { type: _, ...call } = event;
    return [operationOf(call, answers.get(call.index))];
  });
}

function operationOf(call: Call, answer: Answer | undefined): Operation {
  if (answer === undefined)
    return {
      ...call,
      returned: Number.POSITIVE_INFINITY,
      ...{ outcome: 'info', status: null, code: 'unfinished', text: '', answer: undefined },
      ...{ version: null, replayed: false },
    };
  const { at, outcome, status, code, text, version, replayed } = answer;
  return {
    ...call,
    returned: at,
    ...{ outcome, status, code, text, version, replayed, answer: jsonIn(text) },
  };
}

function jsonIn(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The text is kept; whoever expects JSON finds none.
    return undefined;
  }
}
