import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fleet, openFleet } from '../support/fleet.ts';
import { nth } from '../support/people.ts';
import { json, type StubServer, startStub } from '../support/stub-server.ts';
import { type Attack, bearer, rowOf, tokens } from './token-attacks.ts';
import { claimAttacks } from './token-attacks-claims.ts';
import { CORPUS } from './token-corpus.ts';
import { expectRefusal, knock, leaksIn, secretsIn } from './token-door.ts';
import {
  content,
  type Forge,
  jwkOf,
  platformToken,
  signerOf,
  signers,
  soundClaims,
  tokenBy,
  withHmac,
  withKey,
} from './token-forge.ts';

/** The same attacks on a process that also takes the tokens of an issuer with a key set. */
const SECRET = 'the secret beside the key set, longer than thirty-two bytes';
const ISSUER = 'https://login.example.com';
const SYMMETRIC = 'a symmetric key that somebody published by mistake';

const published = signers();
const own = signers();
/** A key of the set that is there to encrypt with. */
const forEncryption = signerOf(signers(), 'RS256');
/** A key that is too short to be trusted. */
const short = {
  ...signerOf(signers(), 'RS256'),
  kid: 'short',
  ...generateKeyPairSync('rsa', { modulusLength: 1_024 }),
};

const KEY_SET = {
  keys: [
    ...published.map(jwkOf),
    { ...jwkOf(forEncryption), use: 'enc' },
    jwkOf(short),
    { kty: 'oct', kid: 'shared', alg: 'HS256', k: Buffer.from(SYMMETRIC).toString('base64url') },
    { kty: 'RSA', kid: 'broken', alg: 'RS256', n: '!', e: 'AQAB' },
  ],
};

let fleet: Fleet;
let close: () => Promise<void>;
let keySet: StubServer;
let trap: StubServer;
let forge: Forge;
let port: number;
const sent: string[] = [];

beforeAll(async () => {
  keySet = await startStub(json(200, KEY_SET));
  trap = await startStub(json(200, { keys: own.map(jwkOf) }));
  ({ fleet, close } = await openFleet({
    processes: 1,
    settings: {
      SECRET_KEY: SECRET,
      JWKS_URL: `${keySet.url}/jwks.json`,
      JWT_ISSUER: ISSUER,
      LOG_LEVEL: 'debug',
      RATE_LIMIT: 'off',
    },
  }));
  port = Number(new URL(nth(fleet.services, 0).url).port);
  forge = { secret: SECRET, published, own, ownKeySet: `${trap.url}/jwks.json` };
});
afterAll(async () => {
  await close();
  await keySet.stop();
  await trap.stop();
});

const issued = (changed: object = {}): object => soundClaims({ iss: ISSUER, ...changed });

/** A token of the issuer, as good as it gets but for what is changed. */
function byIssuer(
  algorithm: 'RS256' | 'ES256' | 'EdDSA',
  header: object = {},
  payload: object | string | Buffer = issued(),
): string {
  return tokenBy(signerOf(published, algorithm), header, payload);
}

