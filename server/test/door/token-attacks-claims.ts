import { type Attack, bearer, type Refusal } from './token-attacks.ts';
import { type Claims, type Forge, platformToken, soundClaims } from './token-forge.ts';

/** A payload that must be refused although its signature is right. */
interface BadPayload {
  readonly name: string;
  readonly refusal: Refusal;
  readonly payload: () => object | string | Buffer;
}

const now = (): number => Math.floor(Date.now() / 1_000);
const USER = 'ad000000-0000-4000-8000-00000000000a';

/** Values that a claim must not have; `undefined` leaves it out. */
const WRONG: Readonly<Record<string, () => readonly unknown[]>> = {
  exp: () => [
    ...[undefined, null, true, '', 'never', [], {}, [now() + 3_600], { $gt: 0 }],
    ...[0, -1, -1e9, 1, now() - 1, now() - 0.5, now() - 1e6, 0.1, Number.MIN_VALUE],
    ...[String(now() + 3_600), '9999999999', '1e400', new Date(Date.now() + 1e6).toISOString()],
  ],
  iat: () => [null, true, 'now', '1', [], {}, now() + 3_600, now() + 1e6, 1e300],
  nbf: () => [null, true, 'now', '1', [], {}, now() + 3_600, now() + 1e6, 1e300],
  token_type: () => [
    ...[undefined, null, true, 1, '', ' ', 'refresh', 'sliding', 'id', 'verify', 'Access'],
    ...['ACCESS', 'access ', ' access', 'access\u0000', 'access,refresh', ['access'], [], {}],
    ...[{ access: true }, 'аccess'],
  ],
  user_id: () => [
    ...[undefined, null, true, false, 0, 1, -1, '', ' ', '0', 'null', 'undefined', 'me', '*', '%'],
    ...[USER.slice(1), `${USER}0`, `${USER} `, ` ${USER}`, `${USER}\n`, `${USER}\u0000`],
    ...[`${USER}' or '1'='1`, `${USER}/../`, `{${USER}`, USER.replaceAll('-', '_')],
    ...[USER.replace('a', 'g'), USER.replace('a', 'а'), [USER], { id: USER }, [], {}, [[USER]]],
  ],
};

/** Roles that are none: their bearer is known and may do nothing (contract 9.14). */
const WRONG_ROLES: readonly unknown[] = [
  ...[undefined, null, true, 1, 0, '', ' ', '*', 'Admin', 'ADMIN', 'admin ', ' admin', 'admin\n'],
  ...['admin\u0000', 'administrator', 'superuser', 'root', 'staff', 'manager', 'user', 'anonymous'],
  ...['customer,admin', 'customer admin', 'аdmin', 'admın', '__proto__', 'constructor', 'toString'],
  ...['hasOwnProperty', 'length', ['admin'], ['customer', 'admin'], [], {}, { admin: true }],
];

