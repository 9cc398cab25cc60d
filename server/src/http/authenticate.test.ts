import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { authenticator } from './authenticate.ts';

const SECRET = 'a secret of the platform, long enough for every algorithm: 0123456789';
const NOW = new Date('2026-11-22T12:00:00.500Z');
const SECONDS = Math.floor(NOW.getTime() / 1_000);
const USER = '6f0cabcd-1234-4abc-8def-0123456789ab';

const claims = {
  token_type: 'access',
  exp: SECONDS + 3_600,
  iat: SECONDS - 60,
  jti: '6f0cabcd12344abc8def0123456789ab',
  user_id: USER,
  user_role: 'customer',
  email: 'ada@example.com',
};

const authenticate = authenticator({ secretKey: SECRET, clock: () => NOW });

function encoded(json: string): string {
  return Buffer.from(json).toString('base64url');
}

/** Signs any text as payload, for what no honest library would write. */
function signed(payload: string, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const hash = { HS384: 'sha384', HS512: 'sha512' }[(header as { alg: string }).alg] ?? 'sha256';
  const content = `${encoded(JSON.stringify(header))}.${encoded(payload)}`;
  return `${content}.${createHmac(hash, SECRET).update(content).digest('base64url')}`;
}

function token(changed: Readonly<Record<string, unknown>> = {}, header?: object): string {
  return signed(JSON.stringify({ ...claims, ...changed }), header);
}

const MISSING = {
  code: 'not_authenticated',
  message: 'Authentication credentials were not provided.',
};
const MALFORMED = {
  code: 'bad_authorization_header',
  message: 'Authorization header must contain two space-delimited values',
};
const INVALID = { code: 'invalid_token', message: 'Invalid token' };
const DENIED = {
  code: 'permission_denied',
  message: 'You do not have permission to perform this action.',
};

test.each(['customer', 'employee', 'admin'])(
  'a sound token of the role %s is an actor',
  async (role) => {
    const sound = token({ user_role: role });
    expect(await authenticate(`Bearer ${sound}`)).toEqual({ userId: USER, role, token: sound });
  },
);

test.each([
  ['in upper case', USER.toUpperCase()],
  ['without dashes', USER.replaceAll('-', '')],
])('a user id %s is written in lower case with dashes', async (_, user_id) => {
  expect((await authenticate(`Bearer ${token({ user_id })}`)).userId).toBe(USER);
});

test.each([
  ['an expiry with a fraction', { exp: SECONDS + 60.5 }],
  ['an expiry in the year 9999', { exp: 253_402_300_799 }],
  ['no time of issue', { iat: undefined }],
  ['the present as time of issue', { iat: SECONDS }],
  ['a start in the past', { nbf: SECONDS - 1 }],
  ['the present as start', { nbf: SECONDS }],
  ['no type in its header', {}, { alg: 'HS256' }],
  ['unknown claims', { iss: 'anybody', aud: 'anything', role: 'admin' }],
] as [string, object, object?][])('a token with %s is accepted', async (_, changed, header) => {
  const actor = await authenticate(`Bearer ${token({ ...changed }, header)}`);
  expect(actor).toMatchObject({ userId: USER, role: 'customer' });
});

test.each([
  ['no header', undefined],
  ['an empty header', ''],
  ['a blank header', ' '],
  ['lower-case bearer', `bearer ${token()}`],
  ['upper-case BEARER', `BEARER ${token()}`],
  ['another scheme', 'Basic YWRhOmFkYQ=='],
  ['another scheme of one part', 'Basic'],
  ['a token without a scheme', token()],
  ['a scheme grown onto its token', `Bearer${token()}`],
])('%s is no credentials', async (_, header) => {
  await expect(authenticate(header)).rejects.toMatchObject(MISSING);
});

test.each([
  ['Bearer alone', 'Bearer'],
  ['Bearer and a blank', 'Bearer '],
  ['three parts', `Bearer ${token()} x`],
  ['two tokens', `Bearer ${token()} ${token()}`],
])('%s is a malformed header', async (_, header) => {
  await expect(authenticate(header)).rejects.toMatchObject(MALFORMED);
});

const other = token({ user_role: 'admin' });
const [head = '', body = '', seal = ''] = token().split('.');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

function signedWithRsa(): string {
  const header = encoded(JSON.stringify({ alg: 'RS256', typ: 'JWT' }));
  const content = `${header}.${encoded(JSON.stringify(claims))}`;
  return `${content}.${sign('sha256', Buffer.from(content), rsa).toString('base64url')}`;
}

function unsigned(alg: string): string {
  return `${encoded(JSON.stringify({ alg, typ: 'JWT' }))}.${body}.`;
}

