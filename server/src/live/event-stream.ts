import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** A line to one reader that stays open. */
export interface EventStream {
  /** What goes over the line. */
  readonly body: Readable;
  tell(frames: string): void;
  end(): void;
}

export interface EventStreamOptions {
  readonly response: ServerResponse;
  /** How long it may stay open. */
  readonly milliseconds: number;
  /** The reader did not read and was cut. */
  readonly onCut: () => void;
  /** Called once, however it ends. */
  readonly onEnd: () => void;
}

/** A proxy closes what is silent for longer, and a reader takes it for dead. */
const SAY_SOMETHING_MS = 15_000;
const COMMENT = ':\n\n';
/** When a reader whose line broke should come back. */
const START = 'retry: 1000\n\n';
/** Whoever leaves more than this unread does not want to know. */
const MOST_UNREAD = 256 * 1024;
/** What is still under way when the stream ends has this long to arrive. */
const PARTING_MS = 1_000;

/** Opens a line that says something now and then, ends in time and never holds much in memory. */
export function openEventStream(options: EventStreamOptions): EventStream {
  const { response } = options;
  const body = new Readable({ read: () => undefined });
  let isEnding = false;
  let parting: NodeJS.Timeout | undefined;

  function cut(): void {
    isEnding = true;
    options.onCut();
    // Closed politely, it would leave the kernel with what nobody reads.
    if (response.socket === null) response.destroy();
    else response.socket.resetAndDestroy();
  }

  function tell(text: string): void {
    if (isEnding) return;
    // Only what is left from before counts: the first words after a long break may be many.
    if (body.readableLength > MOST_UNREAD) cut();
    else body.push(text);
  }

  function end(): void {
    if (isEnding) return;
    isEnding = true;
    body.push(null);
    parting = setTimeout(cut, PARTING_MS);
  }

  const comments = setInterval(() => tell(COMMENT), SAY_SOMETHING_MS);
  const lifetime = setTimeout(end, Math.max(options.milliseconds, 0));
  const over = (): void => {
    isEnding = true;
    clearInterval(comments);
    clearTimeout(lifetime);
    clearTimeout(parting);
    options.onEnd();
  };
  body.push(START);
  if (response.destroyed) over();
  else response.once('close', over);
  return { body, tell, end };
}
