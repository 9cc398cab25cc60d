import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppointmentAnswer } from '../src/appointments/appointments.schemas.ts';
import type { Relay } from '../src/notifications/relay.ts';
import { eventually } from './support/eventually.ts';
import { carOwners, crowd, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { json, type StubRequest, type StubServer, startStub } from './support/stub-server.ts';
import { openWorld, type World } from './support/world.ts';

/** Every story has a service and a notification service of its own. */
let world: World;
let target: StubServer;
let close: () => Promise<void>;

const people = crowd(20);
const owners = carOwners(people).slice(-20);
const accepted = json(201, {});

beforeEach(async () => {
  target = await startStub(accepted);
  ({ world, close } = await openWorld({ people }));
});
afterEach(async () => {
  await close();
  await target.stop();
});

const startRelay = (): Relay => world.startRelay({ notifications: target.url });

/** Books for one of the crowd, each on a day of its own. */
async function book(index: number): Promise<AppointmentAnswer> {
  const owner = nth(owners, index);
  const scheduled_date = `2026-12-${String(index + 1).padStart(2, '0')}`;
  const answer = await world
    .as(owner.person)
    .book(owner, { scheduled_date, scheduled_time: '10:00' });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function bookAndServe(index: number): Promise<string> {
  const { id } = await book(index);
  for (const action of ['confirm', 'start', 'complete'])
    expect((await world.employee.act(id, action)).status).toBe(200);
  return id;
}

const WHOLE_STORY = ['created', 'confirmed', 'in_progress', 'completed'];

interface Try {
  readonly attempts: number;
  readonly last_error: string;
  readonly is_parked: boolean;
  readonly seconds: number;
}

interface Sent {
  readonly key: unknown;
  readonly appointment: string;
  readonly event: string;
}

function sentOf({ headers, body }: StubRequest): Sent {
  const { data } = body as { data: { appointment_id: string; event: string } };
  return { key: headers['idempotency-key'], appointment: data.appointment_id, event: data.event };
}

const sent = (): Sent[] => target.requests.map(sentOf);

const eventsOf = (id: string): string[] =>
  sent().flatMap(({ appointment, event }) => (appointment === id ? [event] : []));

async function waiting(): Promise<number> {
  const rows = await world.db
    .selectFrom('outbox')
    .select('id')
    .where('delivered_at', 'is', null)
    .execute();
  return rows.length;
}

test('each appointment is told of in the order in which things happened', async () => {
  startRelay();
  const ids = await Promise.all([0, 1, 2, 3, 4].map(bookAndServe));
  await eventually(async () => expect(await waiting()).toBe(0));
  for (const id of ids) expect(eventsOf(id)).toEqual(WHOLE_STORY);
});

test('a message goes to the platform as it wants it, under the id that it has in the outbox', async () => {
  startRelay();
  const { id } = await book(0);
  await eventually(() => expect(target.requests).toHaveLength(1));
  const [message] = (await recordsOf(world, id)).messages;
  expect(nth(target.requests, 0)).toMatchObject({
    method: 'POST',
    path: '/api/v1/notifications/',
    headers: { 'idempotency-key': message?.id, 'content-type': 'application/json' },
    body: {
      recipient_user_id: nth(owners, 0).person.user_id,
      type: 'APPOINTMENT',
      title: 'Appointment requested',
      message: 'Your maintenance appointment on 2026-12-01 at 10:00 has been received.',
      data: { appointment_id: id, status: 'pending' },
    },
  });
});

test('while the notification service is away bookings go on, and when it is back all is told', async () => {
  await target.stop();
  startRelay();
  const started = Date.now();
  const ids = await Promise.all([0, 1, 2, 3, 4].map(bookAndServe));
  expect(Date.now() - started).toBeLessThan(10_000);
  // Long enough for the relay to have met many failures.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await waiting()).toBe(20);

  await target.comeBack();

  await eventually(async () => expect(await waiting()).toBe(0));
  for (const id of ids) expect(eventsOf(id)).toEqual(WHOLE_STORY);
});

test('a notification service that never answers holds up no booking', async () => {
  const unanswered: (() => void)[] = [];
  target.answer = (request, response) => {
    unanswered.push(() => accepted(request, response));
  };
  startRelay();
  await book(0);
  await eventually(() => expect(unanswered).toHaveLength(1));
  const started = Date.now();
  await bookAndServe(1);
  // Four requests that wait for a delivery that is given up after three seconds would take twelve.
  expect(Date.now() - started).toBeLessThan(10_000);
  target.answer = accepted;
  for (const answer of unanswered) answer();
  await eventually(async () => expect(await waiting()).toBe(0));
});

test.each<[string, StubServer['answer']]>([
  ['fails', json(503, { detail: 'later' })],
  ['breaks off', (_request, response) => response.destroy()],
  ['asks for patience', json(429, {})],
])('a message comes again under the same id when its target %s', async (_how, failure) => {
  target.answer = failure;
  startRelay();
  const { id } = await book(0);
  await eventually(() => expect(target.requests.length).toBeGreaterThanOrEqual(3));
  target.answer = accepted;
  await eventually(async () => expect(await waiting()).toBe(0));
  const [message] = (await recordsOf(world, id)).messages;
  expect(new Set(sent().map(({ key }) => key))).toEqual(new Set([message?.id]));
});

test('what is refused is tried ten times, ever more rarely, put aside, and holds up nobody else', async () => {
  const id = (await book(0)).id;
  target.answer = (request, response) => {
    const refused = sentOf(request).appointment === id && sentOf(request).event === 'created';
    json(refused ? 400 : 201, {})(request, response);
  };
  // What a try leaves is noted as it is written: a busy machine may see the next one first.
  await sql
    .raw(
      `create table tries (attempts int, last_error text, is_parked boolean, seconds float);
       create function note_try() returns trigger language plpgsql as
         $$ begin
           insert into tries values (new.attempts, new.last_error, new.parked_at is not null,
             extract(epoch from new.next_attempt_at - clock_timestamp()));
           return null;
         end $$;
       create trigger note_try after update on outbox for each row
         when (new.appointment_id = '${id}' and new.event = 'created'
           and new.attempts > old.attempts)
         execute function note_try()`,
    )
    .execute(world.db);
  const relay = startRelay();
  const message = async () => nth((await recordsOf(world, id)).messages, 0);

  // Given a message that is refused, others are delivered, but not the next of its appointment.
  await world.employee.act(id, 'confirm');
  const other = await bookAndServe(1);
  await eventually(() => expect(eventsOf(other)).toEqual(WHOLE_STORY));
  expect(new Set(eventsOf(id))).toEqual(new Set(['created']));

  // It is tried again, sooner than it would be, until it is put aside for a person to look at,
  await eventually(async () => {
    await sql`update outbox set next_attempt_at = now() where event = 'created' and appointment_id = ${id} and parked_at is null`.execute(
      world.db,
    );
    relay.wake();
    expect((await message()).parked_at).not.toBeNull();
  });
  expect(await message()).toMatchObject({ attempts: 10, delivered_at: null });
  // having waited longer from time to time,
  const { rows } = await sql<Try>`select * from tries order by attempts`.execute(world.db);
  expect(rows).toEqual(
    Array.from({ length: 10 }, (_, index) => ({
      attempts: index + 1,
      last_error: 'answered 400',
      is_parked: index === 9,
      seconds: expect.any(Number),
    })),
  );
  const waits = rows.slice(0, 9).map(({ seconds }) => seconds);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(nth(waits, 8)).toBeGreaterThan(60);

  // and the rest of its appointment goes out.
  await eventually(() => expect(eventsOf(id).at(-1)).toBe('confirmed'));
  expect(eventsOf(id).filter((event) => event === 'created')).toHaveLength(10);
});

test('a message that its target fails on holds up no other appointment', async () => {
  const id = (await book(0)).id;
  target.answer = (request, response) =>
    json(sentOf(request).appointment === id ? 500 : 201, {})(request, response);
  startRelay();
  await eventually(() => expect(target.requests.length).toBeGreaterThanOrEqual(2));
  const other = await bookAndServe(1);
  await eventually(() => expect(eventsOf(other)).toEqual(WHOLE_STORY));
});

test('two relays at once deliver everything in order, and nothing twice', async () => {
  target.answer = (request, response) => {
    setTimeout(() => accepted(request, response), Math.random() * 30);
  };
  startRelay();
  startRelay();
  const ids = await Promise.all(owners.map((_owner, index) => bookAndServe(index)));
  await eventually(async () => expect(await waiting()).toBe(0));
  for (const id of ids) expect(eventsOf(id)).toEqual(WHOLE_STORY);
  expect(new Set(sent().map(({ key }) => key)).size).toBe(80);
});

test('a relay that is stopped leaves the rest to the next one', async () => {
  const first = startRelay();
  await bookAndServe(0);
  await first.stop();
  const later = await bookAndServe(1);
  const before = target.requests.length;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(target.requests).toHaveLength(before);
  startRelay();
  await eventually(() => expect(eventsOf(later)).toEqual(WHOLE_STORY));
});

test('a refused booking, and one whose transaction fails at the end, leave no message', async () => {
  // Given a database that refuses at commit what is announced to one customer,
  const owner = nth(owners, 0);
  await sql
    .raw(
      `create function refuse() returns trigger language plpgsql as
         $$ begin raise exception 'refused at commit'; end $$;
       create constraint trigger refuse after insert on outbox deferrable initially deferred
         for each row when (new.recipient_user_id = '${owner.person.user_id}')
         execute function refuse()`,
    )
    .execute(world.db);
  startRelay();
  const customer = world.as(owner.person);
  const wish = { scheduled_date: '2026-12-30', scheduled_time: '10:00' };
  expect((await customer.book(owner, wish)).status).toBeGreaterThanOrEqual(500);
  expect((await customer.book(owner, { ...wish, scheduled_date: '2026-11-01' })).status).toBe(400);
  // when another booking has been told of,
  const { id } = await book(1);
  await eventually(() => expect(eventsOf(id)).toEqual(['created']));
  // then the first two have left nothing.
  expect(target.requests).toHaveLength(1);
  const stored = await world.db.selectFrom('appointments').select('id').execute();
  expect(stored).toEqual([{ id }]);
  expect(await world.db.selectFrom('outbox').select('appointment_id').execute()).toEqual([
    { appointment_id: id },
  ]);
});

test('messages of another process are found without being woken', async () => {
  startRelay();
  await world.db
    .insertInto('outbox')
    .values({
      id: randomUUID(),
      appointment_id: randomUUID(),
      event: 'created',
      channel: 'customer',
      recipient_user_id: randomUUID(),
      payload: JSON.stringify({ data: { appointment_id: 'elsewhere', event: 'created' } }),
    })
    .execute();
  await eventually(() => expect(eventsOf('elsewhere')).toEqual(['created']));
});
