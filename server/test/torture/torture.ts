import { setTimeout as sleep } from 'node:timers/promises';
import { check } from './checker/check.ts';
import { timelineOf } from './checker/timeline.ts';
import { type Demand, demandsOn, unmet } from './checker/vacuity.ts';
import { faultsNamed } from './faults/catalogue.ts';
import type { Fault } from './faults/fault.ts';
import { injectFaults } from './faults/schedule.ts';
import { operationsOf } from './history/history.ts';
import { openRecorder, type Recorder } from './history/recorder.ts';
import { evidenceOf, type Kept, keep } from './report/kept.ts';
import { conclusionOf, type Reported, reportOf } from './report/report.ts';
import { changesSoFar, dumpOf } from './stage/dump.ts';
import { openStage, type Stage } from './stage/stage.ts';
import { startLoad } from './workload/load.ts';
import { type Random, randomFrom } from './workload/random.ts';
import { readAll } from './workload/read-all.ts';
import { openSender, type Sender } from './workload/send.ts';
import { settleDoubts, waitUntilDelivered } from './workload/settle.ts';

export interface TortureOptions {
  readonly seed: number;
  /** The `cli.ts` of the service that is tortured. */
  readonly program: string;
  /** The longest time under load. */
  readonly seconds: number;
  /**
   * The load ends once so many have been made, every fault has had its turn, and whatever else a run
   * has to try has been tried: how soon that is depends on the machine.
   */
  readonly operations: number;
  readonly faults: readonly string[];
  readonly callers: number;
  readonly servers: number;
  readonly redis: boolean;
  readonly rabbitmq: boolean;
  /** Seconds that a fault holds, and between two. */
  readonly hold: number;
  readonly calm: number;
  /** Where the history is written as it happens; nowhere unless given. */
  readonly history?: string;
  /** Where the evidence is kept when something broke. */
  readonly evidence: string;
  /** How a person runs the same again. */
  readonly replay: string;
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly report: string;
  readonly conclusion: string;
  readonly broken: boolean;
  readonly invalid: boolean;
  /** The invariants that were broken, by id. */
  readonly brokenInvariants: readonly string[];
}

interface Running {
  readonly options: TortureOptions;
  readonly stage: Stage;
  readonly sender: Sender;
  readonly random: Random;
  readonly recorder: Recorder;
  /** What went wrong outside the evidence, such as a process that ended by itself. */
  readonly incidents: string[];
  readonly faults: readonly Fault[];
}

const LOOK_EVERY_MS = 50;
/** To see what has been tried takes longer. */
const COUNT_EVERY_MS = 2_000;

/** One whole run: load under faults, a quiet end, and the judgement. */
export async function torture(options: TortureOptions): Promise<Outcome> {
  const { seed, say, history } = options;
  say(`seed ${seed}; again: ${options.replay}`);
  const recorder = openRecorder({ seed, ...(history === undefined ? {} : { file: history }) });
  const stage = await openStage({ ...options, now: recorder.now });
  const sender = openSender(recorder, stage.people);
  const faults = faultsNamed(options.faults).filter(({ fits }) => fits(stage));
  const random = randomFrom(seed);
  const running: Running = {
    ...{ options, stage, sender, random, recorder, incidents: [], faults },
  };
  try {
    say(`the stage is set: ${options.servers} servers, ${faults.length} kinds of fault`);
    const begun = performance.now();
    await loadUnderFaults(running);
    const seconds = (performance.now() - begun) / 1_000;
    await comeToRest(running);
    const { deliveries, lookUps } = stage.peers;
    return judged(running, seconds, {
      ...{ events: recorder.events, startedAtMicros: recorder.startedAtMicros },
      ...{ deliveries: [...deliveries, ...(await stage.adminDeliveries())], lookUps },
      dump: await dumpOf(stage.database),
    });
  } finally {
    await sender.close();
    await stage.close();
    await recorder.close();
  }
}

async function loadUnderFaults(running: Running): Promise<void> {
  const { options, stage, sender, random, recorder, incidents, faults } = running;
  const lacksOperations = (): boolean => load.done < options.operations;
  // Where a database that is not back can tell nothing, the run goes on; its fault has told already.
  const lacksSomething = async (): Promise<boolean> =>
    lacksOperations() ||
    (await demandsSoFar(running).then(
      (demands) => unmet(demands).length > 0,
      () => true,
    ));
  const end = Date.now() + options.seconds * 1_000;
  const load = startLoad({
    ...{ stage, sender, random: random.branch('load'), callers: options.callers },
  });
  try {
    await injectFaults({
      ...{ faults, recorder, calmMs: options.calm * 1_000 },
      goesOn: async (round) => Date.now() < end && (round === 1 || (await lacksSomething())),
      scene: {
        ...{ stage, sender, load, random: random.branch('faults') },
        holdMs: options.hold * 1_000,
        incident: (what) => void incidents.push(what),
      },
    });
    while (Date.now() < end && (await lacksSomething()))
      await sleep(lacksOperations() ? LOOK_EVERY_MS : COUNT_EVERY_MS);
  } finally {
    await load.stop();
  }
}

/** What the run has tried by now, as far as that can be told while it goes on. */
async function demandsSoFar({ options, stage, recorder, faults }: Running): Promise<Demand[]> {
  const { events, startedAtMicros } = recorder;
  const dump = await changesSoFar(stage.database);
  const kept: Kept = { events, startedAtMicros, dump, deliveries: [], lookUps: [] };
  const { operations } = options;
  return demandsOn(timelineOf(evidenceOf(kept)), { operations, faults: faults.length });
}

async function comeToRest({ options, stage, sender, recorder, incidents }: Running): Promise<void> {
  const doubts = operationsOf(recorder.events).filter(({ outcome }) => outcome === 'info');
  options.say(`the load has ended; ${doubts.length} were left in doubt and are asked again`);
  for (const { index } of await settleDoubts(doubts, { sender, stage }))
    incidents.push(`what became of request ${index} could never be learnt`);
  const waiting = await waitUntilDelivered(stage);
  if (waiting > 0) incidents.push(`${waiting} messages were never delivered`);
  await readAll({ sender, stage });
  options.say('everything is read; the checker begins');
}

function judged({ options, incidents, faults }: Running, seconds: number, kept: Kept): Outcome {
  const verdict = check(evidenceOf(kept));
  const { seed, replay, operations } = options;
  const demands = demandsOn(verdict.timeline, { operations, faults: faults.length });
  const run: Reported = { seed, replay, seconds, verdict, demands, incidents };
  const broken = verdict.violations + incidents.length > 0;
  if (broken) {
    keep(options.evidence, kept);
    options.say(`the evidence is kept in ${options.evidence}`);
  }
  const missing = unmet(demands);
  return {
    ...{ report: reportOf(run), conclusion: conclusionOf(run, missing), broken },
    invalid: missing.length > 0,
    brokenInvariants: verdict.findings
      .filter(({ violations }) => violations.length > 0)
      .map(({ id }) => id),
  };
}
