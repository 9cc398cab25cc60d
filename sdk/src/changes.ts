import { apiErrorOf } from './api-error.ts';

/** What the stream tells (`GET /api/v1/changes/`): that something changed, never what it says. */
export type ChangeEvent =
  | { readonly event: 'ready' | 'reset' }
  | {
      readonly event: 'appointment';
      readonly id: string;
      readonly version: number;
      readonly action: 'created' | 'changed' | 'deleted';
      /** Every date that it had or has. */
      readonly dates: readonly string[];
    }
  | { readonly event: 'time_slots'; readonly dates: readonly string[] };

export interface StreamOptions {
  readonly baseUrl: string;
  /** Sends a request with the caller's token. */
  readonly send: (request: Request) => Promise<Response>;
  readonly onEvent: (event: ChangeEvent) => void;
  /** Whether the stream is connected, told at each change. */
  readonly onConnected?: (isConnected: boolean) => void;
  readonly signal: AbortSignal;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;
/** The service speaks as soon as it accepts; only a line that holds that long is worth a quick retry. */
const STEADY_MS = 5_000;
const MOST_REFUSALS = 3;
/** The service says something every 15 s; a stream that stays silent for longer is dead. */
const SILENCE_MS = 40_000;

/**
 * Follows the changes until the signal aborts: connects again after every break and resumes where
 * it left off, so that no change is missed; one may be told twice. What was read before the first
 * `ready` has to be read once more: the changes in between are told to nobody.
 */
export async function followChanges(options: StreamOptions): Promise<void> {
  const { signal, onConnected } = options;
  let position: string | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let refusals = 0;
  while (!signal.aborted) {
    // A browser has six connections for all its tabs: those that nobody looks at must not hold one.
    await visible(signal);
    try {
      await readStream(options, position, {
        onProgress(id) {
          position = id ?? position;
          refusals = 0;
          onConnected?.(true);
        },
        onSteady() {
          pauseMs = FIRST_PAUSE_MS;
        },
      });
    } catch (error) {
      // Whatever broke it, the next try tells whether it still does; the reader sees `onConnected`.
      if (signal.aborted) break;
      // Once may be a token of a clock that is ahead of the service's.
      if (isRefusal(error) && ++refusals === MOST_REFUSALS) break;
    }
    if (isHidden()) continue;
    onConnected?.(false);
    // Where a service stops, all its readers come back: spread over the whole pause.
    await pauseOrOnline(pauseMs * Math.random(), signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
  onConnected?.(false);
}

interface StreamWatch {
  readonly onProgress: (id: string | undefined) => void;
  /** Called once the line has held for a while, and whenever it has brought the reader further. */
  readonly onSteady: () => void;
}

async function readStream(
  { baseUrl, send, onEvent, signal }: StreamOptions,
  position: string | undefined,
  { onProgress, onSteady }: StreamWatch,
): Promise<void> {
  const broken = new AbortController();
  const giveUp = (): void => broken.abort();
  const request = new Request(`${baseUrl || location.origin}/api/v1/changes/`, {
    headers: {
      accept: 'text/event-stream',
      ...(position === undefined ? {} : { 'last-event-id': position }),
    },
    signal: AbortSignal.any([signal, broken.signal]),
  });
  let watch = setTimeout(giveUp, SILENCE_MS);
  let steady: ReturnType<typeof setTimeout> | undefined;
  // A browser knows at once that it is cut off; the stream itself would just stay silent.
  globalThis.addEventListener?.('offline', giveUp);
  const giveUpWhenHidden = (): void => {
    if (isHidden()) giveUp();
  };
  globalThis.document?.addEventListener('visibilitychange', giveUpWhenHidden);
  try {
    const response = await send(request);
    if (!response.ok || response.body === null) throw await apiErrorOf(response);
    steady = setTimeout(onSteady, STEADY_MS);
    let rest = '';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(watch);
      watch = setTimeout(giveUp, SILENCE_MS);
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const { id, event } = parsed(block);
        if (event !== undefined) onEvent(event);
        onProgress(id);
        if (event !== undefined && event.event !== 'ready' && id !== position) onSteady();
      }
    }
  } finally {
    clearTimeout(watch);
    clearTimeout(steady);
    giveUp();
    globalThis.removeEventListener?.('offline', giveUp);
    globalThis.document?.removeEventListener('visibilitychange', giveUpWhenHidden);
  }
}

function parsed(block: string): { id: string | undefined; event: ChangeEvent | undefined } {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
    }),
  );
  const name = fields.get('event');
  if (name === undefined) return { id: fields.get('id'), event: undefined };
  const data = JSON.parse(fields.get('data') ?? '{}') as object;
  return { id: fields.get('id'), event: { event: name, ...data } as ChangeEvent };
}

function isHidden(): boolean {
  return globalThis.document?.visibilityState === 'hidden';
}

/** Waits until somebody can see the page, where there is one. */
async function visible(signal: AbortSignal): Promise<void> {
  while (isHidden() && !signal.aborted)
    await new Promise((resolve) => {
      document.addEventListener('visibilitychange', resolve, { once: true });
      signal.addEventListener('abort', resolve, { once: true });
    });
}

/** Signed out, or not allowed at all. */
function isRefusal(error: unknown): boolean {
  const { status } = error as { readonly status?: number };
  return status === 401 || status === 403;
}

/** Waits that long, or until the browser says that it is back, or until nobody waits any more. */
async function pauseOrOnline(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    globalThis.addEventListener?.('online', done);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      globalThis.removeEventListener?.('online', done);
      resolve();
    }
  });
}