/** The claims of a bad payload with the issuer in front, where there are claims at all. */
function withIssuer(payload: object | string | Buffer): object | string | Buffer {
  if (typeof payload === 'string') return payload.replace(/^\{(?=")/, `{"iss":"${ISSUER}",`);
  return Buffer.isBuffer(payload) ? payload : { iss: ISSUER, ...payload };
}

const ON_THE_KEY_SET: readonly Attack[] = tokens({
  ...Object.fromEntries(
    [
      undefined,
      null,
      '',
      'https://evil.example.com',
      `${ISSUER}/`,
      ISSUER.toUpperCase(),
      [ISSUER],
    ].map((iss) => [
      `a token of the issuer ${JSON.stringify(iss)}`,
      () => byIssuer('RS256', {}, issued({ iss })),
    ]),
  ),
  ...Object.fromEntries(
    ['PS256', 'RS384', 'RS512', 'ES384', 'ES512', 'ES256K', 'Ed448', 'RSA1_5', 'rs256', 'none'].map(
      (alg) => [`${alg} in the header, RS256 in the signature`, () => byIssuer('RS256', { alg })],
    ),
  ),
  'RS256 under the name of the ES256 key': () =>
    byIssuer('RS256', { kid: signerOf(published, 'ES256').kid }),
  'ES256 under the name of the EdDSA key': () =>
    byIssuer('ES256', { kid: signerOf(published, 'EdDSA').kid }),
  'EdDSA under the name of the RS256 key': () =>
    byIssuer('EdDSA', { kid: signerOf(published, 'RS256').kid }),
  'a key name that the set does not have': () => byIssuer('RS256', { kid: 'unheard-of' }),
  'a key that is published for encryption': () => tokenBy(forEncryption, {}, issued()),
  'HS256 by a symmetric key of the set': () =>
    withHmac(content({ alg: 'HS256', kid: 'shared' }, issued()), SYMMETRIC),
  'RS256 under the name of a symmetric key': () => byIssuer('RS256', { kid: 'shared' }),
  'an ES256 signature in ASN.1': () => {
    const [head, payload, mac = ''] = byIssuer('ES256').split('.');
    const raw = Buffer.from(mac, 'base64url');
    const number = (half: Buffer): Buffer => Buffer.concat([Buffer.from([2, 33, 0]), half]);
    const both = Buffer.concat([number(raw.subarray(0, 32)), number(raw.subarray(32))]);
    const sequence = Buffer.concat([Buffer.from([48, both.length]), both]);
    return `${head}.${payload}.${sequence.toString('base64url')}`;
  },
  'the right key, another payload': () => {
    const [head, , mac] = byIssuer('ES256').split('.');
    return `${head}.${nth(byIssuer('ES256', {}, issued({ x: 1 })).split('.'), 1)}.${mac}`;
  },
  'a critical header under the right key': () => byIssuer('ES256', { crit: ['exp'], exp: 1 }),
  'RS256 signed by the key of ES256': () =>
    withKey(
      content({ alg: 'RS256', kid: signerOf(published, 'RS256').kid }, issued()),
      signerOf(published, 'ES256'),
    ),
});

async function expectRefused(attempt: Attack['attempt'], refusal: Attack['refusal']) {
  const attack = attempt(forge);
  sent.push(...secretsIn(attack));
  expectRefusal(await knock(port, attack), refusal);
}

describe.each(Object.entries(CORPUS))('beside a key set: %s', (_group, attacks) => {
  test.each(attacks.map(rowOf))('%s: %s', async (_name, refusal, attempt) => {
    await expectRefused(attempt, refusal);
  });
});

describe("what a payload says under the issuer's own signature", () => {
  const attacks = claimAttacks((_forge, payload) => byIssuer('ES256', {}, withIssuer(payload)));
  test.each(attacks.map(rowOf))('%s: %s', async (_name, refusal, attempt) => {
    await expectRefused(attempt, refusal);
  });
});

describe('what only a key set can be attacked with', () => {
  test.each(ON_THE_KEY_SET.map(rowOf))('%s: %s', async (_name, refusal, attempt) => {
    await expectRefused(attempt, refusal);
  });
});

test.each([
  ['of the platform', () => platformToken(forge)],
  ['by the RS256 key', () => byIssuer('RS256')],
  ['by the ES256 key', () => byIssuer('ES256')],
  ['by the EdDSA key', () => byIssuer('EdDSA')],
  ['by a key that it does not name', () => byIssuer('EdDSA', { kid: undefined })],
])('a sound token %s is accepted, so that the attacks would be if nobody looked', async (_, of) => {
  expect((await knock(port, bearer(of()))).status).toBe(200);
});

// The issuer's fault and not the token's, so nobody is signed out for it (contract 3).
test.each([
  ['too short', () => tokenBy(short, {}, issued())],
  ['broken', () => byIssuer('RS256', { kid: 'broken' })],
])('a token under the name of a published key that is %s cannot be checked', async (_, of) => {
  const answer = await knock(port, bearer(of()));
  expect([answer.status, answer.headers.has('retry-after')]).toEqual([503, true]);
  expect(JSON.parse(answer.body)).toEqual({ detail: expect.stringContaining('try again') });
});

test('names that no key has do not make the service fetch the set again and again', async () => {
  const before = keySet.requests.length;
  for (let number = 0; number < 100; number += 1) {
    const answer = await knock(port, bearer(byIssuer('RS256', { kid: `unheard-of-${number}` })));
    expectRefusal(answer, 'invalid token');
  }
  // The library looks again at most every thirty seconds, and a hundred refusals may take longer.
  expect(keySet.requests.length - before).toBeLessThanOrEqual(3);
  expect(keySet.requests.length).toBeGreaterThan(0);
});

test('no key is fetched from where an attacker says that it is', () => {
  expect(trap.requests).toEqual([]);
});

test('the process runs on, and no line of its log repeats a part of a token', () => {
  const service = nth(fleet.services, 0);
  expect(service.isRunning()).toBe(true);
  expect(sent.length).toBeGreaterThan(800);
  expect(service.output().split('\n').length).toBeGreaterThan(500);
  expect(leaksIn(service.output(), sent)).toEqual([]);
  expect(service.output().toLowerCase()).not.toContain('bearer');
});
