import { expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { given, of } from '../support/given.ts';
import { useWorld } from '../support/world.ts';
import { nextDate, OWNER } from './corpus/case-rows.ts';
import { MASS_ASSIGNMENT } from './corpus/mass-assignment.ts';
import { CALM, faultsOfCases } from './corpus/send-cases.ts';
import { STATUS_EDITS } from './corpus/status-edits.ts';

const world = useWorld({ names: processStore() });

test.each([
  ['C15 mass assignment', MASS_ASSIGNMENT],
  ['C16 status edits', STATUS_EDITS],
] as const)(
  '%s: each case gets its answer, and no refused one writes',
  CALM,
  async (_category, cases) => {
    expect(await faultsOfCases(world, cases)).toEqual([]);
  },
);

test('C15 what staff keep to themselves is in no answer to a customer', async () => {
  const canary = 'CANARY-OF-THE-STAFF';
  const { id } = await given(world).appointment({
    ...of(OWNER),
    scheduled_date: nextDate(),
    internal_notes: canary,
  });
  await world.admin.act(id, 'confirm', { reason: 'ok' });
  const customer = world.as(OWNER.person);
  const answers = [
    await customer.get(`/appointments/${id}/`),
    await customer.get('/appointments/'),
    await customer.get(`/appointments/customer_appointments/?customer_id=${OWNER.person.user_id}`),
    await customer.get(`/appointments/vehicle_history/?vehicle_id=${OWNER.car.vehicle_id}`),
    await customer.get(`/appointments/${id}/history/`),
    await customer.get('/history/'),
    await customer.request({
      method: 'PATCH',
      url: `/api/v1/appointments/${id}/`,
      payload: { internal_notes: canary, customer_notes: 'x' },
    }),
    await customer.act(id, 'reschedule', { new_date: nextDate(), new_time: '09:00' }),
    await customer.act(id, 'start'),
    await customer.act(id, 'cancel'),
    await customer.act(id, 'cancel'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([
    ...[200, 200, 200, 200, 200, 200, 200, 200, 403, 200, 400],
  ]);
  expect(JSON.stringify(answers)).not.toContain(canary);
});
