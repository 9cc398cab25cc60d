const EVERY_MS = 10;
/** Fewer than the service has connections: on the slowest machine none waits for one in vain. */
const MOST_AT_ONCE = 6;

export interface Answered {
  readonly at: number;
  readonly milliseconds: number;
}

/** A hundred bookings a second, as far as the machine bears it; any failure is told at the end. */
export function steadyLoad(book: () => Promise<string>) {
  const begun = performance.now();
  const answers: Promise<Answered>[] = [];
  let underWay = 0;
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - begun) / EVERY_MS);
    while (answers.length < due && underWay < MOST_AT_ONCE) {
      underWay += 1;
      const at = performance.now();
      const answer = book().finally(() => {
        underWay -= 1;
      });
      const answered = answer.then(() => ({ at, milliseconds: performance.now() - at }));
      // Told by `stop`.
      answered.catch(() => undefined);
      answers.push(answered);
    }
  }, EVERY_MS);
  let lasted = 0;
  return {
    rate: () => Math.round((answers.length / lasted) * 1_000),
    async stop(): Promise<Answered[]> {
      clearInterval(timer);
      await Promise.allSettled(answers);
      lasted = performance.now() - begun;
      return await Promise.all(answers);
    },
  };
}

/** The whole milliseconds within which this share of the answers came. */
export function percentile(answers: readonly Answered[], share: number): number {
  const sorted = answers.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  return Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
}

/** Median and 99th percentile, in milliseconds. */
export function quantiles(answers: readonly Answered[]): string {
  return `${percentile(answers, 0.5)} and ${percentile(answers, 0.99)}`;
}
