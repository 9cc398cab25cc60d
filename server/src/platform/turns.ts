import { databaseBusy, overloaded } from './db-errors.ts';

/**
 * Lets those who want the same thing wait here instead of on connections to the database, which
 * others need who want something else.
 */
export interface Turns {
  /**
   * Runs the work when it is its turn, first come, first served; `since` is when the wait began.
   * Throws `overloaded` at once when too many wait, and `database_busy` when the turn does not come.
   */
  take<T>(key: number, work: (since: number) => Promise<T>): Promise<T>;
}

export interface TurnLimits {
  /** At work at the same time for one key. */
  readonly perKey: number;
  /** At work at the same time in all. */
  readonly inAll: number;
  readonly waiting: number;
  readonly patienceMs: number;
}

interface Waiter {
  readonly key: number;
  readonly start: () => void;
}

/** Opens the turns of one process. */
export function openTurns(limits: TurnLimits): Turns {
  const waiters = new Set<Waiter>();
  const working = new Map<number, number>();
  let inAll = 0;

  const hasRoom = (key: number): boolean =>
    inAll < limits.inAll && (working.get(key) ?? 0) < limits.perKey;

  function count(key: number, step: 1 | -1): void {
    inAll += step;
    const now = (working.get(key) ?? 0) + step;
    if (now === 0) working.delete(key);
    else working.set(key, now);
  }

  function startNext(): void {
    for (const waiter of waiters) {
      if (inAll >= limits.inAll) return;
      if (!hasRoom(waiter.key)) continue;
      waiters.delete(waiter);
      count(waiter.key, 1);
      waiter.start();
    }
  }

  async function begin(key: number): Promise<void> {
    if (hasRoom(key)) {
      count(key, 1);
      return;
    }
    if (waiters.size >= limits.waiting) throw overloaded();
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        key,
        start: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        waiters.delete(waiter);
        reject(databaseBusy(new Error('the turn did not come in time')));
      }, limits.patienceMs);
      waiters.add(waiter);
    });
  }

  return {
    async take(key, work) {
      const since = performance.now();
      await begin(key);
      try {
        return await work(since);
      } finally {
        count(key, -1);
        startNext();
      }
    },
  };
}
