import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/demo/workshop/seeded-random.ts';
import { PAIRS } from './all-races.ts';
import { type Chooser, everySchedule, someSchedules, thisSchedule } from './choosers.ts';
import { goesAlongIn } from './goes-along.ts';
import { judgeOf } from './judge.ts';
import type { Race } from './race.ts';
import { RACES_OF_THREE } from './races-of-three.ts';
import { type Run, runSchedule } from './run-schedule.ts';
import { openStage, type Stage } from './stage.ts';

/** `npm run schedules` sets SCHEDULES=every; a failure says how to run its schedule alone. */
const { SCHEDULES, SCHEDULE, SEED = String(Date.now()) } = process.env;
const every = SCHEDULES === 'every';
const SAMPLE = 5;
const MOST_OF_THREE = 1_000;
const LONGEST_MS = 1_800_000;

let stage: Stage;
const counts = { schedules: 0, statements: 0, waits: 0 };
const begun = performance.now();
beforeAll(async () => {
  stage = await openStage({ writers: 3 });
});
afterAll(async () => {
  const { schedules, statements, waits } = counts;
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.info(
    `${schedules} schedules of ${statements} statements, ${waits} of which waited for another writer, in ${seconds} s; SEED=${SEED}`,
  );
  await stage.close();
});

async function tryOut(race: Race, chooser: Chooser): Promise<void> {
  const { judge, faults } = await judgeOf(stage, race);
  expect(faults).toEqual([]);
  const before = counts.schedules;
  const goesAlong = goesAlongIn(race, every);
  while (chooser.begin()) {
    const run = await runSchedule(stage, race, { chooser, goesAlong });
    counts.schedules += 1;
    counts.statements += run.steps.length;
    counts.waits += run.steps.filter(({ blocked }) => blocked).length;
    expect(judge(run), traceOf(race, run)).toEqual([]);
  }
  if (every) console.info(`${counts.schedules - before} schedules: ${race.name}`);
}

function traceOf(race: Race, { order, steps }: Run): string {
  const replay = `SCHEDULE=${order.join('')} and -t "${race.name}" run it again`;
  const trace = steps.map(
    ({ writer, sql, blocked }) =>
      `  ${writer}${blocked ? ' waits' : ''}: ${sql.trim().replace(/\s+/g, ' ').slice(0, 90)}`,
  );
  return [`${race.name}: ${replay}`, ...trace].join('\n');
}

function chooserFor(race: Race, inFull: Chooser): Chooser {
  if (SCHEDULE !== undefined) return thisSchedule([...SCHEDULE].map(Number));
  return every ? inFull : someSchedules(SAMPLE, seededRandom(SEED + race.name));
}

describe('two writers', () => {
  it.each(PAIRS.map((race) => [race.name, race] as const))(
    'come out as if one by one: %s',
    async (_, race) => await tryOut(race, chooserFor(race, everySchedule())),
    LONGEST_MS,
  );
});

describe('three writers', () => {
  it.each(RACES_OF_THREE.map((race) => [race.name, race] as const))(
    'come out as if one by one: %s',
    async (name, race) => {
      const many = someSchedules(MOST_OF_THREE, seededRandom(SEED + name));
      await tryOut(race, chooserFor(race, many));
    },
    LONGEST_MS,
  );
});