test.each([
  ['a word', 'x'],
  ['three letters', 'x.y.z'],
  ['two parts', `${head}.${body}`],
  ['four parts', `${head}.${body}.${seal}.${seal}`],
  ['no signature', `${head}.${body}.`],
  ["another token's payload", `${head}.${other.split('.')[1]}.${seal}`],
  ["another token's signature", `${head}.${body}.${other.split('.')[2]}`],
  ['a signature cut short', `${head}.${body}.${seal.slice(0, -4)}`],
  ['the algorithm none', unsigned('none')],
  ['the algorithm None', unsigned('None')],
  ['the algorithm NONE', unsigned('NONE')],
  ['the algorithm nOnE', unsigned('nOnE')],
  ['the algorithm none and a signature', token({}, { alg: 'none' })],
  ['no algorithm', token({}, { typ: 'JWT' })],
  ['HS384', token({}, { alg: 'HS384' })],
  ['HS512', token({}, { alg: 'HS512' })],
  ['hs256', token({}, { alg: 'hs256' })],
  ['RS256 by a key of its own', signedWithRsa()],
  ['a header nobody understands', token({}, { alg: 'HS256', crit: ['exp'], exp: 1 })],
  ['a payload that is no JSON', signed('claims')],
  ['a list as payload', signed('[]')],
  ['null as payload', signed('null')],
])('a token with %s is refused', async (_, refused) => {
  await expect(authenticate(`Bearer ${refused}`)).rejects.toMatchObject(INVALID);
});

test('a token signed with another key is refused', async () => {
  const stranger = authenticator({ secretKey: `${SECRET}!`, clock: () => NOW });
  await expect(stranger(`Bearer ${token()}`)).rejects.toMatchObject(INVALID);
});

test.each([
  ['that expired', { exp: SECONDS - 1 }],
  ['that expires now', { exp: SECONDS }],
  ['that expired in 1970', { exp: 0 }],
  ['without an expiry', { exp: undefined }],
  ['with an expiry of null', { exp: null }],
  ['with an expiry as text', { exp: String(SECONDS + 3_600) }],
  ['with an expiry as a date', { exp: '2030-01-01T00:00:00Z' }],
  ['that starts later', { nbf: SECONDS + 60 }],
  ['with a start as text', { nbf: 'now' }],
  ['issued later', { iat: SECONDS + 60 }],
  ['with a time of issue as text', { iat: 'now' }],
  ['to refresh with', { token_type: 'refresh' }],
  ['of no type', { token_type: undefined }],
  ['of the type Access', { token_type: 'Access' }],
  ['of two types', { token_type: ['access'] }],
  ['without a user', { user_id: undefined }],
  ['with a user of null', { user_id: null }],
  ['with a number as user', { user_id: 5 }],
  ['with a digit as user', { user_id: '5' }],
  ['with an empty user', { user_id: '' }],
  ['with a list of users', { user_id: [USER] }],
])('a token %s is refused', async (_, changed) => {
  await expect(authenticate(`Bearer ${token(changed)}`)).rejects.toMatchObject(INVALID);
});

test.each(['exp', 'iat', 'nbf'])('a token with an infinite %s is refused', async (claim) => {
  const payload = JSON.stringify({ ...claims, [claim]: 0 }).replace(
    `"${claim}":0`,
    `"${claim}":1e400`,
  );
  expect(payload).toContain('1e400');
  await expect(authenticate(`Bearer ${signed(payload)}`)).rejects.toMatchObject(INVALID);
});

test.each([
  ['no role', { user_role: undefined }],
  ['a role of null', { user_role: null }],
  ['an empty role', { user_role: '' }],
  ['an unknown role', { user_role: 'manager' }],
  ['a role in capitals', { user_role: 'Admin' }],
  ['a list of roles', { user_role: ['admin'] }],
  ['a role under another name', { user_role: undefined, role: 'admin', is_staff: true }],
])('a sound token with %s may do nothing', async (_, changed) => {
  const denied = `Bearer ${token(changed)}`;
  await expect(authenticate(denied)).rejects.toMatchObject(DENIED);
  // The second time it comes out of the memory of verified tokens.
  await expect(authenticate(denied)).rejects.toMatchObject(DENIED);
});

test('a remembered token is refused once it has expired', async () => {
  let now = NOW;
  const remembering = authenticator({ secretKey: SECRET, clock: () => now });
  const header = `Bearer ${token({ exp: SECONDS + 60 })}`;
  const at = (milliseconds: number): void => {
    now = new Date(milliseconds);
  };
  await expect(remembering(header)).resolves.toMatchObject({ userId: USER });
  at((SECONDS + 60) * 1_000 - 1);
  await expect(remembering(header)).resolves.toMatchObject({ userId: USER });
  at((SECONDS + 60) * 1_000);
  await expect(remembering(header)).rejects.toMatchObject(INVALID);
  at((SECONDS + 3_600) * 1_000);
  await expect(remembering(header)).rejects.toMatchObject(INVALID);
});

test('a token that starts later is accepted once it has started', async () => {
  let now = NOW;
  const waiting = authenticator({ secretKey: SECRET, clock: () => now });
  const header = `Bearer ${token({ nbf: SECONDS + 60 })}`;
  await expect(waiting(header)).rejects.toMatchObject(INVALID);
  now = new Date((SECONDS + 60) * 1_000);
  await expect(waiting(header)).resolves.toMatchObject({ userId: USER });
});
