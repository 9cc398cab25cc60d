import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { DAY, dateOf, momentOf } from '../src/platform/wall-clock.ts';
import { given } from './support/given.ts';
import { operations, schemaValidator } from './support/openapi.ts';
import { carOwners, nth } from './support/people.ts';
import { useWorld } from './support/world.ts';

const document = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as object;
const documented = operations(document);
const exercised = new Set<string>();

const world = useWorld();
const validate = schemaValidator();

/** Ids that a path may need; each row is made for one operation. */
interface Rows {
  readonly id: string;
  readonly slotId: string;
  readonly lineId: string;
}

let day = 1;

beforeAll(() => {
  world.startRelay();
});

// What no operation exercises is documented without proof.
afterAll(() => {
  expect([...exercised].sort()).toEqual(documented.map(({ operationId }) => operationId).sort());
});

async function rows(status: string): Promise<Rows> {
  const owner = nth(carOwners(world.people), 0);
  day += 1;
  const date = dateOf(momentOf('2027-01-01', '00:00') + day * DAY);
  const { id } = await given(world).appointment({
    customer_id: owner.person.user_id,
    vehicle_id: owner.car.vehicle_id,
    scheduled_date: date,
    status,
  });
  const slot = await world.admin.post<{ id: string }>('/time-slots/', {
    date,
    start_time: '08:00',
    end_time: '18:00',
  });
  await world.admin.request({
    method: 'PATCH',
    url: `/api/v1/appointments/${id}/`,
    payload: { internal_notes: `note ${day}` },
  });
  const history = await world.admin.get<{ id: string }[]>(`/appointments/${id}/history/`);
  return { id, slotId: slot.body.id, lineId: nth(history.body, 0).id };
}

/** Bodies that fit the rows; an operation without one sends none. */
function bodyFor(operationId: string): object | undefined {
  const owner = nth(carOwners(world.people), 1);
  const mechanic = nth(world.people.employees, 0);
  const date = dateOf(momentOf('2027-04-01', '00:00') + day * DAY);
  const booking = {
    customer_id: owner.person.user_id,
    vehicle_id: owner.car.vehicle_id,
    appointment_type: 'repair',
    scheduled_date: date,
    scheduled_time: '10:00',
  };
  const slot = { date, start_time: '09:00', end_time: '10:00' };
  const bodies: Readonly<Record<string, object>> = {
    signIn: { email: owner.person.email, password: owner.person.password },
    bookAppointment: booking,
    replaceAppointment: booking,
    editAppointment: { duration_seconds: 90 },
    rescheduleAppointment: { new_date: date, new_time: '12:00' },
    moveAppointment: { new_date: date, new_time: '12:00' },
    previewSlots: { action: 'generate', start_date: date, end_date: date },
    assignEmployee: { employee_id: mechanic.user_id },
    createTimeSlot: slot,
    replaceTimeSlot: slot,
    editTimeSlot: { is_available: false },
    bulkCreateTimeSlots: { start_date: '2027-07-05', end_date: '2027-07-06' },
  };
  return bodies[operationId];
}

const STATUS_FOR: Readonly<Record<string, string>> = {
  startAppointment: 'confirmed',
  no_showAppointment: 'confirmed',
  completeAppointment: 'in_progress',
};

const QUERY_FOR: Readonly<Record<string, string>> = {
  findFreeSlots: '?start_date=2027-02-01&end_date=2027-02-05',
  getCalendar: '?start_date=2027-02-01&end_date=2027-02-05',
  getInsights: '?start_date=2027-02-01&end_date=2027-02-05',
  listVehicles: `?customer_id=${nth(carOwners(samplePeople), 0).person.user_id}`,
  findCustomers: '?q=a',
  listCustomerAppointments: `?customer_id=${nth(carOwners(samplePeople), 0).person.user_id}`,
  listEmployeeSchedule: `?employee_id=${nth(samplePeople.employees, 0).user_id}`,
  listVehicleHistory: `?vehicle_id=${nth(carOwners(samplePeople), 0).car.vehicle_id}`,
};

test.each(documented)('$method $path answers as documented', async (operation) => {
  const { operationId, method, definition } = operation;
  const { id, slotId, lineId } = await rows(STATUS_FOR[operationId] ?? 'pending');
  const ids: Readonly<Record<string, string>> = { 'time-slots': slotId, history: lineId };
  const room = operation.path.split('/')[3] ?? '';
  const path = operation.path.replace('{id}', ids[room] ?? id);
  const body = operationId === 'refreshToken' ? await refreshBody() : bodyFor(operationId);

  const answer = await world.admin.request({
    method: method as 'GET',
    url: path + (QUERY_FOR[operationId] ?? ''),
    ...(body === undefined ? {} : { payload: body }),
  });

  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  const described = definition.responses[answer.status] ?? definition.responses['2XX'];
  expect(described, `a description of ${answer.status}`).toBeDefined();
  const schema = described?.content?.['application/json']?.schema;
  if (schema !== undefined) expect(validate(schema, answer.body)).toEqual([]);
  exercised.add(operationId);
});

const OPEN = /^\/api\/v1\/(auth|workshop)\//;

test.each(documented.filter(({ path }) => path.startsWith('/api/v1/') && !OPEN.test(path)))(
  '$method $path without a token answers 401 as documented',
  async ({ method, path, definition }) => {
    const answer = await world.withHeader(undefined).request({
      method: method as 'GET',
      url: path.replace('{id}', '55555555-5555-4555-8555-555555555555'),
    });
    expect(answer.status).toBe(401);
    expect(definition.responses['401']).toBeDefined();
  },
);

async function refreshBody(): Promise<object> {
  const login = await world
    .withHeader(undefined)
    .post<{ tokens: { refresh: string } }>('/auth/login/', bodyFor('signIn'));
  return { refresh: login.body.tokens.refresh };
}
