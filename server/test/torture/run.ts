import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { noRabbitmq } from '../support/private-rabbitmq.ts';
import { noRedis } from '../support/private-redis.ts';
import { check } from './checker/check.ts';
import { FAULTS } from './faults/catalogue.ts';
import { readKept } from './report/kept.ts';
import { torture } from './torture.ts';

/** Exit codes: everything held, something broke, or too little was tried to tell. */
const BROKEN = 1;
const INVALID = 2;
const MOST_SEEDS = 2 ** 31;

const number = (text: string): number => {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('It must be a number.');
};

const program = new Command('torture')
  .description('Tortures real processes of the appointment service and checks what is left.')
  .option(
    '--server <cli.ts>',
    'the program of the service',
    resolve(import.meta.dirname, '../../src/cli.ts'),
  )
  .option('--seed <number>', 'repeats the plan of a run', number)
  .option('--seconds <number>', 'the longest time under load', number, 480)
  .option('--operations <number>', 'how many operations to make', number, 20_000)
  .option(
    '--faults <names>',
    `all, none, or some of ${FAULTS.map(({ name }) => name).join(', ')}`,
    'all',
  )
  .option('--callers <number>', 'virtual callers', number, 30)
  .option('--servers <number>', 'processes that serve', number, 2)
  .option('--hold <seconds>', 'how long a fault holds', number, 4)
  .option('--calm <seconds>', 'how long between two faults', number, 3)
  .option('--rabbitmq', 'with a broker for the messages of admins', false)
  .option('--history <file>', 'where to write the history, as JSON lines')
  .option('--evidence <file>', 'where to keep the evidence when something breaks')
  .option('--recheck <file>', 'only judge the evidence of an earlier run again');

interface Options {
  readonly server: string;
  readonly seed?: number;
  readonly seconds: number;
  readonly operations: number;
  readonly faults: string;
  readonly callers: number;
  readonly servers: number;
  readonly hold: number;
  readonly calm: number;
  readonly rabbitmq: boolean;
  readonly history?: string;
  readonly evidence?: string;
  readonly recheck?: string;
}

program.action(async (options: Options) => {
  const { seed = randomInt(MOST_SEEDS), server, faults, history, recheck, ...rest } = options;
  if (recheck !== undefined) return judgeAgain(recheck);
  for (const missing of [noRedis, ...(options.rabbitmq ? [noRabbitmq] : [])])
    if (missing !== undefined) console.warn(`Left out: ${missing}.`);
  const { report, conclusion, broken, invalid } = await torture({
    ...rest,
    seed,
    program: resolve(server),
    faults: faults.split(','),
    redis: noRedis === undefined,
    rabbitmq: options.rabbitmq && noRabbitmq === undefined,
    ...(history === undefined ? {} : { history: resolve(history) }),
    evidence: resolve(rest.evidence ?? join(tmpdir(), `servease-torture-${seed}.json`)),
    replay: replayOf(seed, options),
    say: (line) => console.log(line),
  });
  console.log(report);
  console.log(conclusion);
  process.exitCode = broken ? BROKEN : invalid ? INVALID : 0;
});

function judgeAgain(file: string): void {
  const verdict = check(readKept(file));
  for (const { id, says, checked, violations } of verdict.findings) {
    console.log(`${id} ${says}: ${checked} looked at, ${violations.length} broken`);
    for (const { what, witness } of violations)
      console.log(`  ${what}\n${witness.map((one) => `    ${JSON.stringify(one)}`).join('\n')}`);
  }
  process.exitCode = verdict.violations > 0 ? BROKEN : 0;
}

function replayOf(seed: number, options: Options): string {
  const { seed: _, history: __, evidence: ___, rabbitmq, ...rest } = options;
  const words = Object.entries(rest).map(([name, value]) => `--${name} ${value}`);
  return `npm run torture -- --seed ${seed} ${words.join(' ')}${rabbitmq ? ' --rabbitmq' : ''}`;
}

await program.parseAsync();
