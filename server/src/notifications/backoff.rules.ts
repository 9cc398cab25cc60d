/** A message that its target refuses this often is put aside for a person to look at. */
export const MOST_REFUSALS = 10;

/**
 * Milliseconds to wait before a target that does not answer is tried again. Short at most, because
 * a target that is back gets its waiting messages within 2 s (contract 9.29).
 */
export function outageDelay(failuresInARow: number): number {
  return Math.min(100 * 2 ** Math.max(failuresInARow - 1, 0), 1_000);
}

/** A message that fails this often while others are delivered is put aside, after an hour or so. */
export const MOST_FAILURES = 20;

/** What becomes of a message that failed once more although its target serves others. */
export function afterFailure(earlierFailures: number): { retryInSeconds: number } | 'park' {
  if (earlierFailures + 1 >= MOST_FAILURES) return 'park';
  return { retryInSeconds: Math.min(2 ** earlierFailures, 300) };
}

/** What becomes of a message that its target has refused once more. */
export function afterRefusal(earlierRefusals: number): { retryInSeconds: number } | 'park' {
  if (earlierRefusals + 1 >= MOST_REFUSALS) return 'park';
  return { retryInSeconds: Math.min(2 ** earlierRefusals, 300) };
}
