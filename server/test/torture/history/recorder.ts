import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Answer, Call, FaultEvent, HistoryEvent } from './history.ts';

/** Writes the history down, in memory and as one JSON line for each event. */
export interface Recorder {
  readonly events: readonly HistoryEvent[];
  /** Microseconds since 1970 when it was opened. */
  readonly startedAtMicros: number;
  /** Nanoseconds since the recorder was opened. */
  now(): number;
  call(call: Omit<Call, 'index' | 'at'>): Call;
  answer(call: Call, answer: Omit<Answer, 'index' | 'at'>): Answer;
  fault(event: Omit<FaultEvent, 'at'>): FaultEvent;
  /** Resolves when the file holds everything. */
  close(): Promise<void>;
}

/** Opens a history; with a file, its events are appended there by this one writer. */
export function openRecorder(options: { readonly seed: number; readonly file?: string }): Recorder {
  const events: HistoryEvent[] = [];
  const file = options.file === undefined ? undefined : createWriteStream(options.file);
  const zero = process.hrtime.bigint();
  const now = (): number => Number(process.hrtime.bigint() - zero);
  const add = (event: HistoryEvent): void => {
    events.push(event);
    file?.write(`${JSON.stringify(event)}\n`);
  };
  const startedAtMicros = Date.now() * 1_000;
  add({ type: 'begin', seed: options.seed, startedAtMicros });
  let calls = 0;
  return {
    ...{ events, startedAtMicros, now },
    call(asked) {
      const call = { ...asked, index: calls, at: now() };
      calls += 1;
      add({ type: 'call', ...call });
      return call;
    },
    answer(call, given) {
      const answer = { ...given, index: call.index, at: now() };
      add({ type: 'answer', ...answer });
      return answer;
    },
    fault(told) {
      const event = { ...told, at: now() };
      add({ type: 'fault', ...event });
      return event;
    },
    async close() {
      if (file === undefined) return;
      file.end();
      await once(file, 'finish');
    },
  };
}
