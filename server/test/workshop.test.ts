import { pino } from 'pino';
import { expect, test } from 'vitest';
import { demoAccounts } from '../src/demo/demo-accounts.ts';
import { openWorkshop } from '../src/demo/workshop/open-workshop.ts';
import { openRateLimiter } from '../src/platform/rate-limiter.ts';
import { NOW, openWorld, useWorld, type WorldOptions } from './support/world.ts';

const world = useWorld();

interface Workshop {
  readonly now: string;
  readonly demo_accounts: readonly { email: string; password: string; role: string }[];
}

async function workshopOf(options: WorldOptions, now: string): Promise<Workshop> {
  const { world: other, close } = await openWorld(options);
  try {
    other.now = new Date(now);
    return (await other.withHeader(undefined).get<Workshop>('/workshop/')).body;
  } finally {
    await close();
  }
}

test('anybody is told the hours, the places and what the clock on the wall shows', async () => {
  world.now = new Date('2026-11-25T08:00:07.999Z');
  const answer = await world.withHeader(undefined).get('/workshop/');
  expect([answer.status, answer.text]).toEqual([
    200,
    JSON.stringify({
      time_zone: 'UTC',
      opening_hour: 9,
      closing_hour: 17,
      default_places: 3,
      now: '2026-11-25T08:00:07',
      demo_accounts: [],
    }),
  ]);
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('a token that is worth nothing elsewhere does no harm here', async () => {
  const answer = await world.withHeader('Bearer nonsense').get('/workshop/');
  expect(answer.status).toBe(200);
});

test('the clock is that of the zone, and the settings are those of the configuration', async () => {
  const business = { timeZone: 'Asia/Colombo', opensAt: 7, closesAt: 24, defaultPlaces: 1 };
  expect(await workshopOf({ business }, '2026-11-24T18:30:00Z')).toMatchObject({
    time_zone: 'Asia/Colombo',
    opening_hour: 7,
    closing_hour: 24,
    default_places: 1,
    now: '2026-11-25T00:00:00',
  });
});

test('the demo names one account of each role, and each can sign in', async () => {
  const { world: demo, close } = await openWorld({ demoAccounts: demoAccounts() });
  try {
    const { body } = await demo.withHeader(undefined).get<Workshop>('/workshop/');
    expect(body.demo_accounts.map(({ role }) => role)).toEqual(['customer', 'employee', 'admin']);
    for (const { email, password } of body.demo_accounts) {
      const login = await demo.withHeader(undefined).post('/auth/login/', { email, password });
      expect(login.status).toBe(200);
    }
  } finally {
    await close();
  }
});

test('in the demo everybody and every car is found before anyone has looked at them', async () => {
  const { world: demo, close } = await openWorld();
  try {
    await openWorkshop({
      db: demo.db,
      log: pino({ level: 'silent' }),
      clock: () => demo.now,
      business: {
        timeZone: 'UTC',
        opensAt: 9,
        closesAt: 17,
        defaultPlaces: 3,
        defaultMinutes: 60,
        reminderHours: 0,
      },
    });
    const { employees, customers, vehicles } = demo.people;
    const listed = await demo.employee.get<{ id: string }[]>('/employees/');
    expect(listed.body.map(({ id }) => id).sort()).toEqual(
      employees.map(({ user_id }) => user_id).sort(),
    );
    for (const { first_name, last_name, user_id } of customers) {
      const q = encodeURIComponent(`${first_name} ${last_name}`);
      const found = await demo.employee.get(`/customers/?q=${q}`);
      expect(found.body).toEqual([{ id: user_id, full_name: `${first_name} ${last_name}` }]);
    }
    for (const car of vehicles.filter(({ is_active }) => is_active)) {
      const q = encodeURIComponent(car.plate_number);
      const found = await demo.employee.get<{ id: string }[]>(`/customers/?q=${q}`);
      expect(found.body.map(({ id }) => id)).toContain(car.customer_id);
    }
    const list = await demo.admin.get<{ count: number }>('/appointments/?q=fernando');
    expect(list.body.count).toBeGreaterThan(0);
  } finally {
    await close();
  }
});

test('strangers who ask too often are told to wait, by address', async () => {
  const limits = { customer: 2, staff: 100, address: 1, trustProxy: true };
  // A clock that stands still: with the next minute the counting begins anew.
  const limiter = openRateLimiter(() => new Date(NOW));
  const { world: limited, close } = await openWorld({ rateLimits: { ...limits, limiter } });
  try {
    const ask = async (address: string) =>
      await limited.withHeader(undefined).request({
        method: 'GET',
        url: '/api/v1/workshop/',
        headers: { 'x-forwarded-for': address },
      });
    const answers = [await ask('203.0.113.7'), await ask('203.0.113.7'), await ask('203.0.113.7')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers['retry-after']).toBeDefined();
    expect((await ask('203.0.113.8')).status).toBe(200);
    // Whoever opens pages may sign in all the same.
    const signIn = await limited.withHeader(undefined).request({
      method: 'POST',
      url: '/api/v1/auth/login/',
      headers: { 'x-forwarded-for': '203.0.113.7' },
      payload: {},
    });
    expect(signIn.status).not.toBe(429);
  } finally {
    await close();
  }
});
