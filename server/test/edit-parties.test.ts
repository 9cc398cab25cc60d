import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { editsOf } from './support/edits.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf, rewritten } from './support/records.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld({ people: withSecondCar() });

const OWNER = nth(carOwners(samplePeople), 0);
const OTHER = nth(carOwners(samplePeople), 1);
const SECOND_CAR = 'a5ec0000-0000-4000-8000-000000000000';
const MECHANIC = nth(samplePeople.employees, 0).user_id;
const AWAY = samplePeople.employees.find(({ is_available }) => !is_available)?.user_id ?? '';

const NO_VEHICLE = 'Vehicle not found';
const NOT_OWNED = 'Vehicle does not belong to this customer';
const NO_CUSTOMER = 'Customer not found';
const CUSTOMER_BUSY = 'Customer already has an appointment at this time';
const EMPLOYEE_BUSY = 'Employee is not available at the selected time';
const OVER = 'Cannot assign an employee to a completed or cancelled appointment';

const admin = () => editsOf(world.admin);
const customer = () => editsOf(world.as(OWNER.person));

function withSecondCar() {
  const people = structuredClone(samplePeople);
  const { car } = nth(carOwners(people), 0);
  people.vehicles.push({ ...car, vehicle_id: 'a5ec0000-0000-4000-8000-000000000000' });
  return people;
}

let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}

async function appointment(row: Parameters<ReturnType<typeof given>['appointment']>[0] = {}) {
  return await given(world).appointment({ ...of(OWNER), scheduled_date: nextDate(), ...row });
}

async function expectChange(
  id: string,
  change: object,
  reason: string,
  edits: ReturnType<typeof editsOf> = admin(),
) {
  const before = await recordsOf(world, id);
  const answer = await edits.patch(id, change);
  expect(answer.status).toBe(200);
  const { row, history, messages } = await recordsOf(world, id);
  const { updated_at } = answer.body;
  const expected = { ...rewritten(before.row, updated_at), ...change };
  expect({ ...row, guarded: before.row.guarded }).toEqual(expected);
  expect(history.slice(before.history.length)).toMatchObject([
    {
      previous_status: row.status,
      new_status: row.status,
      change_reason: reason,
      version: row.version,
    },
  ]);
  expect(messages).toEqual(before.messages);
}

async function expectRefusal(
  id: string,
  change: object,
  problems: readonly string[],
  edits: ReturnType<typeof editsOf> = admin(),
) {
  const before = await recordsOf(world, id);
  const answer = await edits.patch(id, change);
  expect([answer.status, answer.body]).toEqual([400, { non_field_errors: problems }]);
  expect(await recordsOf(world, id)).toEqual(before);
}

describe('another car', () => {
  test('of the same customer is taken, from staff and from the customer', async () => {
    const { id } = await appointment();
    await expectChange(id, { vehicle_id: SECOND_CAR }, 'Changed vehicle_id');
    await expectChange(id, { vehicle_id: OWNER.car.vehicle_id }, 'Changed vehicle_id', customer());
  });

  test('that nobody has, or of another, is refused', async () => {
    const { id } = await appointment();
    await expectRefusal(id, { vehicle_id: randomUUID() }, [NO_VEHICLE]);
    await expectRefusal(id, { vehicle_id: OTHER.car.vehicle_id }, [NOT_OWNED]);
    // To a customer, another's car does not exist.
    await expectRefusal(id, { vehicle_id: OTHER.car.vehicle_id }, [NO_VEHICLE], customer());
  });
});

describe('another customer', () => {
  test('comes with the own car, and the one before knows of it no more', async () => {
    const { id } = await appointment();
    await expectChange(id, of(OTHER), 'Changed customer_id, vehicle_id');
    expect((await recordsOf(world, id)).row.guarded).toBe(true);
    expect((await world.as(OTHER.person).get(`/appointments/${id}/`)).status).toBe(200);
    expect((await world.as(OWNER.person).get(`/appointments/${id}/`)).status).toBe(404);
  });

  test('does not get the car of the one before', async () => {
    const { id } = await appointment();
    await expectRefusal(id, { customer_id: OTHER.person.user_id }, [NOT_OWNED]);
  });

  test('must exist and be free at the time', async () => {
    const { id, scheduled_date } = await appointment();
    await expectRefusal(id, { customer_id: randomUUID() }, [NO_CUSTOMER, NOT_OWNED]);
    const busy = { ...of(OTHER), scheduled_date, scheduled_time: '10:59:00' };
    await given(world).appointment(busy);
    await expectRefusal(id, of(OTHER), [CUSTOMER_BUSY]);
  });
});

