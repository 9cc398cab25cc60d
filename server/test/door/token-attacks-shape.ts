import { nth } from '../support/people.ts';
import { type Attack, type Attempt, bearer, tokens } from './token-attacks.ts';
import { content, type Forge, part, platformToken, soundClaims, withHmac } from './token-forge.ts';

type Change = (parts: Parts, token: string) => string;

interface Parts {
  readonly head: string;
  readonly payload: string;
  readonly mac: string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Attacks that spoil a sound token of the platform. */
function spoilt(changes: Readonly<Record<string, Change>>): Attack[] {
  return tokens(
    Object.fromEntries(
      Object.entries(changes).map(([name, change]) => [
        name,
        (forge: Forge) => {
          const token = platformToken(forge);
          const [head = '', payload = '', mac = ''] = token.split('.');
          return change({ head, payload, mac }, token);
        },
      ]),
    ),
  );
}

/** Too few parts, too many, or some that are not there. */
const PARTS: Readonly<Record<string, Change>> = {
  'a word': () => 'word',
  'three words': () => 'x.y.z',
  'three dots': () => '...',
  'two dots': () => '..',
  'a dot': () => '.',
  'the header alone': ({ head }) => head,
  'no signature and no dot': ({ head, payload }) => `${head}.${payload}`,
  'no header': ({ payload, mac }) => `.${payload}.${mac}`,
  'no payload': ({ head, mac }) => `${head}..${mac}`,
  'the header for the payload': ({ head, mac }) => `${head}.${head}.${mac}`,
  'header and payload swapped': ({ head, payload, mac }) => `${payload}.${head}.${mac}`,
  'a fourth part': (_, token) => `${token}.x`,
  'a fourth part that is the signature': ({ mac }, token) => `${token}.${mac}`,
  'a fourth part that is empty': (_, token) => `${token}.`,
  'an empty part before all others': (_, token) => `.${token}`,
  'five parts': (_, token) => `${token}.x.y`,
  'commas for dots': (_, token) => token.replaceAll('.', ','),
  'encoded dots': (_, token) => token.replaceAll('.', '%2E'),
  'the token twice': (_, token) => token + token,
  'the token twice, with a dot': (_, token) => `${token}.${token}`,
};

/** A signature that is nearly the right one. */
const SIGNATURES: Readonly<Record<string, Change>> = {
  'a signature without its last character': (_, token) => token.slice(0, -1),
  'a signature without its first character': ({ mac }, token) => ending(token, mac.slice(1)),
  'half a signature': ({ mac }, token) => ending(token, mac.slice(0, 21)),
  'one character of the signature': ({ mac }, token) => ending(token, mac.slice(0, 1)),
  'a signature with one character more': (_, token) => `${token}A`,
  'a signature with a byte more': ({ mac }, token) =>
    ending(
      token,
      bytes(mac, (all) => [...all, 0]),
    ),
  'a signature with a byte before it': ({ mac }, token) =>
    ending(
      token,
      bytes(mac, (all) => [0, ...all]),
    ),
  'a signature with its first bit turned': ({ mac }, token) =>
    ending(
      token,
      bytes(mac, ([first = 0, ...rest]) => [first ^ 128, ...rest]),
    ),
  'a signature with its last bit turned': ({ mac }, token) =>
    ending(
      token,
      bytes(mac, (all) => [...all.slice(0, -1), nth(all, 31) ^ 1]),
    ),
  'a signature backwards': ({ mac }, token) =>
    ending(
      token,
      bytes(mac, (all) => all.reverse()),
    ),
  'a signature of zeros': (_, token) => ending(token, 'A'.repeat(43)),
  'a signature of ones': (_, token) => ending(token, `${'_'.repeat(42)}8`),
  'a signature twice': ({ mac }, token) => token + mac,
  'the signature in other letters': ({ mac }, token) => ending(token, swappedCase(mac)),
};

/** Spellings of the right bytes that RFC 7515 does not know: one token has one spelling. */
const SPELLINGS: Readonly<Record<string, Change>> = {
  ...Object.fromEntries(
    [1, 2, 3].map((bits): [string, Change] => [
      `a signature whose last character has other unused bits, ${bits}`,
      (_, token) => token.slice(0, -1) + nth([...ALPHABET], ALPHABET.indexOf(last(token)) ^ bits),
    ]),
  ),
  'a signature padded with =': (_, token) => `${token}=`,
  'a signature padded with ==': (_, token) => `${token}==`,
  'a header padded with =': ({ head, payload, mac }) => `${head}=.${payload}.${mac}`,
  'a payload padded with =': ({ head, payload, mac }) => `${head}.${payload}=.${mac}`,
  'a payload padded with ==': ({ head, payload, mac }) => `${head}.${payload}==.${mac}`,
  'letters of another writing': (_, token) => token.replaceAll('e', '\u00ea'),
  'capitals only': (_, token) => token.toUpperCase(),
  'small letters only': (_, token) => token.toLowerCase(),
  'quotes around it': (_, token) => `"${token}"`,
  'angle brackets around it': (_, token) => `<${token}>`,
  'a comma behind it': (_, token) => `${token},`,
  'a semicolon behind it': (_, token) => `${token};`,
  'an equals sign before it': (_, token) => `=${token}`,
  'a byte order mark before it': (_, token) => `\u00ef\u00bb\u00bf${token}`,
  'a no-break space before it': (_, token) => `\u00a0${token}`,
  'a no-break space behind it': (_, token) => `${token}\u00a0`,
  'a no-break space within it': (_, token) => token.replace('.', '.\u00a0'),
};

/** Sound in all but the letters of its signature: `+` and `/` stand for `-` and `_`. */
function standardLetters(forge: Forge): string {
  for (;;) {
    const token = platformToken(forge, soundClaims());
    const mac = last(token.split('.'));
    if (/[-_]/.test(mac)) return ending(token, mac.replaceAll('-', '+').replaceAll('_', '/'));
  }
}

/** Signed as it stands, but not in the letters of Base64url. */
function otherLetters(forge: Forge): string {
  const [head = '', payload = ''] = content(
    undefined,
    soundClaims({ note: '\u00bf\u00be?>' }),
  ).split('.');
  const plain = `${head}.${Buffer.from(payload, 'base64url').toString('base64')}`;
  return withHmac(plain.includes('+') || plain.includes('/') ? plain : `${plain}+/`, forge.secret);
}

/** Tokens of this many bytes in all; each comes with a signature that is wrong, or is junk. */
function sizes(): Attack[] {
  const junk = (bytes: number): Attempt => bearer('a'.repeat(bytes));
  const signed = (forge: Forge, bytes: number): Attempt =>
    bearer(
      withHmac(content(undefined, soundClaims({ note: 'n'.repeat(bytes) })), `${forge.secret}!`),
    );
  return [
    { name: '8 KiB of junk', refusal: 'invalid token', attempt: () => junk(8_192) },
    { name: '8 KiB of dots', refusal: 'invalid token', attempt: () => bearer('.'.repeat(8_192)) },
    {
      name: '8 KiB of payload, by a wrong secret',
      refusal: 'invalid token',
      attempt: (forge) => signed(forge, 8_192),
    },
    {
      name: '8 KiB of brackets in the payload',
      refusal: 'invalid token',
      attempt: ({ secret }) => bearer(withHmac(content(undefined, '['.repeat(6_000)), secret)),
    },
    {
      name: '8 KiB of header',
      refusal: 'invalid token',
      attempt: () => bearer(`${part('{'.repeat(6_000))}.x.y`),
    },
    { name: '64 KiB of junk', refusal: 'too large', attempt: () => junk(65_536) },
    {
      name: '64 KiB of payload, by a wrong secret',
      refusal: 'too large',
      attempt: (forge) => signed(forge, 65_536),
    },
    { name: '1,024 KiB of junk', refusal: 'too large', attempt: () => junk(1_048_576) },
  ];
}

/** All attacks on the form of a token. */
export function shapeAttacks(): Attack[] {
  return [
    ...spoilt({ ...PARTS, ...SIGNATURES, ...SPELLINGS }),
    ...tokens({
      'a signature with + and / for - and _': standardLetters,
      'a payload with + and / for - and _, signed so': otherLetters,
    }),
    ...sizes(),
  ];
}

function last(items: string | readonly string[]): string {
  return nth([...items], items.length - 1);
}

function ending(token: string, mac: string): string {
  return `${token.slice(0, token.lastIndexOf('.'))}.${mac}`;
}

function bytes(mac: string, change: (all: number[]) => number[]): string {
  return Buffer.from(change([...Buffer.from(mac, 'base64url')])).toString('base64url');
}

function swappedCase(text: string): string {
  return [...text]
    .map((letter) =>
      letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
    )
    .join('');
}
