import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/demo/workshop/seeded-random.ts';
import { raceNamed } from './all-races.ts';
import { someSchedules } from './choosers.ts';
import { judgeOf } from './judge.ts';
import { runSchedule } from './run-schedule.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

/** A service that is wrong on purpose, and races in which that must come to light. */
interface Plant extends Omit<StageOptions, 'writers'> {
  readonly name: string;
  readonly races: readonly string[];
  /** When it must come to light; one at a time, writers are not hindered by missing locks. */
  readonly when: 'together' | 'one by one';
}

const MOST_SCHEDULES = 60;
const SEED = 'a fixed one: what is planted must be found in every run';

const PLANTS: readonly Plant[] = [
  {
    name: 'calendar dates that are not locked',
    // Found before the real one, it locks nothing; nor does the last guard speak.
    sabotage: `
      create schema harmless;
      create function harmless.pg_advisory_xact_lock(int, int) returns void
        language sql as 'select';
      do $do$ begin
        execute format(
          'alter database %I set search_path = harmless, pg_catalog, public', current_database()
        );
      end $do$;
      alter table appointments drop constraint appointments_customer_booked_once;
      alter table appointments drop constraint appointments_employee_booked_once;
    `,
    when: 'together',
    races: [
      'two book the last place',
      'two book across each other, and share only minutes',
      'a booking before midnight and one after it',
      'a booking and a reschedule into the same last place',
      'one customer books two overlapping hours',
      'one employee is given two overlapping jobs',
      'an employee is given a job while the own one is moved into it',
      'a slot shrinks while its last place is booked',
      "a day's first slot closes the hour that is being booked",
    ],
  },
  {
    name: 'rows that are not locked',
    rewrite: (sql) => sql.replace(/ for update( skip locked)?\b/, ''),
    when: 'together',
    races: [
      'two confirm',
      'one confirms and one cancels',
      'one cancels and one reschedules',
      'two reschedule to different days',
      'two edit the version that both have seen',
    ],
  },
  {
    name: 'a key that is not taken',
    rewrite: (sql) => sql.replace(/pg_try_advisory_xact_lock\((.*?)\)/, '($1 is not null)'),
    when: 'together',
    races: ['a booking is sent twice under one key'],
  },
  {
    name: 'changes that are not audited',
    sabotage: 'drop trigger appointments_audited on appointments',
    when: 'one by one',
    races: ['two confirm'],
  },
];

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

describe('what is planted is found', () => {
  it.each(PLANTS.map((plant) => [plant.name, plant] as const))('%s', async (_, plant) => {
    const { races, when, ...options } = plant;
    stage = await openStage({ writers: 2, ...options });
    const found: [string, string][] = [];
    for (const name of races) found.push([name, await whenFound(stage, name)]);
    expect(found).toEqual(races.map((name) => [name, when]));
  });
});

async function whenFound(on: Stage, name: string): Promise<Plant['when'] | 'never'> {
  const race = raceNamed(name);
  const { judge, faults } = await judgeOf(on, race);
  if (faults.length > 0) return 'one by one';
  const chooser = someSchedules(MOST_SCHEDULES, seededRandom(SEED + name));
  while (chooser.begin()) {
    const run = await runSchedule(on, race, { chooser, goesAlong: () => false });
    if (judge(run).length > 0) return 'together';
  }
  return 'never';
}
