import { describe, expect, test } from 'vitest';
import { STATUSES, type Status } from '../src/appointments/appointment.ts';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import type { Client } from './support/client.ts';
import { editsOf } from './support/edits.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf, rewritten } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);

/** The seed's transitions (contract 2.5). */
const MOVES: Readonly<Record<Status, readonly Status[]>> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['in_progress', 'cancelled', 'no_show'],
  in_progress: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
  no_show: [],
};
const CELLS = STATUSES.flatMap((from) => STATUSES.map((to) => ({ from, to })));

let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}

async function appointment(row: Parameters<ReturnType<typeof given>['appointment']>[0] = {}) {
  return await given(world).appointment({ ...of(OWNER), scheduled_date: nextDate(), ...row });
}

const STAFF: readonly [string, () => Client, string][] = [
  ['an employee', () => world.employee, nth(samplePeople.employees, 0).user_id],
  ['an admin', () => world.admin, nth(samplePeople.admins, 0).user_id],
];

describe.each(STAFF)(
  'a status that %s PATCHes is the action of that name',
  (_who, client, userId) => {
    const legal = CELLS.filter(({ from, to }) => MOVES[from].includes(to));
    test.each(legal)(
      '$from becomes $to, stamped, on record and announced',
      async ({ from, to }) => {
        const { id } = await appointment({ status: from });
        const before = await recordsOf(world, id);
        const answer = await editsOf(client()).patch(id, { status: to });
        expect(answer.status).toBe(200);
        expect(answer.body).toMatchObject({ id, status: to });
        const { row, history, messages } = await recordsOf(world, id);
        expect(row).toEqual({
          ...rewritten(before.row, answer.body.updated_at),
          status: to,
          completed_at: to === 'completed' ? answer.body.updated_at : null,
          cancelled_at: to === 'cancelled' ? answer.body.updated_at : null,
        });
        expect(history).toMatchObject([
          {
            changed_by_user_id: userId,
            previous_status: from,
            new_status: to,
            change_reason: '',
            changed_at: answer.body.updated_at,
            version: row.version,
          },
        ]);
        expect(messages).toMatchObject([
          { event: to, channel: 'customer', recipient_user_id: OWNER.person.user_id },
        ]);
      },
    );

    test.each(STATUSES)('%s again is no change', async (status) => {
      const { id } = await appointment({ status });
      const before = await recordsOf(world, id);
      const answer = await editsOf(client()).patch(id, { status });
      expect(answer.status).toBe(200);
      const { row, history, messages } = await recordsOf(world, id);
      expect(row).toEqual(rewritten(before.row, answer.body.updated_at));
      expect([history, messages]).toEqual([[], []]);
    });

    const illegal = CELLS.filter(({ from, to }) => from !== to && !MOVES[from].includes(to));
    test.each(illegal)('$from does not become $to', async ({ from, to }) => {
      const { id } = await appointment({ status: from });
      const before = await recordsOf(world, id);
      const answer = await editsOf(client()).patch(id, { status: to });
      expect([answer.status, answer.body]).toEqual([
        400,
        { status: [`Cannot transition from ${from} to ${to}`] },
      ]);
      expect(await recordsOf(world, id)).toEqual(before);
    });
  },
);

test('the message is the one of the action', async () => {
  const bodies = [];
  for (const confirm of [
    async (id: string) => await world.employee.act(id, 'confirm'),
    async (id: string) => await editsOf(world.employee).patch(id, { status: 'confirmed' }),
  ]) {
    const { id } = await appointment({ scheduled_date: '2028-01-03', status: 'pending' });
    expect((await confirm(id)).status).toBe(200);
    const message = nth((await recordsOf(world, id)).messages, 0);
    bodies.push(JSON.stringify(message.payload).replaceAll(id, 'the id'));
    await world.employee.act(id, 'cancel');
  }
  expect(nth(bodies, 0)).toBe(nth(bodies, 1));
});

test('PUT moves the status as PATCH does', async () => {
  const row = await appointment({ status: 'confirmed' });
  const { customer_id, vehicle_id, appointment_type, scheduled_date, scheduled_time } = row;
  const body = { customer_id, vehicle_id, appointment_type, scheduled_date, scheduled_time };
  const put = async (status: Status) => await editsOf(world.admin).put(row.id, { ...body, status });
  expect((await put('completed')).body).toEqual({
    status: ['Cannot transition from confirmed to completed'],
  });
  expect((await put('no_show')).body).toMatchObject({ status: 'no_show' });
  const { history, messages } = await recordsOf(world, row.id);
  expect(history).toMatchObject([{ previous_status: 'confirmed', new_status: 'no_show' }]);
  expect(messages).toMatchObject([{ event: 'no_show' }]);
});

test('an adopted appointment on a crowded day moves on, for it takes no new place', async () => {
  const crowded = { scheduled_date: '2028-02-01', status: 'pending' };
  const rows = [];
  for (let index = 0; index < 5; index += 1) rows.push(await appointment(crowded));
  for (const status of ['confirmed', 'in_progress', 'completed']) {
    const answer = await editsOf(world.employee).patch(nth(rows, 0).id, { status });
    expect([status, answer.status]).toEqual([status, 200]);
  }
});

test('a move that is refused takes the other changes with it, and the other way round', async () => {
  const { id } = await appointment({ status: 'pending' });
  const before = await recordsOf(world, id);
  const badMove = { status: 'completed', customer_notes: 'done' };
  expect((await editsOf(world.admin).patch(id, badMove)).status).toBe(400);
  const badTime = { status: 'confirmed', scheduled_date: '2020-01-01' };
  expect((await editsOf(world.admin).patch(id, badTime)).body).toEqual({
    non_field_errors: ['New appointment time must be in the future'],
  });
  expect(await recordsOf(world, id)).toEqual(before);
});

test('five employees confirm by PATCH at once, and it happens once', async () => {
  const { id } = await appointment({ status: 'pending' });
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map(() => editsOf(world.employee).patch(id, { status: 'confirmed' })),
  );
  // Whoever comes later finds it confirmed already, which is no change.
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const { history, messages } = await recordsOf(world, id);
  expect([history.length, messages.length]).toEqual([1, 1]);
});

test('a status that nobody knows leads nowhere, and none leads to it', async () => {
  const { id } = await appointment({ status: 'archived' });
  expect((await editsOf(world.employee).patch(id, { status: 'confirmed' })).body).toEqual({
    status: ['Cannot transition from archived to confirmed'],
  });
  expect((await editsOf(world.employee).patch(id, { status: 'archived' })).body).toEqual({
    status: ['"archived" is not a valid choice.'],
  });
});
