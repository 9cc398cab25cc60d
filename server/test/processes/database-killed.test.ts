import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Load, startLoad } from '../support/booking-load.ts';
import { eventually } from '../support/eventually.ts';
import { dayAhead, type Fleet, openFleet } from '../support/fleet.ts';
import {
  expectEveryoneIsTold,
  expectLedgerHolds,
  expectOnlyHonestAnswers,
  summary,
} from '../support/ledger.ts';
import { type PrivatePostgres, startPrivatePostgres } from '../support/private-postgres.ts';
import { isReady } from '../support/service-process.ts';

const LIMIT_MS = 300_000;
const DEADLINE_MS = 60_000;

test(
  'a PostgreSQL killed again and again takes no acknowledged booking with it',
  async () => {
    const { postgres, fleet } = await openWithPrivatePostgres();
    const load = startLoad(fleet, 8);
    onTestFinished(() => load.stop());

    for (const downMs of [100, 500, 2_000, 100, 6_000]) {
      await growth(load, 40);
      // When the postmaster dies in mid-load
      const killedAt = Date.now();
      postgres.kill();
      // then every process says that it is not ready, and answers all the same,
      await eventually(async () => {
        for (const { url } of fleet.services) expect(await isReady(url)).toBe(false);
      }, DEADLINE_MS);
      await expectReadsToBeUnavailable(fleet);
      await sleep(downMs);
      // and when PostgreSQL is back, bookings succeed by themselves.
      await postgres.start();
      const backAt = Date.now();
      await eventually(async () => {
        for (const { url } of fleet.services) expect(await isReady(url)).toBe(true);
      }, DEADLINE_MS);
      const recoveredAt = await nextBooking(load, backAt);
      console.log(
        `PostgreSQL was away for ${backAt - killedAt} ms; the first booking after its return took ${recoveredAt - backAt} ms`,
      );
    }
    await growth(load, 40);
    await load.stop();

    console.log(summary(load));
    expect(load.count('unavailable')).toBeGreaterThan(0);
    expect(load.count('not sent')).toBe(0);
    await expectAllWell(fleet, load);
  },
  LIMIT_MS,
);

test(
  'connections that are terminated at random cost no acknowledged booking',
  async () => {
    const { fleet } = await openWithPrivatePostgres();
    const load = startLoad(fleet, 8);
    onTestFinished(() => load.stop());

    for (let kill = 0; kill < 60; kill += 1) {
      await sleep(100);
      await fleet.query(
        `select pg_terminate_backend(pid) from (
          select pid from pg_stat_activity
          where application_name = 'appointment-service'
          order by random() limit 2
        ) as unlucky`,
      );
    }
    await growth(load, 40);
    await load.stop();

    console.log(summary(load));
    await expectAllWell(fleet, load);
  },
  LIMIT_MS,
);

async function openWithPrivatePostgres(): Promise<{ postgres: PrivatePostgres; fleet: Fleet }> {
  const postgres = await startPrivatePostgres();
  onTestFinished(() => postgres.remove());
  const { fleet, close } = await openFleet({ processes: 2, databaseUrl: postgres.url });
  onTestFinished(close);
  return { postgres, fleet };
}

/** Waits until so many more bookings have been acknowledged. */
async function growth(load: Load, more: number): Promise<void> {
  const wanted = load.count('acknowledged') + more;
  await eventually(
    () => expect(load.count('acknowledged')).toBeGreaterThanOrEqual(wanted),
    DEADLINE_MS,
  );
}

/** When the first booking after a moment was acknowledged. */
async function nextBooking(load: Load, after: number): Promise<number> {
  let first: number | undefined;
  await eventually(() => {
    first = load.attempts.find(
      ({ outcome, finishedAt }) => outcome === 'acknowledged' && finishedAt > after,
    )?.finishedAt;
    expect(first).toBeDefined();
  }, DEADLINE_MS);
  return first ?? after;
}

async function expectReadsToBeUnavailable(fleet: Fleet): Promise<void> {
  const days = `start_date=${dayAhead(1)}&end_date=${dayAhead(2)}`;
  for (const path of ['/appointments/', `/appointments/available_slots/?${days}`]) {
    let answer = await fleet.admin.get(path);
    // A backend outlives its postmaster by the statement it is at, and may answer once more.
    await eventually(async () => {
      if (answer.status === 200) answer = await fleet.admin.get(path);
      expect(answer.status, path).not.toBe(200);
    }, DEADLINE_MS);
    expect(answer.status, path).toBe(503);
    expect(answer.body).toEqual({ detail: expect.any(String) });
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
  }
}

async function expectAllWell(fleet: Fleet, load: Load): Promise<void> {
  expectOnlyHonestAnswers(load);
  await expectLedgerHolds(fleet, load);
  await expectEveryoneIsTold(fleet);
  for (const service of fleet.services) {
    expect(service.isRunning(), service.output()).toBe(true);
    await service.stop();
  }
}
