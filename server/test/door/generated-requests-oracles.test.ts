import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { beforeAll, expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { carOwners } from '../support/people.ts';
import { useWorld, type World } from '../support/world.ts';
import { documentedOperations } from './generated-requests-document.ts';
import { openLinks } from './generated-requests-links.ts';
import { plans } from './generated-requests-plans.ts';
import { openRun } from './generated-requests-run.ts';
import { type Oracle, openTally } from './generated-requests-tally.ts';

/** A lie is found within so many times a hundred requests. */
const HUNDREDS = 30;
const STATS = '/api/v1/appointments/stats/';
const SLOT = /^\/api\/v1\/time-slots\/[0-9a-f-]{36}\//;

const world = useWorld({ names: processStore() });
const documented = documentedOperations().filter(({ needsToken }) => needsToken);

interface Answer {
  readonly statusCode: number;
  readonly headers: object;
  readonly body: string;
}
type Lie = (options: InjectOptions, answer: Answer) => Answer;

let stats: string;
let slot: string;

beforeAll(async () => {
  stats = JSON.stringify((await world.admin.get('/appointments/stats/')).body);
  const made = await world.admin.post('/time-slots/', {
    date: '2030-12-16',
    start_time: '09:00',
    end_time: '10:00',
  });
  slot = JSON.stringify(made.body);
});

/** The same world, except that its service does not tell the truth. */
function lyingWorld(lie: Lie): World {
  const inject = async (options: InjectOptions): Promise<Answer> => {
    const { statusCode, headers, body } = await world.app.inject(options);
    return lie(options, { statusCode, headers, body });
  };
  return new Proxy(world, {
    get: (target, key) => (key === 'app' ? { inject } : Reflect.get(target, key)),
  });
}

const to = (options: InjectOptions, path: string): boolean => String(options.url).startsWith(path);
const refused = ({ statusCode }: Answer): boolean => statusCode >= 400;

test.each<[Oracle, string, Lie]>([
  [
    'no fault of the service',
    'answers 500 for 404',
    (_, answer) => (answer.statusCode === 404 ? { ...answer, statusCode: 500 } : answer),
  ],
  [
    'no fault of the service',
    'says errors in a shape of its own',
    (_, answer) => (refused(answer) ? { ...answer, body: '{"message":"Bad"}' } : answer),
  ],
  [
    'true to the document',
    'answers with a key too many',
    (options, answer) =>
      to(options, STATS) && !refused(answer)
        ? { ...answer, body: answer.body.replace('{', '{"secret":1,') }
        : answer,
  ],
  [
    'true to the document',
    'answers with a status that nobody foresaw',
    (_, answer) => (answer.statusCode === 404 ? { ...answer, statusCode: 410 } : answer),
  ],
  [
    'wrong data refused',
    'takes a question for free slots that is wrong',
    (options, answer) =>
      to(options, '/api/v1/appointments/available_slots/') && answer.statusCode === 400
        ? { ...answer, statusCode: 200, body: '{"count":0,"slots":[]}' }
        : answer,
  ],
  [
    'rights enforced',
    'tells everybody its statistics',
    (options, answer) =>
      to(options, STATS) && refused(answer) ? { ...answer, statusCode: 200, body: stats } : answer,
  ],
  [
    'no use after deletion',
    'shows a slot that was deleted',
    (options, answer) =>
      SLOT.test(String(options.url)) && options.method === 'GET' && answer.statusCode === 404
        ? { ...answer, statusCode: 200, body: slot }
        : answer,
  ],
])('the oracle "%s" is against a service that %s', async (oracle, _what, lie) => {
  const lying = lyingWorld(lie);
  const run = await openRun({
    world: lying,
    operations: new Map(documented.map((operation) => [operation.operationId, operation])),
    links: openLinks(lying, carOwners(world.people)),
    tally: openTally(documented.map(({ operationId }) => operationId)),
  });
  const all = async (): Promise<void> => {
    for (let turn = 0; turn < HUNDREDS; turn += 1)
      for (const plan of fc.sample(plans(documented), { seed: turn, numRuns: 100 }))
        await run(plan);
  };
  await expect(all()).rejects.toThrow(new RegExp(`^${oracle}: `));
});
