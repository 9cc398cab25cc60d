import { describe, expect, test } from 'vitest';
import { STATUSES, type Status } from '../src/appointments/appointment.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf, rewritten } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

interface Action {
  readonly action: string;
  /** What the answer says that the appointment is now. */
  readonly says: string;
  readonly message: string;
  /** The status after the action, by the status before it; refused from any other. */
  readonly leads: Partial<Record<Status, Status>>;
  readonly refusal: (from: Status) => string;
  readonly body?: Record<string, unknown>;
  /** What is told to the customer; nothing when it is missing. */
  readonly event?: string;
}

const cannotMove = (to: Status) => (from: Status) => `Cannot transition from ${from} to ${to}`;

const ACTIONS: readonly Action[] = [
  {
    action: 'confirm',
    says: 'confirmed',
    message: 'Appointment confirmed successfully',
    leads: { pending: 'confirmed' },
    refusal: cannotMove('confirmed'),
    event: 'confirmed',
  },
  {
    action: 'start',
    says: 'in_progress',
    message: 'Appointment started',
    leads: { confirmed: 'in_progress' },
    refusal: cannotMove('in_progress'),
    event: 'in_progress',
  },
  {
    action: 'complete',
    says: 'completed',
    message: 'Appointment completed successfully',
    leads: { in_progress: 'completed' },
    refusal: cannotMove('completed'),
    event: 'completed',
  },
  {
    action: 'cancel',
    says: 'cancelled',
    message: 'Appointment cancelled successfully',
    leads: { pending: 'cancelled', confirmed: 'cancelled', in_progress: 'cancelled' },
    refusal: cannotMove('cancelled'),
    event: 'cancelled',
  },
  {
    action: 'no_show',
    says: 'no_show',
    message: 'Appointment marked as no-show',
    leads: { confirmed: 'no_show' },
    refusal: cannotMove('no_show'),
    event: 'no_show',
  },
  {
    action: 'reschedule',
    says: 'rescheduled',
    message: 'Appointment rescheduled successfully',
    leads: { pending: 'pending', confirmed: 'confirmed' },
    refusal: () => 'Cannot reschedule completed or cancelled appointments',
    body: { new_date: '2027-09-01', new_time: '14:00' },
    event: 'rescheduled',
  },
  {
    action: 'assign',
    says: 'assigned',
    message: 'Employee assigned successfully',
    leads: { pending: 'pending', confirmed: 'confirmed', in_progress: 'in_progress' },
    refusal: () => 'Cannot assign an employee to a completed or cancelled appointment',
    body: { employee_id: '20f04d22-7e60-45ab-bb9f-b93fe5a3d416' },
  },
];

const CELLS = ACTIONS.flatMap((action) =>
  STATUSES.map((from) => ({ ...action, from, to: action.leads[from] })),
);

/** A day of its own for each appointment, so that none is in another's way. */
let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}

async function appointment(row: Parameters<ReturnType<typeof given>['appointment']>[0]) {
  return await given(world).appointment({
    ...of(nth(carOwners(world.people), 0)),
    scheduled_date: nextDate(),
    ...row,
  });
}

describe('what the lifecycle allows happens once, on record, and the customer is told', () => {
  const allowed = CELLS.filter(({ to }) => to !== undefined);
  test.each(allowed)('$action: $from becomes $to', async (cell) => {
    const { id } = await appointment({ status: cell.from });
    const before = await recordsOf(world, id);

    const answer = await world.employee.act(id, cell.action, cell.body);

    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body)).toEqual(['status', 'message', 'appointment']);
    expect(answer.body).toMatchObject({ status: cell.says, message: cell.message });
    const { row, history, messages } = await recordsOf(world, id);
    expect(answer.body.appointment).toMatchObject({ id, updated_at: row.updated_at });
    expect(row.updated_at > before.row.updated_at).toBe(true);
    expect(row).toEqual({
      ...rewritten(before.row, row.updated_at),
      status: cell.to,
      completed_at: cell.to === 'completed' ? row.updated_at : null,
      cancelled_at: cell.to === 'cancelled' ? row.updated_at : null,
      ...(cell.action === 'reschedule'
        ? { scheduled_date: '2027-09-01', scheduled_time: '14:00:00', guarded: true }
        : {}),
      ...(cell.action === 'assign'
        ? { assigned_employee_id: cell.body?.employee_id, guarded: true }
        : {}),
    });
    expect(history).toMatchObject([
      {
        changed_by_user_id: nth(world.people.employees, 0).user_id,
        previous_status: cell.from,
        new_status: cell.to,
        changed_at: row.updated_at,
        version: row.version,
      },
    ]);
    expect(messages.map(({ event }) => event)).toEqual(cell.event ? [cell.event] : []);
    // Out of the way of the next one that is moved to this time.
    if (cell.action === 'reschedule') await world.employee.act(id, 'cancel');
  });
});

describe('what the lifecycle forbids is refused and changes nothing', () => {
  const forbidden = CELLS.filter(({ to }) => to === undefined);
  test.each(forbidden)('$action is refused when $from', async (cell) => {
    const { id } = await appointment({ status: cell.from });
    const before = await recordsOf(world, id);

    const answer = await world.employee.act(id, cell.action, cell.body);

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual([cell.refusal(cell.from)]);
    expect(await recordsOf(world, id)).toEqual(before);
  });
});

