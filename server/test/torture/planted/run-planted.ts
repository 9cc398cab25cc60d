import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { noRedis } from '../../support/private-redis.ts';
import { type Outcome, torture } from '../torture.ts';
import { plant, plantedBugs } from './plant.ts';
import type { PlantedBug } from './planted-bug.ts';

/** Each has two tries; the second is longer. */
const TRIES = [
  { seconds: 25, operations: 3_000 },
  { seconds: 60, operations: 8_000 },
] as const;
const CLEAN = { seconds: 20, operations: 2_000 };
const CLEAN_CLI = resolve(import.meta.dirname, '../../../src/cli.ts');
const MOST_SEEDS = 2 ** 31;

interface Asked {
  readonly only?: string;
  readonly clean: string;
  readonly replay: string;
}

const program = new Command('torture:planted')
  .description('Puts known bugs into copies of the source and expects the checker to find each.')
  .option('--only <ids>', 'some of m01 to m26, with commas between')
  .option('--clean <runs>', 'so many runs without a bug, which must raise no alarm', '0')
  .option('--replay <seeds>', 'so many of the failing seeds again, which must fail again', '0');

program.action(async ({ only, clean, replay }: Asked) => {
  const wanted = only?.split(',');
  const bugs = plantedBugs.filter(({ id }) => wanted?.includes(id) ?? true);
  const failing: { readonly bug: PlantedBug; readonly seed: number }[] = [];
  for (const bug of bugs) {
    const seed = await find(bug);
    if (seed !== undefined) failing.push({ bug, seed });
  }
  console.log(`${failing.length} of ${bugs.length} planted bugs were found.`);
  const again = failing.slice(0, Number(replay));
  let replayed = 0;
  for (const { bug, seed } of again) if (await findsAgain(bug, seed)) replayed += 1;
  if (again.length > 0) console.log(`${replayed} of ${again.length} failing seeds failed again.`);
  const alarms = await cleanRuns(Number(clean));
  if (Number(clean) > 0) console.log(`${alarms} alarms in ${clean} clean runs.`);
  const good = failing.length === bugs.length && replayed === again.length && alarms === 0;
  process.exitCode = good ? 0 : 1;
});

/** The seed under which the bug showed. */
async function find(bug: PlantedBug): Promise<number | undefined> {
  const copy = await plant(bug);
  try {
    for (const size of TRIES) {
      const seed = randomInt(MOST_SEEDS);
      const outcome = await run({ seed, program: copy.cli, faults: bug.needs, ...size });
      if (told(bug, seed, outcome)) return seed;
    }
    return undefined;
  } finally {
    await copy.remove();
  }
}

async function findsAgain(bug: PlantedBug, seed: number): Promise<boolean> {
  const copy = await plant(bug);
  try {
    return told(bug, seed, await run({ seed, program: copy.cli, faults: bug.needs, ...TRIES[0] }));
  } finally {
    await copy.remove();
  }
}

async function cleanRuns(runs: number): Promise<number> {
  let alarms = 0;
  for (let count = 0; count < runs; count += 1) {
    const seed = randomInt(MOST_SEEDS);
    const { broken, report } = await run({ seed, program: CLEAN_CLI, faults: [], ...CLEAN });
    console.log(`clean run ${count + 1}, seed ${seed}: ${broken ? 'ALARM' : 'nothing'}`);
    if (broken) console.log(report);
    alarms += broken ? 1 : 0;
  }
  return alarms;
}

function told(bug: PlantedBug, seed: number, { brokenInvariants }: Outcome): boolean {
  const found = bug.shownBy.some((id) => brokenInvariants.includes(id));
  const by = brokenInvariants.length === 0 ? 'nothing' : brokenInvariants.join(', ');
  console.log(`${bug.id} ${found ? 'found' : 'MISSED'}, seed ${seed}, by ${by}: ${bug.title}`);
  return found;
}

async function run(one: {
  readonly seed: number;
  readonly program: string;
  readonly faults: readonly string[];
  readonly seconds: number;
  readonly operations: number;
}): Promise<Outcome> {
  return await torture({
    ...one,
    ...{ callers: 30, servers: 2, hold: 3, calm: 1 },
    ...{ redis: noRedis === undefined, rabbitmq: false },
    evidence: join(tmpdir(), `servease-planted-${one.seed}.json`),
    replay: `--seed ${one.seed}`,
    say: () => undefined,
  });
}

await program.parseAsync();
