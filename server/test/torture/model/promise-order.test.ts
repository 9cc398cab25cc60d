import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cachedDirectory } from '../../../src/directory/cached-directory.ts';
import type { Directory, NamesWanted } from '../../../src/directory/directory.ts';
import type { KeyValueStore } from '../../../src/platform/key-value-store.ts';
import { openTurns } from '../../../src/platform/turns.ts';
import { KNOWING, scheduledSource, sharedStore } from './scheduled-directory.ts';

const { SEED = String(Date.now() % 2 ** 31) } = process.env;
const RUNS = { numRuns: 600, seed: Number(SEED) };
const OLD = 'Amara Old';
const NEW = 'Amara New';

function wanting(id: string): NamesWanted {
  return { customers: new Set([id]), vehicles: new Set(), employees: new Set() };
}

async function nameFor(directory: Directory, id: string, token: string) {
  return (await directory.namesOf(wanting(id), token)).customers.get(id)?.full_name;
}

const caller = fc.record({
  id: fc.constantFrom('one', 'other'),
  token: fc.constantFrom(`${KNOWING} a`, `${KNOWING} b`, 'nobody'),
  process: fc.nat(1),
  /** Whether it is a check for a booking, which is always asked anew. */
  isFact: fc.boolean(),
});

describe('names, in whatever order stores and services answer', () => {
  it('are told to everybody who may know them, and asked for once by each at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(caller, { minLength: 2, maxLength: 7 }),
        async (scheduler, callers) => {
          const source = scheduledSource(scheduler, OLD);
          const store = sharedStore(scheduler);
          const processes = [1, 2].map(() => cachedDirectory(source, store.line()));
          const told = Promise.all(
            callers.map(async ({ id, token, process }) => {
              const directory = processes[process];
              if (directory === undefined) throw new Error('There is no such process.');
              // They come one after the other, and not all before the first answer.
              await scheduler.schedule(Promise.resolve(), `${token} comes for ${id}`);
              return [token, await nameFor(directory, id, token)];
            }),
          );
          for (const [token = '', name] of await scheduler.waitFor(told))
            if (token.startsWith(KNOWING)) expect(name).toBe(OLD);
            else expect([OLD, 'Unknown Customer']).toContain(name);
          await scheduler.waitIdle();
          // Each process may ask for itself.
          expect(source.mostAtOnce).toBeLessThanOrEqual(processes.length);
        },
      ),
      RUNS,
    );
  });

  it('are the new ones in the end, when the old ones have been dropped', async () => {
    await fc.assert(newNamesInTheEnd(), RUNS);
  });

  it('would be the old ones again without the marks that drops leave', async () => {
    const forgetful = (store: KeyValueStore): KeyValueStore => ({
      ...store,
      setMany: async (entries) =>
        await store.setMany(entries.filter(({ key }) => !key.includes('dropped'))),
    });
    const found = await fc.check(newNamesInTheEnd(forgetful), { ...RUNS, endOnFailure: true });
    expect(found.failed).toBe(true);
  });
});

function newNamesInTheEnd(through = (store: KeyValueStore): KeyValueStore => store) {
  return fc.asyncProperty(
    fc.scheduler(),
    fc.array(caller, { minLength: 1, maxLength: 5 }),
    async (scheduler, callers) => {
      const source = scheduledSource(scheduler, OLD);
      const store = sharedStore(scheduler);
      const open = () => cachedDirectory(source, through(store.line()));
      const [first, second] = [open(), open()];
      const others = Promise.all(
        callers.map(async ({ id, token, process, isFact }) => {
          const directory = process === 0 ? first : second;
          await scheduler.schedule(Promise.resolve(), `${token} comes for ${id}`);
          if (isFact) await directory.findCustomer(id, token);
          else await nameFor(directory, id, token);
        }),
      );
      const renamed = (async () => {
        await scheduler.schedule(Promise.resolve(), 'rename');
        source.name = NEW;
        for (const id of ['one', 'other']) expect(await second.drop('customer', id)).toBe(true);
      })();
      await scheduler.waitFor(Promise.all([others, renamed]));
      await scheduler.waitIdle();
      for (const directory of [first, second])
        for (const id of ['one', 'other'])
          expect(await scheduler.waitFor(nameFor(directory, id, KNOWING))).toBe(NEW);
    },
  );
}

describe('turns, in whatever order the works end', () => {
  it('come to everybody in the order of coming, and never to too many', async () => {
    const limits = { perKey: 2, inAll: 3, waiting: 100, patienceMs: 60_000 };
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ key: fc.nat(2), fails: fc.boolean() }), { maxLength: 12 }),
        async (scheduler, wanted) => {
          const turns = openTurns(limits);
          const begun: { readonly key: number; readonly place: number }[] = [];
          const working: number[] = [];
          const ended = Promise.allSettled(
            wanted.map(({ key, fails }, place) =>
              turns.take(key, async () => {
                begun.push({ key, place });
                working.push(key);
                expect(working.length).toBeLessThanOrEqual(limits.inAll);
                expect(working.filter((each) => each === key).length).toBeLessThanOrEqual(
                  limits.perKey,
                );
                await scheduler.schedule(Promise.resolve(), `${place} of ${key} ends`);
                working.splice(working.indexOf(key), 1);
                if (fails) throw new Error('as it should');
              }),
            ),
          );
          const results = await scheduler.waitFor(ended);
          expect(results.map(({ status }) => status === 'rejected')).toEqual(
            wanted.map(({ fails }) => fails),
          );
          for (const key of [0, 1, 2]) {
            const places = begun.filter((each) => each.key === key).map(({ place }) => place);
            expect(places).toEqual([...places].sort((one, other) => one - other));
          }
        },
      ),
      RUNS,
    );
  });
});
