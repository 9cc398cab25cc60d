import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  type GenerateKeyPairResult,
  generateKeyPair,
  importJWK,
  SignJWT,
} from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Authenticate, authenticator } from './authenticate.ts';

const SECRET = 'a secret of the platform, long enough for every algorithm: 0123456789';
const NOW = new Date('2026-11-22T12:00:00Z');
const SECONDS = NOW.getTime() / 1_000;
const USER = '6f0cabcd-1234-4abc-8def-0123456789ab';
const ISSUER = 'https://login.example.com';
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'] as const;
type Algorithm = (typeof ALGORITHMS)[number];

const INVALID = { code: 'invalid_token', message: 'Invalid token' };

const keys = new Map<Algorithm, GenerateKeyPairResult>();
let server: Server;
let url: string;
let authenticate: Authenticate;

beforeAll(async () => {
  for (const algorithm of ALGORITHMS)
    keys.set(algorithm, await generateKeyPair(algorithm, { extractable: true }));
  const published = await Promise.all(
    [...keys].map(async ([algorithm, { publicKey }]) => ({
      ...(await exportJWK(publicKey)),
      kid: algorithm,
      use: 'sig',
    })),
  );
  server = createServer((request, response) => {
    const asked = new URL(request.url ?? '', 'http://localhost').searchParams;
    response.writeHead(Number(asked.get('status') ?? 200), { 'content-type': 'application/json' });
    response.end(asked.get('body') ?? JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  authenticate = withKeySet(url);
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

function withKeySet(keySet: string, issuer?: string): Authenticate {
  return authenticator({ secretKey: SECRET, jwks: { url: keySet, issuer }, clock: () => NOW });
}

function keyOf(algorithm: Algorithm): GenerateKeyPairResult {
  const pair = keys.get(algorithm);
  if (pair === undefined) throw new Error(`no key for ${algorithm}`);
  return pair;
}

async function token(
  algorithm: Algorithm,
  changed: Readonly<Record<string, unknown>> = {},
  key?: GenerateKeyPairResult['privateKey'],
): Promise<string> {
  const claims = {
    token_type: 'access',
    exp: SECONDS + 3_600,
    user_id: USER,
    user_role: 'admin',
    ...changed,
  };
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, kid: algorithm })
    .sign(key ?? keyOf(algorithm).privateKey);
}

/** An HS256 token, signed with whatever bytes are given. */
function shared(secret: string, kid?: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    token_type: 'access',
    exp: SECONDS + 3_600,
    user_id: USER,
    user_role: 'admin',
  };
  const content = `${part({ alg: 'HS256', kid })}.${part(claims)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

test.each(ALGORITHMS)('an %s token by the published key is accepted', async (algorithm) => {
  const sound = await token(algorithm);
  const actor = { userId: USER, role: 'admin', token: sound };
  expect(await authenticate(`Bearer ${sound}`)).toEqual(actor);
  expect(await authenticate(`Bearer ${sound}`)).toEqual(actor);
});

test('HS256 tokens of the platform are still accepted', async () => {
  expect(await authenticate(`Bearer ${shared(SECRET)}`)).toMatchObject({ userId: USER });
});

test.each(ALGORITHMS)('an %s token by a key of its own is refused', async (algorithm) => {
  const { privateKey } = await generateKeyPair(algorithm);
  const forged = await token(algorithm, {}, privateKey);
  await expect(authenticate(`Bearer ${forged}`)).rejects.toMatchObject(INVALID);
});

test.each(ALGORITHMS)('HS256 with the public key of %s as secret is refused', async (algorithm) => {
  const { publicKey } = keyOf(algorithm);
  const pem = await exportSPKI(publicKey);
  for (const secret of [pem, pem.trim(), JSON.stringify(await exportJWK(publicKey))])
    await expect(authenticate(`Bearer ${shared(secret, algorithm)}`)).rejects.toMatchObject(
      INVALID,
    );
});

test.each([
  ['PS256 by the RSA key', 'PS256'],
  ['RS512 by the RSA key', 'RS512'],
])('%s is refused', async (_, alg) => {
  const jwk = await exportJWK(keyOf('RS256').privateKey);
  const key = await importJWK(jwk, alg);
  const refused = await new SignJWT({ token_type: 'access', user_id: USER, user_role: 'admin' })
    .setProtectedHeader({ alg, kid: 'RS256' })
    .setExpirationTime(SECONDS + 3_600)
    .sign(key);
  await expect(authenticate(`Bearer ${refused}`)).rejects.toMatchObject(INVALID);
});

test("an algorithm does not fit another algorithm's key", async () => {
  const sound = await token('ES256');
  const [, body = '', seal = ''] = sound.split('.');
  for (const header of [
    { alg: 'RS256', kid: 'ES256' },
    { alg: 'ES256', kid: 'RS256' },
    { alg: 'EdDSA', kid: 'ES256' },
    { alg: 'none', kid: 'ES256' },
  ]) {
    const head = Buffer.from(JSON.stringify(header)).toString('base64url');
    await expect(authenticate(`Bearer ${head}.${body}.${seal}`)).rejects.toMatchObject(INVALID);
  }
});

test.each([
  ['that expired', { exp: SECONDS }],
  ['without an expiry', { exp: undefined }],
  ['to refresh with', { token_type: 'refresh' }],
  ['of no type', { token_type: undefined }],
  ['without a user', { user_id: undefined }],
  ['issued later', { iat: SECONDS + 60 }],
  ['that starts later', { nbf: SECONDS + 60 }],
])('a token by the published key, but %s, is refused', async (_, changed) => {
  const refused = await token('RS256', changed);
  await expect(authenticate(`Bearer ${refused}`)).rejects.toMatchObject(INVALID);
});

test('a token by the published key without a role may do nothing', async () => {
  const sound = await token('RS256', { user_role: undefined });
  await expect(authenticate(`Bearer ${sound}`)).rejects.toMatchObject({
    code: 'permission_denied',
  });
});

test('with an issuer configured, only its tokens are accepted', async () => {
  const strict = withKeySet(url, ISSUER);
  const own = await token('RS256', { iss: ISSUER });
  expect(await strict(`Bearer ${own}`)).toMatchObject({ userId: USER });
  for (const iss of [undefined, 'https://evil.example.com', [ISSUER], `${ISSUER}/`]) {
    const foreign = await token('RS256', { iss });
    await expect(strict(`Bearer ${foreign}`)).rejects.toMatchObject(INVALID);
  }
});

test('the issuer is not asked of HS256 tokens, which name none', async () => {
  const strict = withKeySet(url, ISSUER);
  expect(await strict(`Bearer ${shared(SECRET)}`)).toMatchObject({ userId: USER });
});

/** A port where nothing listens any more. */
async function closedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

test('a forged HS256 token is refused while the key set is away', async () => {
  const cutOff = withKeySet(`http://127.0.0.1:${await closedPort()}/jwks.json`);
  expect(await cutOff(`Bearer ${shared(SECRET)}`)).toMatchObject({ userId: USER });
  await expect(cutOff(`Bearer ${shared('x')}`)).rejects.toMatchObject(INVALID);
});

// A 401 logs browser users out, so it is for bad tokens only, never for peers (contract 3).
test.each([
  ['does not listen', async () => `http://127.0.0.1:${await closedPort()}/jwks.json`],
  ['answers 500', async () => `${url}?status=500`],
  ['answers no JSON', async () => `${url}?body=<html>`],
])('a sound token is not called invalid while the key set %s', async (_, keySet) => {
  const cutOff = withKeySet(await keySet());
  const sound = await token('RS256');
  await expect(cutOff(`Bearer ${sound}`)).rejects.toMatchObject({
    code: 'login_unavailable',
    details: { retryAfterSeconds: expect.any(Number) },
  });
});
