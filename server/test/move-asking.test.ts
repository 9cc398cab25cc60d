import { expect, test } from 'vitest';
import { given } from './support/given.ts';
import { PRIYA, TOMASZ } from './support/mechanics.ts';
import { recordsOf } from './support/records.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld();

const to = (date: string, time: string, more: object = {}) => ({
  new_date: date,
  new_time: time,
  ...more,
});

const REQUIRED = ['This field is required.'];
test.each<[object, object]>([
  [{}, { new_date: REQUIRED, new_time: REQUIRED }],
  [
    to('2027-02-30', '24:00', { employee_id: 'Priya', announce_after_seconds: 61 }),
    {
      new_date: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
      new_time: ['Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].'],
      employee_id: ['Must be a valid UUID.'],
      announce_after_seconds: ['Ensure this value is less than or equal to 60.'],
    },
  ],
  [
    to('2027-02-01', '10:00', { employee_id: '', announce_after_seconds: -1 }),
    {
      employee_id: ['Must be a valid UUID.'],
      announce_after_seconds: ['Ensure this value is greater than or equal to 0.'],
    },
  ],
  [
    to('2027-02-01', '10:00', { announce_after_seconds: null }),
    { announce_after_seconds: ['This field may not be null.'] },
  ],
])('wrong values are refused by field: %j', async (body, faults) => {
  const { id } = await given(world).appointment();
  const answer = await world.employee.act(id, 'move', body);
  expect([answer.status, answer.body]).toEqual([400, faults]);
});

test('while the employee service is away only those who are asked about wait for it', async () => {
  const { world: lonely, close } = await openWorld({
    people: world.people,
    services: { employees: 'http://127.0.0.1:9' },
  });
  try {
    const { id, scheduled_date } = await given(lonely).appointment({
      scheduled_date: '2027-03-01',
      assigned_employee_id: PRIYA,
    });
    const asked = (employee_id: string | null) =>
      lonely.employee.act(id, 'move', to(scheduled_date, '11:00', { employee_id }));
    const before = await recordsOf(lonely, id);
    const other = await asked(TOMASZ);
    expect([other.status, other.body]).toEqual([
      503,
      { detail: 'The employee service is not available. Please try again.' },
    ]);
    expect(await recordsOf(lonely, id)).toEqual(before);
    expect((await asked(PRIYA)).status).toBe(200);
    expect((await asked(null)).status).toBe(200);
  } finally {
    await close();
  }
});
