import { expect, test } from 'vitest';
import { editsOf } from './support/edits.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { json, startStub } from './support/stub-server.ts';
import { openWorld } from './support/world.ts';

const GONE = 'http://127.0.0.1:9';

test('an employee service that waits for our answer before it answers us is answered', async () => {
  // Given an employee service that reports the time worked and serves nobody else meanwhile,
  let reported: () => void = () => undefined;
  const untilReported = new Promise<void>((resolve) => {
    reported = resolve;
  });
  const employees = await startStub((request, response) => {
    void untilReported.then(() => json(200, { full_name: 'Priya Nair' })(request, response));
  });
  const { world, close } = await openWorld({
    services: { employees: employees.url },
    displayMs: 1_000,
  });
  try {
    const { id } = await given(world).appointment({
      ...of(nth(carOwners(world.people), 0)),
      assigned_employee_id: PRIYA,
      status: 'in_progress',
    });
    // when it reports,
    const answer = await editsOf(world.employee).patch(id, { duration_seconds: 5400 });
    reported();
    // then it is answered without its own word, and the time is kept.
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ duration_seconds: 5400, employee_name: 'Unassigned' });
    expect((await recordsOf(world, id)).row.duration_seconds).toBe(5400);
  } finally {
    reported();
    await close();
    await employees.stop();
  }
});

test('a token says who is asking, so that nobody is lost while the authentication service is', async () => {
  const { world, close } = await openWorld({ services: { authentication: GONE } });
  try {
    const owner = nth(carOwners(world.people), 0);
    const wish = { scheduled_date: '2026-12-01', scheduled_time: '10:00' };
    const booked = await world.as(owner.person).book(owner, wish);
    expect(booked.status).toBe(201);
    expect((await world.employee.act(booked.body.id, 'confirm')).status).toBe(200);
    expect((await world.admin.get('/appointments/stats/')).status).toBe(200);
    const askedAbout = world.platform.requests.map(({ path }) => path);
    expect(askedAbout.filter((path) => path.includes('/auth/'))).toEqual([]);
  } finally {
    await close();
  }
});