test('the same move made five times at once happens once', async () => {
  const { id } = await appointment({});
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map(() => world.employee.act(id, 'confirm', {})),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
  const { history, messages } = await recordsOf(world, id);
  expect([history.length, messages.length]).toEqual([1, 1]);
});

test.each([
  { sent: '  the car is ready\n', kept: 'the car is ready' },
  { sent: '', kept: '' },
  { sent: '   ', kept: '' },
  { sent: 5, kept: '5' },
  { sent: 'ü'.repeat(10_000), kept: 'ü'.repeat(10_000) },
])('the reason is kept without blanks around it (case %#)', async ({ sent, kept }) => {
  const { id } = await appointment({});
  expect((await world.employee.act(id, 'confirm', { reason: sent })).status).toBe(200);
  expect(nth((await recordsOf(world, id)).history, 0).change_reason).toBe(kept);
});

test.each([
  { sent: null, fault: 'This field may not be null.' },
  { sent: ['late'], fault: 'Not a valid string.' },
  { sent: 'x'.repeat(10_001), fault: 'Ensure this field has no more than 10000 characters.' },
])('a reason that is no text is refused: $fault', async ({ sent, fault }) => {
  const { id } = await appointment({});
  const before = await recordsOf(world, id);
  for (const { action, body } of ACTIONS.filter(({ action }) => action !== 'assign')) {
    const answer = await world.employee.act(id, action, { ...body, reason: sent });
    expect([action, answer.status, answer.body]).toEqual([action, 400, { reason: [fault] }]);
  }
  expect(await recordsOf(world, id)).toEqual(before);
});

test("the admin screen's reason for a rejection is kept", async () => {
  const { id } = await appointment({});
  const answer = await world.admin.act(id, 'cancel', { cancellation_reason: ' no lift free ' });
  expect(answer.status).toBe(200);
  expect(nth((await recordsOf(world, id)).history, 0).change_reason).toBe('no lift free');
});

test('completing keeps the time that was worked', async () => {
  const { id } = await appointment({ status: 'in_progress', duration_seconds: 5400 });
  const answer = await world.employee.act(id, 'complete');
  expect(answer.body.appointment).toMatchObject({ duration_seconds: 5400, duration: '01:30:00' });
  expect((await recordsOf(world, id)).row.duration_seconds).toBe(5400);
});

test.each([
  { scheduled_date: null, scheduled_time: null },
  { scheduled_date: '', scheduled_time: '' },
  { scheduled_date: '2027-12-24', scheduled_time: '16:00' },
  { scheduled_date: 'soon', scheduled_time: 7, status: 'completed', unheard_of: {} },
])('confirming moves nothing, whatever else is sent: %o', async (body) => {
  const { id, scheduled_date } = await appointment({});
  const answer = await world.admin.act(id, 'confirm', body);
  expect(answer.status).toBe(200);
  const moved = { status: 'confirmed', scheduled_date, scheduled_time: '10:00:00' };
  expect(answer.body.appointment).toMatchObject(moved);
  expect((await recordsOf(world, id)).row).toMatchObject(moved);
});

test('an action needs no body, and an empty one of JSON is none', async () => {
  const { id } = await appointment({});
  expect((await world.employee.act(id, 'confirm')).status).toBe(200);
  const answer = await world.employee.request({
    method: 'POST',
    url: `/api/v1/appointments/${id}/start/`,
    headers: { 'content-type': 'application/json' },
    payload: '',
  });
  expect(answer.status).toBe(200);
});

test('a customer cancels the own appointment', async () => {
  const owner = nth(carOwners(world.people), 0);
  const { id } = await appointment({ status: 'confirmed' });
  const answer = await world.as(owner.person).act(id, 'cancel', { reason: 'on holiday' });
  expect(answer.body.appointment.status).toBe('cancelled');
  expect((await recordsOf(world, id)).history).toMatchObject([
    { changed_by_user_id: owner.person.user_id, change_reason: 'on holiday' },
  ]);
});

test.each([-5, 0, 2_147_483_647])(
  'an adopted appointment of %i minutes can be cancelled',
  async (minutes) => {
    const { id } = await appointment({
      scheduled_date: '2028-01-05',
      status: 'confirmed',
      duration_minutes: minutes,
    });
    expect((await world.employee.act(id, 'cancel')).status).toBe(200);
  },
);

test('an adopted appointment with a status that nobody knows goes nowhere', async () => {
  const { id } = await appointment({ status: 'lost' });
  const answer = await world.employee.act(id, 'confirm');
  expect(answer.body).toEqual(['Cannot transition from lost to confirmed']);
});

test('an adopted appointment of odd values is shown as it is', async () => {
  const odd = {
    id: '11111111-1111-1111-1111-111111111111',
    customer_id: '00000000-0000-0000-0000-000000000000',
    vehicle_id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    appointment_type: 'tuning',
    scheduled_date: '1999-12-31',
    duration_minutes: -60,
    duration_seconds: -1,
    estimated_cost: '-12.00',
    status: 'archived',
  };
  await appointment(odd);
  const answer = await world.employee.get(`/appointments/${odd.id}/`);
  expect([answer.status, answer.body]).toEqual([200, expect.objectContaining(odd)]);
  expect(answer.body).toMatchObject({ time_until_appointment: 'Past due', duration: '00:00:00' });
  const list = await world.employee.get('/appointments/?status=archived');
  expect(list.body).toMatchObject({ results: [{ id: odd.id }] });
});
