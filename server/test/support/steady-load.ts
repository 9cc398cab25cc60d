const EVERY_MS = 10;
const MOST_AT_ONCE = 20;

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

/** Median and 99th percentile, in milliseconds. */
export function quantiles(answers: readonly Answered[]): string {
  const sorted = answers.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return `${at(0.5)} and ${at(0.99)}`;
}
