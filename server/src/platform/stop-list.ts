/** Collects how to stop what has been started, to be run backwards. */
export interface StopList {
  add(end: () => Promise<void>): void;
  /** Runs every end, the last started first, once; a failing one does not keep the others. */
  run(): Promise<void>;
}

export function stopList(): StopList {
  const ends: (() => Promise<void>)[] = [];
  return {
    add: (end) => {
      ends.push(end);
    },
    async run() {
      const failures: unknown[] = [];
      for (const end of ends.splice(0).reverse())
        await end().catch((error: unknown) => failures.push(error));
      if (failures.length > 0)
        throw new AggregateError(failures, 'Not everything stopped cleanly.');
    },
  };
}
