import fc from 'fast-check';
import { expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { carOwners, crowd } from '../support/people.ts';
import { useWorld } from '../support/world.ts';
import { type DocumentedOperation, documentedOperations } from './generated-requests-document.ts';
import { openLinks } from './generated-requests-links.ts';
import { plans } from './generated-requests-plans.ts';
import { openRun } from './generated-requests-run.ts';
import { openTally } from './generated-requests-tally.ts';

/** Set both to see a failure again; the number alone makes a longer run. */
const SEED = Number(process.env.GENERATED_SEED ?? Math.floor(Math.random() * 2 ** 31));
const REQUESTS = Number(process.env.GENERATED_REQUESTS ?? 2_500);
const LIMIT_MS = 60_000 + REQUESTS * 100;
/** At most so many more times so many requests, for the sake of one operation. */
const TURNS = 20;
const A_TURN = 50;

const people = crowd(40);
const world = useWorld({ people, names: processStore() });

test('C23 no oracle is against the answer to a generated request', {
  timeout: LIMIT_MS,
}, async () => {
  const documented = documentedOperations();
  const tally = openTally(documented.map(({ operationId }) => operationId));
  const run = await openRun({
    world,
    operations: new Map(documented.map((operation) => [operation.operationId, operation])),
    links: openLinks(world, carOwners(people)),
    tally,
  });
  const started = performance.now();
  try {
    await fc.assert(fc.asyncProperty(plans(documented), run), {
      seed: SEED,
      numRuns: REQUESTS,
    });
  } finally {
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      `${REQUESTS} requests in ${seconds} s; again: GENERATED_SEED=${SEED} GENERATED_REQUESTS=${REQUESTS}\n${tally.text()}`,
    );
  }

  // What no request has reached, or nothing was wrong with, is not shown to work.
  const isIdle = ({ operationId, needsToken, query, body }: DocumentedOperation): boolean =>
    tally.count(operationId, 2) === 0 ||
    // Of what is open to all and asks for nothing, nothing can be wrong.
    ((needsToken || body !== undefined || query.length > 0) && tally.count(operationId, 4) === 0);
  // Chance passes one over now and then: then every second request is of that one.
  for (const operation of documented) {
    const more = fc.oneof(plans(documented), plans([operation]));
    for (let turn = 0; turn < TURNS && isIdle(operation); turn += 1)
      await fc.assert(fc.asyncProperty(more, run), { seed: SEED + turn, numRuns: A_TURN });
  }
  expect(documented.filter(isIdle).map(({ operationId }) => operationId)).toEqual([]);
});
