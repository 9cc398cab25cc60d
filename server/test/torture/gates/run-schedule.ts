import type { Answer } from '../../support/client.ts';
import type { Statement } from '../wire/proxied-connection.ts';
import type { Chooser } from './choosers.ts';
import type { Race } from './race.ts';
import { described, type Records, recordsOf } from './records.ts';
import { setScene } from './scene.ts';
import type { Stage } from './stage.ts';

/** What one schedule came to. */
export interface Run {
  /** The writers in the order in which their statements went. */
  readonly order: readonly number[];
  readonly steps: readonly Step[];
  /** One of each writer; undefined for one that stayed away. */
  readonly answers: readonly (Answer<unknown> | undefined)[];
  /** The writers whose change is committed, in the order of their COMMITs. */
  readonly committed: readonly number[];
  readonly records: Records;
  /** What it came to, in words that are the same for every scene. */
  readonly lines: readonly string[];
}

/** One statement that was let go. */
export interface Step {
  readonly writer: number;
  readonly sql: string;
  /** Whether it had to wait in the database for another writer. */
  readonly blocked: boolean;
}

/** What is run, and by whom. */
export interface Plan {
  readonly chooser: Chooser;
  /** Statements that no other writer can notice, and that go along with the one before. */
  readonly goesAlong: (sql: string) => boolean;
  /** Those who come; all of them unless given. */
  readonly writers?: readonly number[];
}

/** Lets the writers of a race do their work on days of their own, in the order that is chosen. */
export async function runSchedule(stage: Stage, race: Race, plan: Plan): Promise<Run> {
  const { chooser, goesAlong, writers = [...race.writers.keys()] } = plan;
  const scene = stage.scene();
  await setScene(stage.past, scene, race.given);
  stage.gate.arm(writers, goesAlong);
  const asked = race.writers.map(async (act, writer) => {
    if (!writers.includes(writer)) return undefined;
    try {
      return await stage.ask(writer, act(scene));
    } finally {
      stage.gate.done(writer);
    }
  });
  const steps = await step(stage, chooser).finally(() => stage.gate.disarm());
  const answers = await Promise.all(asked);
  const records = await recordsOf(stage.past, scene);
  return {
    order: steps.map(({ writer }) => writer),
    steps,
    answers,
    committed: committedIn(steps, answers),
    records,
    lines: [...spokenLines(answers), ...described(records, scene)],
  };
}

async function step(stage: Stage, chooser: Chooser): Promise<Step[]> {
  const { gate } = stage;
  const steps: { writer: number; sql: string; blocked: boolean }[] = [];
  for (;;) {
    await gate.settled();
    const last = steps.at(-1);
    if (last !== undefined) last.blocked = gate.isBlocked(last.writer);
    const waiting: ReadonlyMap<number, Statement> = gate.waiting();
    if (waiting.size === 0) return steps;
    const writer = chooser.choose([...waiting.keys()].sort());
    steps.push({ writer, sql: waiting.get(writer)?.sql ?? '', blocked: false });
    gate.release(writer);
  }
}

function committedIn(steps: readonly Step[], answers: readonly (Answer<unknown> | undefined)[]) {
  const last = new Map<number, number>();
  for (const [at, { writer, sql }] of steps.entries()) if (sql === 'commit') last.set(writer, at);
  return [...last]
    .filter(([writer]) => (answers[writer]?.status ?? 500) < 300)
    .sort(([, one], [, other]) => one - other)
    .map(([writer]) => writer);
}

function spokenLines(answers: readonly (Answer<unknown> | undefined)[]): string[] {
  return answers.map((answer, writer) => {
    if (answer === undefined) return `writer ${writer} stays away`;
    // What was written is read from the database; of a refusal the words count.
    const words = answer.status < 300 ? '' : ` ${JSON.stringify(answer.body)}`;
    return `writer ${writer} is answered ${answer.status}${words}`;
  });
}
