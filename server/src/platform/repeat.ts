/** Does the work now and then until it is stopped; a stop waits for work under way. */
export function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
): { readonly stop: () => Promise<void> } {
  let working: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // A database that cannot be asked is told of by everything else that asks it.
    working = working.then(work).catch(() => undefined);
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
