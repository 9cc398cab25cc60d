import type { SeededRandom } from '../../../src/demo/workshop/seeded-random.ts';

/** Decides whose statement goes next, schedule after schedule. */
export interface Chooser {
  /** Begins another schedule; false when there is none left. */
  begin(): boolean;
  /** Picks one of the writers that may go. */
  choose(writers: readonly number[]): number;
}

interface Crossing {
  readonly writers: readonly number[];
  taken: number;
}

/** Every schedule once, depth first: the choices made so far, and then always the first writer. */
export function everySchedule(): Chooser {
  const path: Crossing[] = [];
  let at = -1;
  return {
    begin() {
      const isFirst = at === -1;
      at = 0;
      if (isFirst) return true;
      for (;;) {
        const last = path.at(-1);
        if (last === undefined) return false;
        last.taken += 1;
        if (last.taken < last.writers.length) return true;
        path.pop();
      }
    },
    choose(writers) {
      const known = path[at];
      if (known === undefined) path.push({ writers, taken: 0 });
      else if (known.writers.join() !== writers.join())
        throw new Error(`Not repeatable: ${writers} may go where ${known.writers} could.`);
      at += 1;
      return writers[known?.taken ?? 0] ?? 0;
    },
  };
}

/** So many schedules at random, the same ones for the same seed. */
export function someSchedules(count: number, random: SeededRandom): Chooser {
  let left = count;
  return {
    begin() {
      left -= 1;
      return left >= 0;
    },
    choose: (writers) => random.pick(writers),
  };
}

/** One schedule, as the writers' numbers in the order in which they go. */
export function thisSchedule(steps: readonly number[]): Chooser {
  let begun = false;
  let at = 0;
  return {
    begin() {
      const isFirst = !begun;
      begun = true;
      return isFirst;
    },
    choose(writers) {
      const wanted = steps[at] ?? 0;
      at += 1;
      return writers.includes(wanted) ? wanted : (writers[0] ?? 0);
    },
  };
}

/** Lets the writers go one after the other, each to its end. */
export function oneByOne(order: readonly number[]): Chooser {
  let begun = false;
  return {
    begin() {
      const isFirst = !begun;
      begun = true;
      return isFirst;
    },
    choose: (writers) => order.find((writer) => writers.includes(writer)) ?? 0,
  };
}
