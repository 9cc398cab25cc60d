import { oneByOne } from './choosers.ts';
import { violationsIn } from './invariants.ts';
import type { Race } from './race.ts';
import { type Run, runSchedule } from './run-schedule.ts';
import type { Stage } from './stage.ts';

/** Tells what is wrong with a run; nothing when it is as if the writers had come one by one. */
export type Judge = (run: Run) => string[];

interface Serial {
  readonly order: readonly number[];
  readonly lines: string;
}

/**
 * Watches the writers come one after the other, in every order, and expects what the race says of
 * it. From then on a run is right if it came to the same as one of these orders: one in which those
 * that were written come in the order of their COMMITs.
 */
export async function judgeOf(
  stage: Stage,
  race: Race,
): Promise<{ readonly judge: Judge; readonly faults: readonly string[] }> {
  const serials: Serial[] = [];
  const faults: string[] = [];
  for (const order of orders([...race.writers.keys()], race.givesWay !== undefined)) {
    const run = await runSchedule(stage, race, {
      chooser: oneByOne(order),
      goesAlong: () => false,
      writers: order,
    });
    const statuses = statusesOf(run);
    const expected = race.oneByOne[order.join('')];
    if (order.length === race.writers.length && statuses !== expected)
      faults.push(`One by one in the order ${order}: ${statuses} instead of ${expected}`);
    faults.push(...slotsAside(race, run), ...otherWords(race, run));
    serials.push({ order, lines: heard(run, race) });
  }
  const judge: Judge = (run) => {
    const came = heard(run, race);
    const fits = serials.filter(
      ({ order, lines }) =>
        lines === came &&
        order.filter((writer) => run.committed.includes(writer)).join() === run.committed.join(),
    );
    return [
      ...slotsAside(race, run),
      ...otherWords(race, run),
      ...(fits.length > 0 ? [] : [`No order explains ${statusesOf(run)}:\n${came}`]),
    ];
  };
  return { judge, faults };
}

/** The statuses of the writers in their own order. */
function statusesOf({ answers }: Run): string {
  return answers.map((answer) => answer?.status ?? '-').join(' ');
}

// A slot may shrink under its bookings; who came first is then for the orders to tell.
function slotsAside(race: Race, run: Run): string[] {
  const violations = violationsIn(run.records);
  return race.changesSlots === true
    ? violations.filter((violation) => !violation.endsWith('places'))
    : violations;
}

// Under one key everybody is told the same, whoever made the answer.
function otherWords({ givesWay }: Race, { answers }: Run): string[] {
  if (givesWay === undefined) return [];
  const told = answers.flatMap((answer) =>
    answer !== undefined && answer.status < 300
      ? [JSON.stringify([answer.status, answer.headers.etag, answer.body])]
      : [],
  );
  return new Set(told).size > 1 ? [`One key, two answers: ${told.join('\n')}`] : [];
}

// Who gives way is as one that has never come.
function heard({ lines }: Run, { givesWay }: Race): string {
  return lines
    .filter((line) => !/^writer \d stays away$/.test(line))
    .filter((line) => givesWay === undefined || !line.includes(` is answered ${givesWay} `))
    .join('\n');
}

function orders(writers: readonly number[], alsoFewer: boolean): number[][] {
  if (writers.length === 0) return [[]];
  const all = writers.flatMap((first) =>
    orders(
      writers.filter((other) => other !== first),
      false,
    ).map((rest) => [first, ...rest]),
  );
  if (!alsoFewer) return all;
  return [...all, ...writers.map((writer) => [writer])];
}
