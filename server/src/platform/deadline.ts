import { setMaxListeners } from 'node:events';

/** Ends everything that is handed this signal, all at the same moment. */
export function deadline(milliseconds: number): AbortSignal {
  const signal = AbortSignal.timeout(milliseconds);
  // A page of look-ups shares one; Node would take so many listeners for a leak.
  setMaxListeners(0, signal);
  return signal;
}

/** Resolves with nothing when the deadline is over. */
export async function over(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return undefined;
  return await new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
