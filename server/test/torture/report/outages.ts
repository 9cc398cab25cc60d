import type { Evidence } from '../checker/evidence.ts';
import { grouped } from '../checker/grouped.ts';

export interface FaultFigures {
  readonly fault: string;
  readonly times: number;
  /** The longest time without a change that succeeded, from the injection on. */
  readonly longestOutageMs: number;
}

/** How long the callers had to do without, for each fault; ends with the next injection. */
export function faultFigures({
  faults,
  operations,
}: Pick<Evidence, 'faults' | 'operations'>): FaultFigures[] {
  const successes = operations
    .filter(
      ({ outcome, method, phase }) => outcome === 'ok' && method !== 'GET' && phase === 'load',
    )
    .map(({ returned }) => returned)
    .sort((a, b) => a - b);
  const injected = faults.filter(({ stage }) => stage === 'injected');
  const outages = injected.map(({ fault, at }, index) => {
    const end = injected[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const moments = [at, ...successes.filter((moment) => moment > at && moment < end)];
    // A fault after which nothing ever succeeded lasts to the end of all that is known.
    if (moments.length === 1) moments.push(successes.at(-1) ?? at);
    const gaps = moments.slice(1).map((moment, before) => moment - (moments[before] ?? at));
    return { fault, ms: Math.max(0, ...gaps) / 1e6 };
  });
  return [...grouped(outages, ({ fault }) => fault)].map(([fault, all]) => ({
    fault,
    times: all.length,
    longestOutageMs: Math.max(...all.map(({ ms }) => ms)),
  }));
}
