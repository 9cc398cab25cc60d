import { beforeEach, describe, expect, test } from 'vitest';
import type { RateLimits } from '../src/http/rate-limits.ts';
import { openRateLimiter, type RateLimiter } from '../src/platform/rate-limiter.ts';
import { nth } from './support/people.ts';
import { useWorld } from './support/world.ts';

let limiter: RateLimiter;
beforeEach(() => {
  limiter = openRateLimiter(() => new Date('2026-11-25T08:00:15Z'));
});
const limits: RateLimits = {
  limiter: (key, limit) => limiter(key, limit),
  customer: 3,
  staff: 5,
  address: 2,
  trustProxy: false,
};
const world = useWorld({ rateLimits: limits });
const proxied = useWorld({ rateLimits: { ...limits, trustProxy: true } });

const list = '/appointments/';
const login = {
  method: 'POST',
  url: '/api/v1/auth/login/',
  payload: { email: 'nobody@example.com', password: 'wrong' },
} as const;

describe('what one user sends', () => {
  test('is counted in the headers of every answer', async () => {
    const customer = world.as(nth(world.people.customers, 0));
    const answers = [await customer.get(list), await customer.get('/appointments/stats/')];
    expect(answers.map(({ headers }) => headers)).toEqual([
      expect.objectContaining({
        'ratelimit-policy': '3;w=60',
        'ratelimit-limit': '3',
        'ratelimit-remaining': '2',
        'ratelimit-reset': '45',
      }),
      expect.objectContaining({ 'ratelimit-remaining': '1' }),
    ]);
  });

  test('is refused beyond the limit, and told when to come back', async () => {
    const customer = world.as(nth(world.people.customers, 0));
    for (let count = 0; count < 3; count += 1) await customer.get(list);
    const answer = await customer.get(list);
    expect(answer).toMatchObject({
      status: 429,
      body: { detail: 'Request was throttled. Expected available in 45 seconds.' },
      headers: { 'retry-after': '45', 'ratelimit-remaining': '0' },
    });
  });

  test('does not count for another, and staff have more', async () => {
    const [first, second] = world.people.customers.map((person) => world.as(person));
    for (let count = 0; count < 4; count += 1) await first?.get(list);
    expect((await second?.get(list))?.status).toBe(200);
    for (let count = 0; count < 5; count += 1)
      expect((await world.employee.get(list)).status).toBe(200);
    expect((await world.employee.get(list)).status).toBe(429);
  });

  test('counts what is refused too, and changes nothing once it is too much', async () => {
    const customer = world.as(nth(world.people.customers, 0));
    for (let count = 0; count < 3; count += 1)
      expect((await customer.post('/appointments/', {})).status).toBe(400);
    expect((await customer.post('/appointments/', {})).status).toBe(429);
  });

  test('health is never limited', async () => {
    for (let count = 0; count < 10; count += 1)
      expect((await world.app.inject({ url: '/health/' })).statusCode).toBe(200);
  });
});

describe('what strangers send', () => {
  const from = (address: string | undefined) => ({
    ...login,
    headers: address === undefined ? {} : { 'x-forwarded-for': address },
  });
  const signIn = async (address: string | undefined): Promise<number> =>
    (await proxied.app.inject(from(address))).statusCode;

  test('is limited by the address that the proxy has seen last', async () => {
    const claimed = ['10.0.0.1, 192.0.2.7', '10.0.0.2, 192.0.2.7', '10.0.0.3, 192.0.2.7'];
    const statuses: number[] = [];
    for (const address of claimed) statuses.push(await signIn(address));
    expect(statuses).toEqual([401, 401, 429]);
    expect(await signIn('192.0.2.7, 192.0.2.8')).toBe(401);
  });

  test('bad tokens count with the sign-ins', async () => {
    const bad = () =>
      proxied.app.inject({
        url: '/api/v1/appointments/',
        headers: { authorization: 'Bearer bad', 'x-forwarded-for': '192.0.2.9' },
      });
    expect([(await bad()).statusCode, (await bad()).statusCode]).toEqual([401, 401]);
    expect((await bad()).statusCode).toBe(429);
    expect(await signIn('192.0.2.9')).toBe(429);
  });

  test('is not limited where no proxy names the address', async () => {
    for (let count = 0; count < 5; count += 1) {
      expect(await signIn(undefined)).toBe(401);
      expect((await world.app.inject(from('192.0.2.7'))).statusCode).toBe(401);
    }
  });
});
