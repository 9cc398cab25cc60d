import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Answer } from '../support/client.ts';
import { dayAhead, useFleet } from '../support/fleet.ts';
import { insisting } from '../support/insisting.ts';
import { deadlocks, messagesOfNothing } from '../support/ledger.ts';
import { overfullMinutes } from '../support/minute-sweep.ts';
import { type CarOwner, nth } from '../support/people.ts';
import type { RemoteClient } from '../support/remote-client.ts';

const fleet = useFleet({ processes: 2 });

vi.setConfig({ testTimeout: 180_000 });

const FULL = 'The selected time slot is fully booked';

// Bookings in the past take the whole way and leave nothing: the races find every process warm.
beforeAll(async () => {
  const late = fleet.owners.map((owner) => book(owner, { date: dayAhead(-1), time: '10:00' }));
  expect(new Set((await Promise.all(late)).map(({ status }) => status))).toContain(400);
});
beforeEach(async () => {
  await fleet.query('truncate appointments, appointment_history, time_slots, outbox');
});
afterEach(async () => {
  expect(await overfullMinutes(fleet)).toEqual([]);
  expect(await messagesOfNothing(fleet)).toEqual([]);
  expect(fleet.services.map((service) => service.isRunning())).toEqual([true, true]);
});

afterAll(async () => {
  // A session tells at the latest when it ends of the deadlocks that it has met.
  await Promise.all(fleet.services.map((service) => service.stop()));
  expect(await deadlocks(fleet), 'deadlocks in all these races').toBe('0');
});

test('two hundred customers race for three places and three get in', async () => {
  const date = dayAhead(30);
  await fleet.slot({ date, from: '10:00', to: '11:00', places: 3 });

  const answers = await Promise.all(
    fleet.owners.map((owner) => book(owner, { date, time: '10:00' })),
  );

  expectTally(answers, { 201: 3, 400: 197 });
  for (const { body } of refused(answers)) expect(body).toEqual({ non_field_errors: [FULL] });
  expect(await rowsOn(date)).toEqual({ appointments: 3, messages: 3 });
});

test('bookings of mixed starts and lengths never fill a minute beyond its limit', async () => {
  const date = dayAhead(31);
  await fleet.slot({ date, from: '09:00', to: '11:00', places: 3 });
  await fleet.slot({ date, from: '11:00', to: '13:00', places: 2 });
  const starts = ['09:30', '10:00', '10:15', '10:30', '10:45', '10:59', '11:00', '11:01'];
  const lengths = [60, 15, 90, 1, 45, 61, 30];

  const answers = await Promise.all(
    fleet.owners.slice(0, 168).map((owner, index) =>
      book(owner, {
        date,
        time: nth(starts, index % starts.length),
        minutes: nth(lengths, index % lengths.length),
      }),
    ),
  );

  const booked = tally(answers)[201] ?? 0;
  expectTally(answers, { 201: booked, 400: 168 - booked });
  expect(booked).toBeGreaterThanOrEqual(3);
  for (const { body } of refused(answers)) expect(body).toEqual({ non_field_errors: [FULL] });
  expect(await rowsOn(date)).toEqual({ appointments: booked, messages: booked });
});

test('forty appointments move to one hour of three places and three arrive', async () => {
  const [from, to] = [dayAhead(32), dayAhead(33)];
  await fleet.slot({ date: to, from: '10:00', to: '11:00', places: 3 });
  const movers = fleet.owners.slice(0, 40);
  const ids = await Promise.all(
    movers.map((owner, index) => bookedId(owner, { date: from, time: hour(index / 3) })),
  );

  const answers = await Promise.all(
    ids.map((id, index) =>
      act(fleet.as(nth(movers, index).person), id, 'reschedule', {
        new_date: to,
        new_time: '10:00',
        reason: 'all at once',
      }),
    ),
  );

  expectTally(answers, { 200: 3, 400: 37 });
  for (const { body } of refused(answers)) expect(body).toEqual([FULL]);
  expect((await rowsOn(to)).appointments).toBe(3);
  expect((await rowsOn(from)).appointments).toBe(37);
});

test('twenty overlapping jobs want one employee and one gets her', async () => {
  const date = dayAhead(34);
  await fleet.slot({ date, from: '09:00', to: '13:00', places: 20 });
  const ids = await Promise.all(
    fleet.owners
      .slice(0, 20)
      .map((owner, index) => bookedId(owner, { date, time: minute(10, index * 2) })),
  );
  const employee_id = nth(fleet.people.employees, 0).user_id;

  const answers = await Promise.all(
    ids.map((id) => act(fleet.employee, id, 'assign', { employee_id })),
  );

  expectTally(answers, { 200: 1, 400: 19 });
  for (const { body } of refused(answers))
    expect(body).toEqual(['Employee is not available at the selected time']);
  const assigned = await fleet.query(
    'select from appointments where scheduled_date = $1 and assigned_employee_id = $2',
    [date, employee_id],
  );
  expect(assigned).toHaveLength(1);
});

test('twenty confirmations of one appointment count once', async () => {
  const id = await bookedId(nth(fleet.owners, 0), { date: dayAhead(35), time: '10:00' });

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => act(fleet.employee, id, 'confirm')),
  );

  expectTally(answers, { 200: 1, 400: 19 });
  for (const { body } of refused(answers))
    expect(body).toEqual(['Cannot transition from confirmed to confirmed']);
  const [traces] = await fleet.query(
    `select
      (select count(*)::int from appointment_history where appointment_id = $1) as lines,
      (select count(*)::int from outbox
        where appointment_id = $1 and event = 'confirmed') as messages`,
    [id],
  );
  expect(traces).toEqual({ lines: 1, messages: 1 });
});

