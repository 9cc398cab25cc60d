import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { TokenPair } from '../src/demo/platform/tokens.ts';
import { samplePassword, samplePeople } from '../src/demo/workshop/sample-people.ts';
import {
  first,
  NOBODY,
  PLATFORM_SECRET,
  PLATFORM_START,
  usePlatform,
} from './support/platform-client.ts';

const client = usePlatform();
const customer = first(samplePeople.customers);
const employee = first(samplePeople.employees);
const admin = first(samplePeople.admins);
const vehicle = first(samplePeople.vehicles.filter((one) => one.customer_id === customer.user_id));

const login = () =>
  client.post<{ tokens: TokenPair }>('/api/v1/auth/login/', {
    email: customer.email,
    password: samplePassword,
  });

describe('signing in', () => {
  it('answers the user and a pair of tokens with the claims of the platform', async () => {
    const { status, body } = await login();
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(
      'id email first_name last_name user_role phone_number created_at is_active tokens'.split(' '),
    );
    expect(body).toMatchObject({ id: customer.user_id, user_role: 'customer', is_active: true });

    const identity = {
      user_id: customer.user_id,
      user_role: 'customer',
      email: customer.email,
      first_name: customer.first_name,
      last_name: customer.last_name,
    };
    const iat = PLATFORM_START / 1000;
    const jti = expect.stringMatching(/^[0-9a-f]{32}$/);
    const refresh = { token_type: 'refresh', exp: iat + 7 * 86_400, iat, jti, ...identity };
    const access = { token_type: 'access', exp: iat + 3600, iat, jti, ...identity };
    expect(decodeProtectedHeader(body.tokens.access)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(decodeJwt(body.tokens.refresh)).toEqual(refresh);
    expect(decodeJwt(body.tokens.access)).toEqual(access);
  });

  it('takes the e-mail address in capitals', async () => {
    const email = customer.email.toUpperCase();
    expect(
      await client.post('/api/v1/auth/login/', { email, password: samplePassword }),
    ).toMatchObject({
      status: 200,
    });
  });

  it('refuses a wrong password, an unknown address and a locked account alike', async () => {
    first(client.people.employees).is_active = false;
    const refused = { status: 401, body: { detail: 'Incorrect Credentials' } };
    for (const [email, password] of [
      [customer.email, 'wrong'],
      ['nobody@example.com', samplePassword],
      [employee.email, samplePassword],
    ]) {
      expect(await client.post('/api/v1/auth/login/', { email, password })).toEqual(refused);
    }
  });

  it('names the missing fields', async () => {
    expect(await client.post('/api/v1/auth/login/', { email: null })).toEqual({
      status: 400,
      body: {
        email: ['This field may not be null.'],
        password: ['This field is required.'],
      },
    });
    expect(await client.post('/api/v1/auth/login/', { email: {}, password: ' ' })).toEqual({
      status: 400,
      body: { email: ['Not a valid string.'], password: ['This field may not be blank.'] },
    });
  });
});

describe('refreshing', () => {
  const refreshPath = '/api/v1/auth/token/refresh/';

  it('trades a refresh token once, and the old one is blacklisted', async () => {
    const { refresh } = (await login()).body.tokens;
    client.now += 30 * 60_000;
    const { status, body } = await client.post<TokenPair>(refreshPath, { refresh });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['access', 'refresh']);
    expect(decodeJwt(body.access)).toMatchObject({
      iat: PLATFORM_START / 1000,
      exp: client.now / 1000 + 3600,
    });
    expect(decodeJwt(body.refresh)).toMatchObject({
      iat: client.now / 1000,
      user_role: 'customer',
    });
    expect(await client.get(`/api/v1/vehicles/${vehicle.vehicle_id}/`, body.access)).toMatchObject({
      status: 200,
    });

    expect(await client.post(refreshPath, { refresh })).toEqual({
      status: 401,
      body: { detail: 'Token is blacklisted', code: 'token_not_valid' },
    });
    expect(await client.post(refreshPath, { refresh: body.refresh })).toMatchObject({
      status: 200,
    });
  });

  it('lets one of two simultaneous trades win', async () => {
    const { refresh } = (await login()).body.tokens;
    const answers = await Promise.all([
      client.post(refreshPath, { refresh }),
      client.post(refreshPath, { refresh }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('refuses an access token, garbage and a token of eight days ago', async () => {
    const { access, refresh } = (await login()).body.tokens;
    const refused = {
      status: 401,
      body: { detail: 'Token is invalid or expired', code: 'token_not_valid' },
    };
    expect(await client.post(refreshPath, { refresh: access })).toEqual(refused);
    expect(await client.post(refreshPath, { refresh: 'x.y.z' })).toEqual(refused);
    client.now += 8 * 86_400_000;
    expect(await client.post(refreshPath, { refresh })).toEqual(refused);
    expect(await client.post(refreshPath, {})).toEqual({
      status: 400,
      body: { refresh: ['This field is required.'] },
    });
  });
});

describe('access tokens', () => {
  const path = `/api/v1/vehicles/${vehicle.vehicle_id}/`;
  const invalid = { status: 403, body: { detail: 'Invalid token' } };

  it('expire after an hour, or after the time asked for', async () => {
    const hour = await client.platform.accessToken(customer.user_id);
    const minute = await client.platform.accessToken(customer.user_id, { ttlSeconds: 60 });
    expect(decodeJwt(hour).exp).toBe(PLATFORM_START / 1000 + 3600);
    client.now += 59_000;
    expect((await client.get(path, minute)).status).toBe(200);
    client.now += 1000;
    expect(await client.get(path, minute)).toEqual(invalid);
    client.now = PLATFORM_START + 3_599_000;
    expect((await client.get(path, hour)).status).toBe(200);
    client.now += 1000;
    expect(await client.get(path, hour)).toEqual(invalid);
  });

  it('are only made for people of the platform', async () => {
    await expect(client.platform.accessToken(NOBODY)).rejects.toThrow(`knows no user ${NOBODY}`);
  });

  it.each([
    ['/api/v1/vehicles/', 'vehicle'],
    [`/api/v1/customers/logical/${customer.user_id}/`, 'customer'],
    [`/api/v1/employees/${employee.user_id}/basic/`, 'employee'],
    ['/api/v1/auth/admin/users/', 'authentication'],
  ])('are asked for with 403 at %s', async (protectedPath) => {
    const { refresh } = (await login()).body.tokens;
    const claims = decodeJwt(await client.platform.accessToken(admin.user_id));
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(`${PLATFORM_SECRET}, but another`));
    expect(await client.get(protectedPath)).toEqual({
      status: 403,
      body: { detail: 'Authentication credentials were not provided.' },
    });
    for (const token of ['x.y.z', forged, refresh, '', `${forged} ${forged}`]) {
      expect((await client.get(protectedPath, token)).status).toBe(403);
    }
  });
});

describe('the user look-ups', () => {
  const path = '/api/v1/auth/admin/users/';

  it('list users to admins only, by role and in pages of twenty', async () => {
    for (let index = 0; index < 10; index += 1) {
      client.people.customers.push({
        ...customer,
        user_id: NOBODY,
        created_at: '2020-01-01T00:00:00Z',
      });
    }
    const admins = await client.getAs(admin, `${path}?role=admin`);
    const { user_id: id, email, first_name, last_name, user_role, is_active, created_at } = admin;
    expect(admins).toEqual({
      status: 200,
      body: {
        count: 1,
        next: null,
        previous: null,
        results: [{ id, email, first_name, last_name, user_role, is_active, created_at }],
      },
    });

    const page = await client.getAs(admin, `${path}?role=customer&page=2`);
    expect(page.body).toMatchObject({ count: 22, next: null });
    expect(page.body.previous).toBe(`${client.platform.url}${path}?role=customer`);
    expect(page.body.results).toHaveLength(2);
    expect((await client.getAs(admin, `${path}?role=customer`)).body.next).toBe(
      `${client.platform.url}${path}?page=2&role=customer`,
    );
    for (const missing of ['0', '3', 'x', '1.5']) {
      expect(await client.getAs(admin, `${path}?role=customer&page=${missing}`)).toEqual({
        status: 404,
        body: { detail: 'Invalid page.' },
      });
    }
    for (const person of [customer, employee]) {
      expect((await client.getAs(person, path)).status).toBe(403);
    }
  });

  it('show one user to admins and to the user', async () => {
    const details = await client.getAs(admin, `${path}${employee.user_id}/`);
    expect(Object.keys(details.body)).toEqual(
      expect.arrayContaining(['id', 'phone_number', 'updated_at', 'last_login', 'is_active']),
    );
    expect(await client.getAs(employee, `${path}${employee.user_id}/`)).toEqual(details);
    expect((await client.getAs(customer, `${path}${employee.user_id}/`)).status).toBe(403);
    expect(await client.getAs(admin, `${path}${NOBODY}/`)).toEqual({
      status: 404,
      body: { detail: 'Not found.' },
    });
  });
});