describe('an employee', () => {
  test('is given, changed and taken away, and nobody is told', async () => {
    const { id } = await appointment({ status: 'confirmed' });
    const changed = 'Assigned employee changed from';
    await expectChange(id, { assigned_employee_id: PRIYA }, `${changed} nobody to ${PRIYA}`);
    expect((await recordsOf(world, id)).row.guarded).toBe(true);
    const pass = { assigned_employee_id: MECHANIC };
    await expectChange(id, pass, `${changed} ${PRIYA} to ${MECHANIC}`);
    await expectChange(id, { assigned_employee_id: null }, `${changed} ${MECHANIC} to nobody`);
    const seen = await world.admin.get(`/appointments/${id}/`);
    expect(seen.body).toMatchObject({ assigned_employee_id: null, employee_name: '' });
  });

  test('must exist, be there and be free', async () => {
    const { id, scheduled_date } = await appointment();
    await expectRefusal(id, { assigned_employee_id: randomUUID() }, ['Employee not found']);
    await expectRefusal(id, { assigned_employee_id: AWAY }, ['Employee is not available']);
    await given(world).appointment({ scheduled_date, assigned_employee_id: PRIYA });
    await expectRefusal(id, { assigned_employee_id: PRIYA }, [EMPLOYEE_BUSY]);
  });

  test.each(['completed', 'cancelled', 'no_show'])('stays when it is %s', async (status) => {
    const { id } = await appointment({ status, assigned_employee_id: PRIYA });
    await expectRefusal(id, { assigned_employee_id: MECHANIC }, [OVER]);
    await expectRefusal(id, { assigned_employee_id: null }, [OVER]);
    const again = await admin().patch(id, { assigned_employee_id: PRIYA.toUpperCase() });
    expect(again.status).toBe(200);
    expect((await recordsOf(world, id)).history).toEqual([]);
  });
});

test('all refusals of the people and the car come together', async () => {
  const { id } = await appointment();
  const nobody = { customer_id: randomUUID(), vehicle_id: randomUUID() };
  await expectRefusal(id, { ...nobody, assigned_employee_id: randomUUID() }, [
    NO_CUSTOMER,
    NO_VEHICLE,
    'Employee not found',
  ]);
});

test('PUT runs the same checks', async () => {
  const { id, appointment_type, scheduled_date, scheduled_time } = await appointment();
  const body = { ...of(OTHER), appointment_type, scheduled_date, scheduled_time };
  const foreign = await admin().put(id, { ...body, vehicle_id: OWNER.car.vehicle_id });
  expect([foreign.status, foreign.body]).toEqual([400, { non_field_errors: [NOT_OWNED] }]);
  expect((await admin().put(id, body)).body).toMatchObject(of(OTHER));
});

describe('while the other services are away', () => {
  test('nothing that they must vouch for is written, and everything else is', async () => {
    const gone = 'http://127.0.0.1:9';
    const { world: lonely, close } = await openWorld({
      people: world.people,
      services: { customers: gone, vehicles: gone, employees: gone, authentication: gone },
    });
    try {
      const { id } = await given(lonely).appointment(of(OWNER));
      const before = await recordsOf(lonely, id);
      const edits = editsOf(lonely.admin);
      for (const change of [
        { vehicle_id: SECOND_CAR },
        of(OTHER),
        { assigned_employee_id: PRIYA },
      ]) {
        const answer = await edits.patch(id, change);
        expect([answer.status, answer.body]).toEqual([503, { detail: expect.any(String) }]);
        expect(answer.headers['retry-after']).toBeDefined();
      }
      expect(await recordsOf(lonely, id)).toEqual(before);
      const other = { ...of(OWNER), scheduled_time: '11:00', customer_notes: 'later' };
      const answer = await edits.patch(id, other);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ customer_name: 'Unknown Customer' });
    } finally {
      await close();
    }
  });
});
