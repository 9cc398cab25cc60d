import { createHash, createHmac } from 'node:crypto';
import { nth } from '../support/people.ts';
import { type Attack, tokens } from './token-attacks.ts';
import {
  content,
  type Forge,
  jwkOf,
  part,
  platformToken,
  type Signer,
  signerOf,
  withHmac,
  withKey,
} from './token-forge.ts';

/** Tokens whose algorithm is not the one of the key, or is none (RFC 8725, 3.1 and 3.2). */
function algorithmAttacks(): Attack[] {
  const unsigned = ['none', 'None', 'NONE', 'nOnE', 'none ', 'nonė', '', 'null'];
  const labels = ['HS384', 'hs256', 'Hs256', 'HS256 ', ' HS256', 'HS-256', 'HS1', 'HMAC', 'SHA256'];
  const wrongTypes = [['HS256'], { alg: 'HS256' }, 256, true, null, [], ['none', 'HS256']];
  return tokens({
    ...each(unsigned, (alg) => [`the algorithm "${alg}" and no signature`, () => `${of(alg)}.`]),
    'the algorithm none, with the signature of HS256': ({ secret }) => withHmac(of('none'), secret),
    'the algorithm none and two parts': () => of('none'),
    'no signature under the algorithm HS256': () => `${of('HS256')}.`,
    'HS384 by the secret': ({ secret }) => withHmac(of('HS384'), secret, 'sha384'),
    'HS512 by the secret': ({ secret }) => withHmac(of('HS512'), secret, 'sha512'),
    'HS256 in the header, HS512 in the signature': ({ secret }) =>
      withHmac(of('HS256'), secret, 'sha512'),
    'SHA-1 for SHA-256': ({ secret }) => withHmac(of('HS256'), secret, 'sha1'),
    ...each(labels, (alg) => [`"${alg}" for HS256`, ({ secret }) => withHmac(of(alg), secret)]),
    ...each(wrongTypes, (alg) => [
      `the algorithm ${JSON.stringify(alg)}`,
      ({ secret }) => withHmac(content({ alg, typ: 'JWT' }), secret),
    ]),
    'no algorithm': ({ secret }) => withHmac(content({ typ: 'JWT' }), secret),
    'an inherited algorithm': ({ secret }) =>
      withHmac(content('{"__proto__":{"alg":"HS256"}}'), secret),
    'the algorithm twice, none last': ({ secret }) =>
      withHmac(content('{"alg":"HS256","alg":"none"}'), secret),
    ...each(['RS256', 'ES256', 'EdDSA', 'PS256', 'RS512', 'ES384', 'ES256K', 'Ed448'], (alg) => [
      `${alg} in the header, HS256 by the secret in the signature`,
      ({ secret }) => withHmac(of(alg), secret),
    ]),
  });
}

/** Tokens by keys that are not the issuer's, or that are known to everybody. */
function keyAttacks(): Attack[] {
  const spellings: Readonly<Record<string, (key: Signer) => string | Buffer>> = {
    'PEM text': ({ publicKey }) => publicKey.export({ type: 'spki', format: 'pem' }),
    'PEM text without its last line break': ({ publicKey }) =>
      String(publicKey.export({ type: 'spki', format: 'pem' })).trim(),
    'DER bytes': ({ publicKey }) => publicKey.export({ type: 'spki', format: 'der' }),
    'entry in the key set': (signer) => JSON.stringify(jwkOf(signer)),
    JWK: ({ publicKey }) => JSON.stringify(publicKey.export({ format: 'jwk' })),
    number: ({ publicKey }) => numberIn(publicKey.export({ format: 'jwk' })),
    'number as bytes': ({ publicKey }) =>
      Buffer.from(numberIn(publicKey.export({ format: 'jwk' })), 'base64url'),
  };
  const algorithms = ['RS256', 'ES256', 'EdDSA'] as const;
  const confused = algorithms.flatMap((algorithm) =>
    Object.entries(spellings).map(([spelling, secretOf]): [string, TokenMaker] => [
      `HS256 with the public ${algorithm} key's ${spelling} as its secret`,
      ({ published }) => {
        const signer = signerOf(published, algorithm);
        return withHmac(content({ alg: 'HS256', kid: signer.kid }), secretOf(signer));
      },
    ]),
  );
  return tokens({
    ...Object.fromEntries(confused),
    ...each(algorithms, (alg) => [
      `${alg} by the attacker's key under the name of the issuer's`,
      ({ own, published }) =>
        withKey(content({ alg, kid: signerOf(published, alg).kid }), signerOf(own, alg)),
    ]),
    ...each(algorithms, (alg) => [
      `${alg} by the attacker's key without a name`,
      ({ own }) => withKey(content({ alg }), signerOf(own, alg)),
    ]),
    'HS256 with the whole key set as its secret': ({ published }) =>
      withHmac(of('HS256'), JSON.stringify({ keys: published.map(jwkOf) })),
    'an ES256 signature of zeros': ({ published }) => blank(published, 'ES256', 64),
    'an EdDSA signature of zeros': ({ published }) => blank(published, 'EdDSA', 64),
    'an RS256 signature of zeros': ({ published }) => blank(published, 'RS256', 256),
    'an RS256 signature of nothing': ({ published }) => blank(published, 'RS256', 0),
  });
}

