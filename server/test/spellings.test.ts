import { describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { editsOf } from './support/edits.ts';
import { of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { recordsOf } from './support/records.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const OWNER = nth(carOwners(samplePeople), 0);

describe('ids are kept and sent in one form', () => {
  test.each<[string, (id: string) => string]>([
    ['capitals', (id) => id.toUpperCase()],
    ['no dashes', (id) => id.replaceAll('-', '')],
    ['braces', (id) => `{${id}}`],
    ['the prefix of a URN', (id) => `urn:uuid:${id}`],
  ])('however they came: %s', async (_how, spelled) => {
    const booked = await world.admin.post<{ id: string }>('/appointments/', {
      customer_id: spelled(OWNER.person.user_id),
      vehicle_id: spelled(OWNER.car.vehicle_id),
      assigned_employee_id: spelled(PRIYA),
      appointment_type: 'repair',
      scheduled_date: '2027-01-04',
      scheduled_time: '9:05',
    });
    expect(booked.status).toBe(201);
    const written = { ...of(OWNER), assigned_employee_id: PRIYA, scheduled_time: '09:05:00' };
    expect(booked.body).toMatchObject({ ...written, customer_name: 'Amara Fernando' });
    const { id } = booked.body;
    await editsOf(world.admin).patch(id, { assigned_employee_id: null });
    await world.admin.act(id, 'assign', { employee_id: spelled(PRIYA) });
    const { row, history, messages } = await recordsOf(world, id);
    expect(row).toMatchObject(written);
    expect(nth(history, 1).change_reason).toBe(`Assigned employee changed from nobody to ${PRIYA}`);
    // The browser's socket is opened under the id of its token, so a capital would lose the message.
    expect(messages).toMatchObject([{ recipient_user_id: OWNER.person.user_id }]);
    expect(JSON.stringify(messages)).not.toContain(OWNER.person.user_id.toUpperCase());
    await editsOf(world.admin).remove(id);
  });
});