/** Payloads that are no claims at all. */
const NO_CLAIMS: Readonly<Record<string, () => string | Buffer>> = {
  'no JSON': () => 'claims',
  nothing: () => '',
  'an empty object': () => '{}',
  null: () => 'null',
  true: () => 'true',
  'a number': () => '7',
  'a text': () => JSON.stringify(JSON.stringify(soundClaims())),
  'a list': () => '[]',
  'claims in a list': () => JSON.stringify([soundClaims()]),
  'claims below a name': () => JSON.stringify({ claims: soundClaims() }),
  'JSON that is cut off': () => JSON.stringify(soundClaims()).slice(0, -1),
  'JSON with a comma at its end': () => JSON.stringify(soundClaims()).replace(/\}$/, ',}'),
  'two objects': () => JSON.stringify(soundClaims()).repeat(2),
  'names without quotes': () => JSON.stringify(soundClaims()).replaceAll(/"(\w+)":/g, '$1:'),
  'UTF-16': () => Buffer.from(JSON.stringify(soundClaims()), 'utf16le'),
  'a NUL behind the claims': () => `${JSON.stringify(soundClaims())}\u0000`,
  'bytes that are no UTF-8 in the user id': () =>
    Buffer.from(JSON.stringify(soundClaims({ user_id: `${USER}\u00ff` })), 'latin1'),
  'an infinite expiry': () => numbered('exp', '1e400'),
  'an expiry of minus infinity': () => numbered('exp', '-1e400'),
  'an expiry that is not a number': () => numbered('exp', 'NaN'),
  'an expiry in hexadecimal': () => numbered('exp', '0xffffffff'),
  'an infinite time of issue': () => numbered('iat', '1e400'),
  'an infinite start': () => numbered('nbf', '1e400'),
  'an expiry under __proto__': () => inherited('exp', now() + 3_600),
  'a type under __proto__': () => inherited('token_type', 'access'),
  'a user under __proto__': () => inherited('user_id', USER),
  'an expiry under constructor.prototype': () =>
    JSON.stringify({
      ...soundClaims({ exp: undefined }),
      constructor: { prototype: { exp: now() + 3_600 } },
    }),
  'an expiry in capitals': () =>
    JSON.stringify({ ...soundClaims({ exp: undefined }), EXP: now() + 3_600 }),
  'the expiry twice, past last': () => repeated('exp', 1),
  'the type twice, refresh last': () => repeated('token_type', 'refresh'),
  'the user twice, nobody last': () => repeated('user_id', 'nobody'),
};

const NO_ROLE: Readonly<Record<string, () => string | object>> = {
  'the role under another name': () =>
    soundClaims({ user_role: undefined, role: 'admin', roles: ['admin'], is_staff: true }),
  'the role under __proto__': () => inherited('user_role', 'admin'),
  'the role under constructor.prototype': () =>
    soundClaims({ user_role: undefined, constructor: { prototype: { user_role: 'admin' } } }),
  'the role twice, an unknown one last': () => repeated('user_role', 'mechanic'),
};

/** Everything that a payload under a right signature can still do wrong. */
function badPayloads(): BadPayload[] {
  const named = (claim: string, value: unknown, refusal: Refusal): BadPayload => ({
    name: value === undefined ? `no ${claim}` : `${claim} ${JSON.stringify(value)}`,
    refusal,
    payload: () => soundClaims({ [claim]: value }),
  });
  const whole = (
    payloads: Readonly<Record<string, () => object | string | Buffer>>,
    refusal: Refusal,
  ): BadPayload[] =>
    Object.entries(payloads).map(([name, payload]) => ({
      name: `a payload with ${name}`,
      refusal,
      payload,
    }));
  return [
    ...Object.entries(WRONG).flatMap(([claim, values]) =>
      values().map((value) => named(claim, value, 'invalid token')),
    ),
    ...WRONG_ROLES.map((role) => named('user_role', role, 'no permission')),
    ...whole(NO_CLAIMS, 'invalid token'),
    ...whole(NO_ROLE, 'no permission'),
  ];
}

/** The bad payloads as attacks, in tokens that are signed in this way. */
export function claimAttacks(
  signed: (forge: Forge, payload: object | string | Buffer) => string = platformToken,
): Attack[] {
  return badPayloads().map(({ name, refusal, payload }) => ({
    name,
    refusal,
    attempt: (forge) => bearer(signed(forge, payload())),
  }));
}

/** Sound claims, one of them a number that JSON can only write in this way. */
function numbered(claim: string, literal: string): string {
  return JSON.stringify(soundClaims({ [claim]: 0 })).replace(
    `"${claim}":0`,
    `"${claim}":${literal}`,
  );
}

/** Sound claims without one, which stands in an object named `__proto__`. */
function inherited(claim: string, value: unknown): string {
  const rest = JSON.stringify(soundClaims({ [claim]: undefined } as Claims));
  return rest.replace('{', `{"__proto__":${JSON.stringify({ [claim]: value })},`);
}

/** Sound claims with a second value of one at their end. */
function repeated(claim: string, value: unknown): string {
  return JSON.stringify(soundClaims()).replace(/\}$/, `,"${claim}":${JSON.stringify(value)}}`);
}