/** HS256 with secrets that are guessed, or nearly right, or not used as a key. */
function secretAttacks(): Attack[] {
  const guessed = [
    '',
    ' ',
    'secret',
    'changeme',
    'password',
    'your-secret-key',
    'your-256-bit-secret',
    'django-insecure-change-me',
    'django-insecure-your-secret-key-here',
    'dev-secret-key-change-in-production',
    'undefined',
    'null',
  ];
  const nearly: Readonly<Record<string, (secret: string) => string | Buffer>> = {
    'without its last character': (secret) => secret.slice(0, -1),
    'with a line break': (secret) => `${secret}\n`,
    'with a blank before it': (secret) => ` ${secret}`,
    'in capitals': (secret) => secret.toUpperCase(),
    'in Base64': (secret) => Buffer.from(secret).toString('base64'),
    'in hexadecimal': (secret) => Buffer.from(secret).toString('hex'),
    'in UTF-16': (secret) => Buffer.from(secret, 'utf16le'),
    backwards: (secret) => [...secret].reverse().join(''),
  };
  return tokens({
    ...each(guessed, (secret) => [
      `HS256 with the secret "${secret}"`,
      () => withHmac(of('HS256'), secret),
    ]),
    ...each(Object.keys(nearly), (spelling) => [
      `HS256 with the secret ${spelling}`,
      ({ secret }) => withHmac(of('HS256'), nearly[spelling]?.(secret) ?? ''),
    ]),
    'a hash of secret and content instead of an HMAC': ({ secret }) =>
      `${of('HS256')}.${createHash('sha256')
        .update(`${secret}${of('HS256')}`)
        .digest('base64url')}`,
    'a hash of the content alone': () =>
      `${of('HS256')}.${createHash('sha256').update(of('HS256')).digest('base64url')}`,
    'an HMAC of the payload alone': ({ secret }) => {
      const [, payload = ''] = of('HS256').split('.');
      const mac = createHmac('sha256', secret).update(payload).digest('base64url');
      return `${of('HS256')}.${mac}`;
    },
    'the signature of another token': (forge) =>
      `${of('HS256')}.${nth(platformToken(forge, { a: 1 }).split('.'), 2)}`,
    'a signature in hexadecimal': ({ secret }) => {
      const [, , mac = ''] = withHmac(of('HS256'), secret).split('.');
      return `${of('HS256')}.${part(Buffer.from(mac, 'base64url').toString('hex'))}`;
    },
  });
}

/** All attacks on the algorithm, the keys and the secret. */
export function signatureAttacks(): Attack[] {
  return [...algorithmAttacks(), ...keyAttacks(), ...secretAttacks()];
}

type TokenMaker = (forge: Forge) => string;

function each<Item>(
  items: readonly Item[],
  attack: (item: Item) => [string, TokenMaker],
): Record<string, TokenMaker> {
  return Object.fromEntries(items.map(attack));
}

/** Header and payload of a token that says it is of this algorithm. */
function of(alg: string): string {
  return content({ alg, typ: 'JWT' });
}

function numberIn(key: { n?: string | undefined; x?: string | undefined }): string {
  return key.n ?? key.x ?? '';
}

function blank(published: readonly Signer[], alg: Signer['algorithm'], bytes: number): string {
  const { kid } = signerOf(published, alg);
  return `${content({ alg, kid })}.${Buffer.alloc(bytes).toString('base64url')}`;
}
