import {
  createHmac,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { nth } from '../support/people.ts';

/** A key pair that tokens are signed with, and its algorithm. */
export interface Signer {
  readonly algorithm: 'RS256' | 'ES256' | 'EdDSA';
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** What an attacker of a service knows, and what the attacker must not know but tests do. */
export interface Forge {
  /** The key that the platform signs with. */
  readonly secret: string;
  /** The keys of the issuer's key set; where there is no key set, keys of nobody. */
  readonly published: readonly Signer[];
  /** The attacker's own, of every algorithm. */
  readonly own: readonly Signer[];
  /** Where the attacker publishes them. */
  readonly ownKeySet: string;
}

/** A key pair of each algorithm that is accepted from a key set. */
export function signers(): Signer[] {
  const pairs = {
    RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    EdDSA: generateKeyPairSync('ed25519'),
  };
  return Object.entries(pairs).map(([algorithm, pair]) => ({
    algorithm: algorithm as Signer['algorithm'],
    kid: `${algorithm}-${randomUUID()}`,
    ...pair,
  }));
}

/** The public half as a member of a key set. */
export function jwkOf({ publicKey, kid, algorithm }: Signer): JsonWebKey {
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' };
}

/** The pair of this algorithm. */
export function signerOf(all: readonly Signer[], algorithm: Signer['algorithm']): Signer {
  return nth(
    all.filter((signer) => signer.algorithm === algorithm),
    0,
  );
}

/** One part of a token, from text or bytes. */
export function part(content: string | Buffer): string {
  return Buffer.from(content).toString('base64url');
}

export type Claims = Readonly<Record<string, unknown>>;

/** Claims that lack nothing: an admin's, with an hour to go. */
export function soundClaims(changed: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1_000);
  return {
    token_type: 'access',
    exp: now + 3_600,
    iat: now - 60,
    jti: randomUUID().replaceAll('-', ''),
    user_id: 'ad000000-0000-4000-8000-00000000000a',
    user_role: 'admin',
    ...changed,
  };
}

const HS256 = { alg: 'HS256', typ: 'JWT' };

/** The first two parts of a token, from texts as they are: nothing is checked. */
export function content(
  header: object | string = HS256,
  payload: object | string | Buffer = soundClaims(),
): string {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const isRaw = typeof payload === 'string' || Buffer.isBuffer(payload);
  return `${part(text)}.${part(isRaw ? payload : JSON.stringify(payload))}`;
}

/** Signs a content with shared bytes, as HS256 does unless another hash is named. */
export function withHmac(signed: string, secret: string | Buffer, hash = 'sha256'): string {
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

/** A token of the platform. */
export function platformToken(
  forge: Forge,
  payload: object | string | Buffer = soundClaims(),
): string {
  return withHmac(content(HS256, payload), forge.secret);
}

/** Signs a content with a private key, whatever its header says. */
export function withKey(signed: string, { algorithm, privateKey }: Signer): string {
  const digest = algorithm === 'EdDSA' ? null : 'sha256';
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
  return `${signed}.${sign(digest, Buffer.from(signed), key).toString('base64url')}`;
}

/** A token by this key, with what else its header says. */
export function tokenBy(
  signer: Signer,
  header: object = {},
  payload: object | string | Buffer = soundClaims(),
): string {
  const { algorithm: alg, kid } = signer;
  return withKey(content({ alg, kid, typ: 'JWT', ...header }, payload), signer);
}
