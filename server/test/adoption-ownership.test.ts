import { describe, expect, test } from 'vitest';
import type { AppointmentAnswer } from '../src/appointments/appointments.schemas.ts';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { carOwners, nth } from './support/people.ts';
import { adoptedDatabase, sql } from './support/predecessor.ts';
import { useWorld } from './support/world.ts';

const OWNER = nth(carOwners(samplePeople), 0);
/** Booked for others as an employee, and is a customer today. */
const FORMER = nth(samplePeople.employees, 1);
/** The early rows of the predecessor hold the customer service's row id instead of the user's. */
const LEGACY = '00000000-0000-4000-8000-000000000017';

const ofLegacyCustomer = `
  update appointments
  set customer_id = '${LEGACY}', created_by_user_id = '${OWNER.person.user_id}'
  where id in (select id from appointments where service_description like 'Service no. 3%'
    order by id limit 3);
  update appointments set created_by_user_id = '${FORMER.user_id}'
  where service_description = 'overbooked'`;

const world = useWorld({ database: () => adoptedDatabase({ also: ofLegacyCustomer }) });

const owner = () => world.as(OWNER.person);
const former = () => world.withClaims({ user_id: FORMER.user_id, user_role: 'customer' });

async function idsOf(where: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    world.databaseUrl,
    `select id from appointments where ${where} order by id`,
  );
  return rows.map(({ id }) => id);
}

interface Ids {
  readonly results: readonly { readonly id: string }[];
}

async function listed(client: ReturnType<typeof owner>): Promise<string[]> {
  const { body } = await client.get<Ids>('/appointments/?ordering=id');
  return body.results.map(({ id }) => id);
}

describe('an adopted appointment of a legacy customer id', () => {
  test('is seen by the user who made it', async () => {
    const ids = await idsOf(`customer_id = '${LEGACY}'`);
    expect(ids).toHaveLength(3);
    expect(await listed(owner())).toEqual(ids);
    const { status, body } = await owner().get<AppointmentAnswer>(`/appointments/${ids[0]}/`);
    expect([status, body.customer_id]).toEqual([200, LEGACY]);
    expect((await owner().get(`/appointments/${ids[0]}/history/`)).status).toBe(200);
  });

  test('is found by its id by staff, under the names of an unknown customer', async () => {
    const { body } = await world.admin.get<AppointmentAnswer[]>(
      `/appointments/customer_appointments/?customer_id=${LEGACY}`,
    );
    expect(body.map(({ customer_name }) => customer_name)).toEqual(
      Array(3).fill('Unknown Customer'),
    );
  });

  test('may be cancelled by the user who made it', async () => {
    const [id = ''] = await idsOf(`customer_id = '${LEGACY}' and holds_place`);
    expect((await owner().act(id, 'cancel')).status).toBe(200);
  });
});

describe('who made an appointment for somebody else', () => {
  test('sees it as long as it is the predecessor’s', async () => {
    const ids = await idsOf(`created_by_user_id = '${FORMER.user_id}'`);
    expect(ids).toHaveLength(9);
    expect(await listed(former())).toEqual(ids);
    expect((await former().get(`/appointments/${ids[0]}/`)).status).toBe(200);
    const history = await former().get<Ids>('/history/');
    expect(history.body.results).toEqual([]);
  });

  test('does not see what this service made', async () => {
    const seen = await listed(former());
    const booked = await world
      .as(FORMER)
      .book(OWNER, { scheduled_date: '2031-05-05', scheduled_time: '10:00' });
    expect([booked.status, booked.body.created_by_user_id]).toEqual([201, FORMER.user_id]);
    expect((await former().get(`/appointments/${booked.body.id}/`)).status).toBe(404);
    expect(await listed(former())).toEqual(seen);
    // It is its customer's.
    expect((await owner().get(`/appointments/${booked.body.id}/`)).status).toBe(200);
  });

  test('sees it still when this service has changed it', async () => {
    const [id = ''] = await idsOf(`created_by_user_id = '${FORMER.user_id}' and adopted`);
    const time = { new_date: '2031-05-06', new_time: '10:00' };
    expect((await world.employee.act(id, 'reschedule', time)).status).toBe(200);
    expect((await former().get(`/appointments/${id}/`)).status).toBe(200);
  });
});

test('history lines of appointments that are gone are for staff alone', async () => {
  const [orphan] = await sql<{ id: string; appointment_id: string }>(
    world.databaseUrl,
    `select id, appointment_id from appointment_history where change_reason = 'row deleted since'`,
  );
  expect((await world.admin.get(`/history/${orphan?.id}/`)).status).toBe(200);
  for (const client of [owner(), former()]) {
    expect((await client.get(`/history/${orphan?.id}/`)).status).toBe(404);
    const { body } = await client.get(`/history/?appointment_id=${orphan?.appointment_id}`);
    expect(body).toMatchObject({ count: 0, results: [] });
  }
});