test('one customer books twenty overlapping hours and gets one', async () => {
  const date = dayAhead(36);
  await fleet.slot({ date, from: '09:00', to: '13:00', places: 20 });
  const owner = nth(fleet.owners, 0);

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => book(owner, { date, time: minute(10, index * 3) })),
  );

  expectTally(answers, { 201: 1, 400: 19 });
  for (const { body } of refused(answers))
    expect(body).toEqual({
      non_field_errors: ['Customer already has an appointment at this time'],
    });
  expect(await rowsOn(date)).toEqual({ appointments: 1, messages: 1 });
});

test('fifty pairs change places across two days and no lock order breaks', async () => {
  const [one, other] = [dayAhead(37), dayAhead(38)];
  for (const date of [one, other])
    await fleet.slot({ date, from: '00:00', to: '23:00', places: 200 });
  const moves = await Promise.all(
    fleet.owners.slice(0, 100).map(async (owner, index) => {
      const time = minute(9, Math.floor(index / 2));
      const [from, to] = index % 2 === 0 ? [one, other] : [other, one];
      return { owner, to, time, id: await bookedId(owner, { date: from, time }) };
    }),
  );

  const answers = await Promise.all(
    moves.map(({ owner, to, time, id }) =>
      act(fleet.as(owner.person), id, 'reschedule', { new_date: to, new_time: time }),
    ),
  );

  expectTally(answers, { 200: 100 });
  expect((await rowsOn(one)).appointments).toBe(50);
  expect((await rowsOn(other)).appointments).toBe(50);
});

test('bookings across midnight and bookings of the next day share its places', async () => {
  const [evening, morning] = [dayAhead(39), dayAhead(40)];
  const wishes: readonly Wish[] = [
    { date: evening, time: '23:00', minutes: 90 },
    { date: morning, time: '00:00', minutes: 60 },
    { date: evening, time: '23:59', minutes: 2 },
    { date: morning, time: '00:29', minutes: 61 },
    { date: evening, time: '22:30', minutes: 240 },
  ];

  const answers = await Promise.all(
    fleet.owners.map((owner, index) => book(owner, nth(wishes, index % wishes.length))),
  );

  const booked = tally(answers)[201] ?? 0;
  expectTally(answers, { 201: booked, 400: 200 - booked });
  expect(booked).toBeGreaterThanOrEqual(3);
  for (const { body } of refused(answers)) expect(body).toEqual({ non_field_errors: [FULL] });
});

test('every kind of change at once leaves no clash, no fault and no deadlock', async () => {
  const dates = [dayAhead(41), dayAhead(42)];
  const owners = fleet.owners.slice(0, 6);
  const employees = fleet.people.employees.filter((person) => person.is_available).slice(0, 2);
  const ids = await Promise.all(
    owners.map((owner, index) =>
      bookedId(owner, { date: nth(dates, index % 2), time: hour(9 + index) }),
    ),
  );

  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, round) => {
      const id = nth(ids, round % ids.length);
      const owner = nth(owners, (round * 5) % owners.length);
      const date = nth(dates, round % 2);
      const employee_id = nth(employees, round % employees.length).user_id;
      return [
        act(fleet.employee, id, 'assign', { employee_id }),
        act(fleet.admin, id, 'reschedule', { new_date: date, new_time: minute(10, round) }),
        act(fleet.employee, id, round % 9 === 8 ? 'cancel' : 'confirm'),
        book(owner, { date, time: minute(10, (round * 7) % 60) }),
      ] as const;
    }).flat(),
  );

  expect(Object.keys(tally(answers)).sort()).toEqual(['200', '201', '400']);
  const clashes = await fleet.query(
    `select one.id, other.id
    from appointments one
    join appointments other
      on one.id < other.id and one.occupies && other.occupies and one.holds_place
      and other.holds_place and (
        one.customer_id = other.customer_id
        or one.assigned_employee_id = other.assigned_employee_id
      )`,
  );
  expect(clashes).toEqual([]);
});

interface Wish {
  readonly date: string;
  readonly time: string;
  readonly minutes?: number;
}

function book(owner: CarOwner, { date, time, minutes = 60 }: Wish) {
  const wish = { scheduled_date: date, scheduled_time: time, duration_minutes: minutes };
  return insisting(() => fleet.as(owner.person).book(owner, wish));
}

function act(by: RemoteClient, id: string, action: string, body?: object) {
  return insisting(() => by.act(id, action, body));
}

async function bookedId(owner: CarOwner, wish: Wish): Promise<string> {
  const answer = await book(owner, wish);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}

function expectTally(
  answers: readonly Answer<unknown>[],
  expected: Readonly<Record<string, number>>,
): void {
  const faults = answers
    .filter(({ status }) => status >= 500)
    .map(({ body }) => JSON.stringify(body));
  expect(tally(answers), [...new Set(faults)].join(' ')).toEqual(expected);
}

/** How many answers there are of each status. */
function tally(answers: readonly Answer<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function refused(answers: readonly Answer<unknown>[]): Answer<unknown>[] {
  return answers.filter(({ status }) => status === 400);
}

async function rowsOn(date: string): Promise<{ appointments: number; messages: number }> {
  const [counts] = await fleet.query<{ appointments: number; messages: number }>(
    `select count(distinct appointments.id)::int as appointments, count(outbox.id)::int as messages
    from appointments
    left join outbox on outbox.appointment_id = appointments.id and outbox.event = 'created'
    where appointments.scheduled_date = $1`,
    [date],
  );
  return counts ?? { appointments: 0, messages: 0 };
}

function hour(index: number): string {
  return minute(Math.floor(index), 0);
}

function minute(hours: number, minutes: number): string {
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
