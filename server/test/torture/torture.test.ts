import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { noRedis } from '../support/private-redis.ts';
import { torture } from './torture.ts';

/** A minute of load on a quiet machine; a busy one may take longer to get everything done. */
const OPERATIONS = 1_500;
const SECONDS = 420;
const LIMIT_MS = 900_000;
const HOLD_SECONDS = 1.2;
const CALM_SECONDS = 0.6;
/** Those that begin and end quickly; `npm run torture` has all. */
const FAULTS = [
  ...['kill-server', 'pause-server', 'kill-relay', 'kill-postgres', 'terminate-sessions'],
  ...['cut-database', 'mute-database', 'lose-commits', 'roll-back-commits', 'hog-connections'],
  ...['lock-rows', 'kill-redis', 'poison-redis', 'peers-failing', 'peers-lying', 'peers-away'],
  ...['refuse-notifications', 'hang-up'],
];

// Told on a laptop, a failure in CI.
if (noRedis !== undefined && process.env.CI !== 'true')
  console.warn(`Nothing happens to Redis in this torture: ${noRedis}.`);

test(
  'a minute of everything going wrong breaks no promise',
  async () => {
    if (process.env.CI === 'true') expect(noRedis, 'in CI there must be a Redis').toBeUndefined();
    const seed = Number(process.env.TORTURE_SEED ?? randomInt(2 ** 31));
    const outcome = await torture({
      ...{ seed, seconds: SECONDS, operations: OPERATIONS, faults: FAULTS },
      ...{ callers: 20, servers: 2, hold: HOLD_SECONDS, calm: CALM_SECONDS },
      ...{ redis: noRedis === undefined, rabbitmq: false },
      program: resolve(import.meta.dirname, '../../src/cli.ts'),
      evidence: join(tmpdir(), `servease-torture-${seed}.json`),
      replay: `TORTURE_SEED=${seed} npx vitest run server/test/torture/torture.test.ts`,
      say: (line) => console.log(line),
    });
    console.log(outcome.report);

    expect(outcome.conclusion, outcome.report).toBe('All invariants hold.');
  },
  LIMIT_MS,
);
