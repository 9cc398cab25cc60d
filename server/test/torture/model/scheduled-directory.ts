import type fc from 'fast-check';
import type { CustomerRecord, DirectorySource } from '../../../src/directory/directory.ts';
import type { KeyValueStore } from '../../../src/platform/key-value-store.ts';

/** What one store keeps, shared by those who reach it over lines of their own. */
export interface SharedStore {
  /** Takes effect one after the other, whenever the scheduler lets the next one through. */
  line(): KeyValueStore;
}

/** A store whose every command waits for the scheduler, in the order of its line. */
export function sharedStore(scheduler: fc.Scheduler): SharedStore {
  const values = new Map<string, string>();
  return {
    line() {
      let last: Promise<unknown> = Promise.resolve();
      const next = <T>(label: string, effect: () => T): Promise<T> => {
        const before = last;
        const done = (async () => {
          await before;
          await scheduler.schedule(Promise.resolve(), label);
          return effect();
        })();
        last = done;
        return done;
      };
      return {
        getMany: (keys) => next(`get ${keys}`, () => keys.map((key) => values.get(key))),
        setMany: (entries) =>
          next(`set ${entries.map(({ key, value }) => `${key} ${value}`)}`, () => {
            for (const { key, value } of entries) values.set(key, value);
            return true;
          }),
        drop: (keys) =>
          next(`drop ${keys}`, () => {
            for (const key of keys) values.delete(key);
            return true;
          }),
      };
    },
  };
}

/** A customer service that answers when the scheduler wants, to each caller by its rights. */
export interface ScheduledSource extends DirectorySource {
  /** What everybody is called from now on. */
  name: string;
  /** The most questions of one caller about one customer at the same time. */
  readonly mostAtOnce: number;
}

/** Whoever bears this token is told names; nobody else is. */
export const KNOWING = 'knowing';

/** Opens the service with a first name for everybody. */
export function scheduledSource(scheduler: fc.Scheduler, name: string): ScheduledSource {
  const running = new Map<string, number>();
  const source = {
    name,
    mostAtOnce: 0,
    async look(_kind: string, id: string, token: string) {
      const who = `${id} ${token}`;
      const now = (running.get(who) ?? 0) + 1;
      running.set(who, now);
      source.mostAtOnce = Math.max(source.mostAtOnce, now);
      const answer: CustomerRecord = {
        id,
        full_name: token.startsWith(KNOWING) ? source.name : 'Unknown Customer',
      };
      await scheduler.schedule(Promise.resolve(), `answer ${who}: ${answer.full_name}`);
      running.set(who, (running.get(who) ?? 1) - 1);
      return answer;
    },
    findCustomer: (id: string, token: string) => source.look('customer', id, token),
    findVehicle: async () => undefined,
    findEmployee: async () => undefined,
    listVehicles: async () => [],
    listEmployees: async () => [],
  };
  return source as unknown as ScheduledSource;
}
