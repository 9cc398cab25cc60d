import { pino } from 'pino';
import { expect, test } from 'vitest';
import { editsOf } from './support/edits.ts';
import { eventually } from './support/eventually.ts';
import { carOwners, nth } from './support/people.ts';
import { startStub } from './support/stub-server.ts';
import { openWorld } from './support/world.ts';

test('no line of the log holds a token, whatever goes wrong', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const broken = await startStub((_request, response) => {
    response.writeHead(500, { 'content-type': 'text/html' });
    response.end('<h1>Oops</h1>');
  });
  const { world, close } = await openWorld({
    log,
    services: { employees: broken.url, notifications: broken.url, authentication: broken.url },
  });
  try {
    // Given a booking that is told to nobody, for the notification service is broken,
    world.startRelay({ notifications: broken.url });
    const owner = nth(carOwners(world.people), 0);
    const token = await world.platform.accessToken(owner.person.user_id);
    const customer = world.withHeader(`Bearer ${token}`);
    const wish = { scheduled_date: '2026-12-01', scheduled_time: '10:00' };
    const { id } = (await customer.book(owner, wish)).body;
    // when everything is refused that can be refused,
    const admin = await world.platform.accessToken(nth(world.people.admins, 0).user_id);
    const signedIn = world.withHeader(`Bearer ${admin}`);
    const employee_id = nth(world.people.employees, 0).user_id;
    const statuses = [
      (await customer.act(id, 'confirm')).status,
      (await customer.get(`/appointments/${employee_id}/`)).status,
      (await customer.get(`/appointments/?customer_id=${token}`)).status,
      (await editsOf(customer).patch(id, { customer_notes: {} })).status,
      (await signedIn.act(id, 'assign', { employee_id })).status,
      (await world.withHeader(`Bearer ${token}x`).get('/appointments/')).status,
      (await world.withHeader(`Bearer ${token} ${admin}`).get('/appointments/')).status,
      (await world.withHeader(`Basic ${token}`).get('/appointments/')).status,
      (await signedIn.post('/auth/login/', { email: 'x@example.com', password: token })).status,
    ];
    await world.db.schema.dropTable('appointment_history').cascade().execute();
    statuses.push((await signedIn.act(id, 'confirm')).status);
    expect(statuses).toEqual([403, 404, 400, 400, 503, 401, 401, 401, 503, 500]);
    // then much is logged, and no token, nor a part of one.
    await eventually(() => expect(broken.requests.length).toBeGreaterThan(2));
    expect(lines.length).toBeGreaterThan(statuses.length);
    const logged = lines.join('');
    for (const secret of [token, admin])
      for (const part of [secret, secret.split('.')[1] ?? '', secret.split('.')[2] ?? ''])
        expect(logged).not.toContain(part);
    expect(logged.toLowerCase()).not.toContain('bearer ');
  } finally {
    await close();
    await broken.stop();
  }
});
