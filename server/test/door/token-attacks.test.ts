import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, type StubServer, startStub } from '../support/stub-server.ts';
import { SECRET, useWorld } from '../support/world.ts';
import { bearer, rowOf } from './token-attacks.ts';
import { CORPUS } from './token-corpus.ts';
import { expectRefusal, knock, leaksIn, secretsIn } from './token-door.ts';
import {
  content,
  type Forge,
  jwkOf,
  platformToken,
  signers,
  soundClaims,
  withHmac,
} from './token-forge.ts';

/** Attacks on a service that takes the tokens of the platform only. */
const logged: string[] = [];
const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
const world = useWorld({ log });

const own = signers();
const sent: string[] = [];
let forge: Forge;
let trap: StubServer;
let port: number;

beforeAll(async () => {
  trap = await startStub(json(200, { keys: own.map(jwkOf) }));
  forge = { secret: SECRET, published: signers(), own, ownKeySet: `${trap.url}/jwks.json` };
  await world.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = world.app.server.address() as AddressInfo);
});
afterAll(() => trap.stop());

describe.each(Object.entries(CORPUS))('%s', (_group, attacks) => {
  test.each(attacks.map(rowOf))('%s: %s', async (_name, refusal, attempt) => {
    const attack = attempt(forge);
    sent.push(...secretsIn(attack));
    expectRefusal(await knock(port, attack), refusal);
  });
});

test.each([
  ['as the platform signs', () => platformToken(forge)],
  ['in the shape of the attacks', () => withHmac(content(), SECRET)],
  ['of a customer', () => platformToken(forge, soundClaims({ user_role: 'customer' }))],
  ['with claims that mean nothing here', () => platformToken(forge, soundClaims({ aud: 'x' }))],
])('a sound token %s is accepted, so that the attacks would be if nobody looked', async (_, of) => {
  const answer = await knock(port, bearer(of()));
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([200, undefined]);
});

test.each([65_536, 1_048_576])(
  'a token of %i bytes that gets past the parser is an invalid one',
  async (bytes) => {
    const oversized = withHmac(content(undefined, 'n'.repeat(bytes)), 'a secret of nobody');
    const answer = await world.withHeader(`Bearer ${oversized}`).get('/appointments/');
    expect([answer.status, answer.body]).toEqual([401, { detail: 'Invalid token' }]);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="api"');
  },
);

test('no key is fetched from where an attacker says that it is', () => {
  expect(trap.requests).toEqual([]);
});

test('no line of the log repeats a part of a token', () => {
  expect(logged.length).toBeGreaterThan(100);
  expect(sent.length).toBeGreaterThan(500);
  expect(leaksIn(logged.join(''), sent)).toEqual([]);
  expect(logged.join('').toLowerCase()).not.toContain('bearer');
});

test('the corpus has at least 110 attacks, and no name twice', () => {
  const names = Object.entries(CORPUS).flatMap(([group, attacks]) =>
    attacks.map(({ name }) => `${group}: ${name}`),
  );
  expect(names.length).toBeGreaterThanOrEqual(110);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
