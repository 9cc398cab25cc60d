import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answerErrors } from '../../src/answer-errors.ts';
import { authenticator } from '../../src/http/authenticate.ts';
import { json, type StubServer, startStub } from '../support/stub-server.ts';
import { jwkOf, type Signer, signerOf, signers, soundClaims, tokenBy } from './token-forge.ts';

/**
 * What happens while an issuer changes its keys. The library keeps a key set for ten minutes, and
 * looks for a name that it does not know at most every thirty seconds; so the clock is a false one.
 */
const SECRET = 'the secret beside the changing keys, longer than thirty-two bytes';
const COOLDOWN_SECONDS = 30;
const LIFE_SECONDS = 600;

const first = signerOf(signers(), 'ES256');
const second = signerOf(signers(), 'ES256');

let keySet: StubServer;
let app: FastifyInstance;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  keySet = await startStub();
  publish(first);
  app = Fastify();
  answerErrors(app);
  const jwks = { url: `${keySet.url}/jwks.json`, issuer: undefined };
  const authenticate = authenticator({ secretKey: SECRET, jwks, clock: () => new Date() });
  app.get('/', async (request) => ({
    role: (await authenticate(request.headers.authorization)).role,
  }));
});
afterEach(async () => {
  vi.useRealTimers();
  await app.close();
  await keySet.stop();
});

function publish(...keys: readonly Signer[]): void {
  keySet.answer = json(200, { keys: keys.map(jwkOf) });
}

function wait(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1_000);
}

/** The status that a token gets; each token of a key is another one. */
async function statusOf(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await app.inject({ url: '/', headers })).statusCode;
}
const fresh = (signer: Signer, header: object = {}): string => tokenBy(signer, header);

test('a new key is accepted as soon as the set is looked at again', async () => {
  expect(await statusOf(fresh(first))).toBe(200);
  publish(first, second);
  wait(COOLDOWN_SECONDS + 1);
  expect(await statusOf(fresh(second))).toBe(200);
  expect(await statusOf(fresh(first))).toBe(200);
  expect(keySet.requests).toHaveLength(2);
});

test('a removed key is refused once the set has been looked at again', async () => {
  expect(await statusOf(fresh(first))).toBe(200);
  publish(second);
  wait(COOLDOWN_SECONDS + 1);
  expect(await statusOf(fresh(second))).toBe(200);
  expect(await statusOf(fresh(first))).toBe(401);
});

test('a removed key is refused after ten minutes, although nobody names a new one', async () => {
  expect(await statusOf(fresh(first))).toBe(200);
  publish(second);
  wait(LIFE_SECONDS - 1);
  expect(await statusOf(fresh(first))).toBe(200);
  wait(2);
  expect(await statusOf(fresh(first))).toBe(401);
});

test('so is a token by it that was accepted before', async () => {
  const known = fresh(first);
  expect(await statusOf(known)).toBe(200);
  publish(second);
  wait(LIFE_SECONDS + 1);
  expect(await statusOf(known)).toBe(401);
});

test('a token that is accepted again and again outlives the key no longer than that', async () => {
  const known = fresh(first);
  expect(await statusOf(known)).toBe(200);
  publish(second);
  for (let seconds = 0; seconds < LIFE_SECONDS - 60; seconds += 60) {
    wait(60);
    expect(await statusOf(known)).toBe(200);
  }
  wait(61);
  expect(await statusOf(known)).toBe(401);
});

test('a hundred names that no key has make the set looked at once', async () => {
  expect(await statusOf(fresh(first))).toBe(200);
  const unknown = (number: number): Promise<number> =>
    statusOf(fresh(first, { kid: `unheard-of-${number}` }));
  const hundred = Array.from({ length: 100 }, (_, number) => number);
  expect(new Set(await Promise.all(hundred.map(unknown)))).toEqual(new Set([401]));
  expect(keySet.requests).toHaveLength(1);
  wait(COOLDOWN_SECONDS + 1);
  expect(new Set(await Promise.all(hundred.map(unknown)))).toEqual(new Set([401]));
  expect(keySet.requests).toHaveLength(2);
});

test('a token by a key that left does not come back with its name', async () => {
  const impostor = { ...signerOf(signers(), 'ES256'), kid: first.kid };
  expect(await statusOf(fresh(first))).toBe(200);
  publish(impostor);
  wait(LIFE_SECONDS + 1);
  expect(await statusOf(fresh(first))).toBe(401);
  expect(await statusOf(tokenBy(impostor, {}, soundClaims()))).toBe(200);
});
