import pg from 'pg';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { STATUSES } from '../src/appointments/appointment.ts';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);
const CREATOR = nth(carOwners(samplePeople), 2);

interface Stats {
  readonly total_appointments: number;
  readonly today: number;
  readonly completed_today: number;
  readonly upcoming: number;
  readonly by_type: Readonly<Record<string, number>>;
}

async function stats(client: Client): Promise<Stats & Record<string, unknown>> {
  const answer = await client.get<Stats & Record<string, unknown>>('/appointments/stats/');
  expect(answer.status).toBe(200);
  return answer.body;
}

const NOTHING = {
  total_appointments: 0,
  pending: 0,
  confirmed: 0,
  in_progress: 0,
  completed: 0,
  cancelled: 0,
  today: 0,
  completed_today: 0,
  upcoming: 0,
  by_type: {},
  no_show: 0,
  pending_appointments: 0,
  confirmed_appointments: 0,
  completed_appointments: 0,
  cancelled_appointments: 0,
};

type Row = Parameters<ReturnType<typeof given>['appointment']>[0];

test('without appointments everything is zero, in the order of the keys that callers read', async () => {
  expect(JSON.stringify(await stats(world.admin))).toBe(JSON.stringify(NOTHING));
});

describe('with appointments of all kinds', () => {
  const full = useWorld();
  beforeAll(async () => {
    const rows: Row[] = [
      ...STATUSES.flatMap((status, index) => Array.from({ length: index + 1 }, () => ({ status }))),
      { appointment_type: 'repair', ...of(OWNER) },
      { appointment_type: 'repair', status: 'confirmed', ...of(OTHER) },
      {
        appointment_type: 'emergency',
        status: 'archived',
        created_by_user_id: CREATOR.person.user_id,
      },
    ];
    for (const row of rows) await given(full).appointment(row);
  });

  test.each<[string, () => Client]>([
    ['an admin', () => full.admin],
    ['an employee', () => full.employee],
  ])('%s sees them counted by status and by type', async (_who, client) => {
    const counted = await stats(client());
    expect(counted).toEqual({
      total_appointments: 24,
      pending: 2,
      confirmed: 3,
      in_progress: 3,
      completed: 4,
      cancelled: 5,
      today: 0,
      completed_today: 0,
      upcoming: 5,
      by_type: { emergency: 1, maintenance: 21, repair: 2 },
      no_show: 6,
      pending_appointments: 2,
      confirmed_appointments: 3,
      completed_appointments: 4,
      cancelled_appointments: 5,
    });
    const sum = Object.values(counted.by_type).reduce((total, count) => total + count, 0);
    expect(sum).toBe(counted.total_appointments);
  });

  test('a customer sees the own ones counted, and what was entered before', async () => {
    const one = { ...NOTHING, total_appointments: 1 };
    expect(await stats(full.as(OWNER.person))).toEqual({
      ...one,
      pending: 1,
      pending_appointments: 1,
      upcoming: 1,
      by_type: { repair: 1 },
    });
    expect(await stats(full.as(CREATOR.person))).toEqual({ ...one, by_type: { emergency: 1 } });
    expect(await stats(full.as(nth(carOwners(samplePeople), 3).person))).toEqual(NOTHING);
  });

  test('they are counted in one statement', async () => {
    const questions = vi.spyOn(pg.Client.prototype, 'query');
    try {
      await stats(full.admin);
      expect(questions).toHaveBeenCalledTimes(1);
    } finally {
      questions.mockRestore();
    }
  });

  test('they are shown to nobody without a token or a role', async () => {
    const asked = async (client: Client) => (await client.get('/appointments/stats/')).status;
    expect(await asked(full.withHeader(undefined))).toBe(401);
    expect(await asked(full.withClaims({ user_role: 'mechanic' }))).toBe(403);
  });
});

describe('today is the day of the business time zone', () => {
  const completed = (completed_at: string): Row => ({
    status: 'completed',
    scheduled_date: '2026-01-05',
    completed_at,
  });
  const scheduled = (scheduled_date: string, status: string): Row => ({ scheduled_date, status });

  const colombo = useWorld({ business: { timeZone: 'Asia/Colombo' } });
  beforeAll(async () => {
    const rows: Row[] = [
      // Midnight in Colombo is half past six in the evening of UTC.
      completed('2026-11-24T18:29:59.999999Z'),
      completed('2026-11-24T18:30:00Z'),
      completed('2026-11-25T18:29:59.999999Z'),
      completed('2026-11-25T18:30:00Z'),
      completed('2026-11-26T18:29:59.999999Z'),
      completed('2026-11-26T18:30:00Z'),
      scheduled('2026-11-24', 'pending'),
      scheduled('2026-11-25', 'pending'),
      scheduled('2026-11-25', 'cancelled'),
      scheduled('2026-11-25', 'confirmed'),
      scheduled('2026-11-26', 'pending'),
      scheduled('2026-11-26', 'in_progress'),
      scheduled('2026-11-27', 'confirmed'),
      scheduled('2026-11-27', 'no_show'),
      scheduled('2026-12-24', 'pending'),
    ];
    for (const row of rows) await given(colombo).appointment(row);
  });

  test.each([
    ['2026-11-24T18:30:00Z', 'the first moment of the 25th', [3, 2, 3]],
    ['2026-11-25T03:00:00Z', 'the morning of the 25th', [3, 2, 3]],
    ['2026-11-25T18:29:59.999Z', 'the last moment of the 25th', [3, 2, 3]],
    ['2026-11-25T18:30:00Z', 'the first moment of the 26th', [2, 2, 2]],
    ['2026-11-26T18:29:59Z', 'the last second of the 26th', [2, 2, 2]],
    ['2026-11-26T18:30:00Z', 'the first moment of the 27th', [2, 1, 1]],
  ])('in Colombo: %s is %s', async (moment, _what, [today, completed_today, upcoming]) => {
    colombo.now = new Date(moment);
    expect(await stats(colombo.admin)).toMatchObject({ today, completed_today, upcoming });
  });

  test('a day of twenty-five hours ends after twenty-five hours', async () => {
    const { world: berlin, close } = await openWorld({ business: { timeZone: 'Europe/Berlin' } });
    try {
      for (const moment of [
        '2026-10-24T21:59:59Z',
        '2026-10-24T22:00:00Z',
        '2026-10-25T22:59:59Z',
        '2026-10-25T23:00:00Z',
      ])
        await given(berlin).appointment(completed(moment));
      berlin.now = new Date('2026-10-25T22:30:00Z');
      expect(await stats(berlin.admin)).toMatchObject({ completed_today: 2 });
    } finally {
      await close();
    }
  });
});
