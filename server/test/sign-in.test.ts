import { expect, test, vi } from 'vitest';
import { given } from './support/given.ts';
import { nth } from './support/people.ts';
import { type Claims, signedToken } from './support/signed-token.ts';
import { json, startStub } from './support/stub-server.ts';
import { openWorld, SECRET, useWorld } from './support/world.ts';

const world = useWorld();

const MISSING = 'Authentication credentials were not provided.';
const PARTS = {
  detail: 'Authorization header must contain two space-delimited values',
  code: 'bad_authorization_header',
};
const INVALID = { detail: 'Invalid token' };
const CHALLENGE = 'Bearer realm="api"';

test.each<[string, string | undefined, object]>([
  ['no header', undefined, { detail: MISSING }],
  ['an empty header', '', { detail: MISSING }],
  ['another scheme', 'Basic dTpw', { detail: MISSING }],
  ['a lower-case bearer', 'bearer x', { detail: MISSING }],
  ['Bearer alone', 'Bearer', PARTS],
  ['Bearer and a blank', 'Bearer ', PARTS],
  ['three parts', 'Bearer x y', PARTS],
  ['a token that is none', 'Bearer x', INVALID],
  ['a token of two parts', 'Bearer e30.e30', INVALID],
])('%s is 401 with a challenge', async (_what, header, body) => {
  const answer = await world.withHeader(header).get('/appointments/');
  expect([answer.status, answer.body]).toEqual([401, body]);
  expect(answer.headers['www-authenticate']).toBe(CHALLENGE);
});

test('Bearer is not looked for in other letters', async () => {
  const token = await world.platform.accessToken(nth(world.people.admins, 0).user_id);
  for (const scheme of ['bearer', 'BEARER', 'JWT', 'Token'])
    expect((await world.withHeader(`${scheme} ${token}`).get('/appointments/')).body).toEqual({
      detail: MISSING,
    });
});

const seconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;

test.each<[string, Claims]>([
  ['has expired', { exp: seconds(-1) }],
  ['never expires', { exp: undefined }],
  ['expires at a word', { exp: 'tomorrow' }],
  ['is for later', { nbf: seconds(3_600) }],
  ['is of the future', { iat: seconds(3_600) }],
  ['is a refresh token', { token_type: 'refresh' }],
  ['has no type', { token_type: undefined }],
  ['has no user', { user_id: undefined }],
  ['has a numbered user', { user_id: 7 }],
  ['has a user without a UUID', { user_id: 'root' }],
])('a token that %s is refused', async (_what, claims) => {
  const answer = await world.withClaims({ user_role: 'admin', ...claims }).get('/appointments/');
  expect([answer.status, answer.body]).toEqual([401, INVALID]);
  expect(answer.headers['www-authenticate']).toBe(CHALLENGE);
});

test('a token that is signed otherwise is refused', async () => {
  const claims = { user_role: 'admin' };
  const sound = await signedToken(SECRET, claims);
  const [header = '', payload = '', signature = ''] = sound.split('.');
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const forged = [
    await signedToken('another secret of the stories, as long as the first', claims),
    await signedToken(SECRET.repeat(2), claims, 'HS512'),
    await signedToken(SECRET, claims, 'HS384'),
    `${none}.${payload}.`,
    `${none}.${payload}.${signature}`,
    `${header}.${payload}.`,
    `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
  ];
  expect((await world.withHeader(`Bearer ${sound}`).get('/appointments/')).status).toBe(200);
  for (const token of forged)
    expect((await world.withHeader(`Bearer ${token}`).get('/appointments/')).body).toEqual(INVALID);
});

test('a token that worked stops working when it expires', async () => {
  // Of a busy machine the first answer may take longer than a short life: the clock is a false one.
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const { user_id } = nth(world.people.admins, 0);
    const token = await world.platform.accessToken(user_id, { ttlSeconds: 2 });
    const client = world.withHeader(`Bearer ${token}`);
    expect((await client.get('/appointments/')).status).toBe(200);
    vi.setSystemTime(Date.now() + 2_000);
    expect((await client.get('/appointments/')).body).toEqual(INVALID);
  } finally {
    vi.useRealTimers();
  }
});

test('the role is read from user_role, the one that is signed', async () => {
  const { id } = await given(world).appointment();
  const sly = world.withClaims({ role: 'admin', is_staff: true, is_superuser: true });
  expect((await sly.act(id, 'confirm')).status).toBe(403);
  for (const user_role of ['Admin', 'ADMIN', ' admin', ['admin'], '', null, 'root'])
    expect((await world.withClaims({ user_role }).get('/appointments/')).status).toBe(403);
});

test('a login and its refresh are handed to the authentication service', async () => {
  const admin = nth(world.people.admins, 0);
  const nobody = world.withHeader(undefined);
  const credentials = { email: admin.email, password: admin.password };

  const login = await nobody.post<{ tokens: { access: string; refresh: string } }>(
    '/auth/login/',
    credentials,
  );
  expect(login.status).toBe(200);
  expect(login.body).toMatchObject({ id: admin.user_id, user_role: 'admin' });

  const refresh = { refresh: login.body.tokens.refresh };
  const renewed = await nobody.post<{ access: string }>('/auth/token/refresh/', refresh);
  expect(renewed.status).toBe(200);
  const client = world.withHeader(`Bearer ${renewed.body.access}`);
  expect((await client.get('/appointments/')).status).toBe(200);
  // A refresh token is no access token, and is good for one refresh.
  expect((await world.withHeader(`Bearer ${refresh.refresh}`).get('/appointments/')).body).toEqual(
    INVALID,
  );
  expect((await nobody.post('/auth/token/refresh/', refresh)).status).toBe(401);
});

test('what the authentication service refuses is refused in its words', async () => {
  const nobody = world.withHeader(undefined);
  const wrong = { email: nth(world.people.admins, 0).email, password: 'guess' };
  const login = await nobody.post('/auth/login/', wrong);
  expect([login.status, login.body]).toEqual([401, { detail: 'Incorrect Credentials' }]);
  const incomplete = await nobody.post('/auth/login/', {});
  expect([incomplete.status, incomplete.body]).toEqual([
    400,
    { email: ['This field is required.'], password: ['This field is required.'] },
  ]);
});

test('a login that cannot be handed on is 503, never 401', async () => {
  const stub = await startStub();
  const { world: lonely, close } = await openWorld({
    people: world.people,
    services: { authentication: stub.url },
  });
  const expectAway = async () => {
    const answer = await lonely.withHeader(undefined).post('/auth/login/', { email: 'a@b.c' });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    expect(answer.body).toEqual({
      detail: 'The authentication service is not available. Please try again.',
    });
  };
  try {
    stub.answer = json(500, { detail: 'stack trace' });
    await expectAway();
    stub.answer = (_request, response) => response.end('<html>Welcome</html>');
    await expectAway();
    await stub.stop();
    await expectAway();
  } finally {
    await close();
    await stub.stop();
  }
});
