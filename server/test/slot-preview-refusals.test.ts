import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { carOwners, nth } from './support/people.ts';
import { storedSlot } from './support/slots.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const ask = (body: object, by = world.employee) => by.post('/time-slots/preview/', body);
const slot = (date: string, from: string, to: string) => storedSlot(world, { date, from, to });

const REQUIRED = ['This field is required.'];
const REVERSED = { non_field_errors: ['end_time must be after start_time'] };
const TWICE = { non_field_errors: ['The fields date, start_time must make a unique set.'] };

describe('a preview is refused as the change itself would be', () => {
  const date = '2027-04-05';

  test.each<[object, object]>([
    [{}, { action: REQUIRED }],
    [{ action: null }, { action: ['This field may not be null.'] }],
    [{ action: 'destroy' }, { action: ['"destroy" is not a valid choice.'] }],
    [{ action: ['delete'] }, { action: ['"["delete"]" is not a valid choice.'] }],
    [{ action: 'generate' }, { start_date: REQUIRED, end_date: REQUIRED }],
    [
      { action: 'create', date },
      { start_time: REQUIRED, end_time: REQUIRED },
    ],
    [{ action: 'change' }, { slot_ids: REQUIRED }],
    [{ action: 'delete', slot_ids: null }, { slot_ids: ['This field may not be null.'] }],
    [{ action: 'delete', slot_ids: 'x' }, { slot_ids: ['Expected a list of items.'] }],
    [{ action: 'delete', slot_ids: [] }, { slot_ids: ['This list may not be empty.'] }],
    [{ action: 'delete', slot_ids: ['x'] }, { slot_ids: ['Must be a valid UUID.'] }],
    [
      { action: 'delete', slot_ids: Array.from({ length: 501 }, () => randomUUID()) },
      { slot_ids: ['Ensure this field has no more than 500 elements.'] },
    ],
    [
      { action: 'change', slot_ids: [randomUUID()], max_concurrent_appointments: -1 },
      { max_concurrent_appointments: ['Ensure this value is greater than or equal to 0.'] },
    ],
    [{ action: 'create', date, start_time: '11:00', end_time: '10:00' }, REVERSED],
    [
      { action: 'generate', start_date: date, end_date: '2027-04-04' },
      { non_field_errors: ['end_date must be after start_date'] },
    ],
    [
      { action: 'generate', start_date: date, end_date: '2028-04-05' },
      { non_field_errors: ['The range may span at most 366 days'] },
    ],
  ])('%j', async (body, faults) => {
    const answer = await ask(body);
    expect([answer.status, answer.body]).toEqual([400, faults]);
  });

  test('for another slot at the same start', async () => {
    const monday = '2027-01-04';
    const [ten, eleven] = [
      await slot(monday, '10:00', '11:00'),
      await slot(monday, '11:00', '12:00'),
    ];
    for (const body of [
      { action: 'create', date: monday, start_time: '10:00', end_time: '12:00' },
      { action: 'change', slot_ids: [ten], start_time: '11:00', end_time: '12:00' },
      { action: 'change', slot_ids: [ten, eleven], date: '2027-01-05', start_time: '09:00' },
    ]) {
      const answer = await ask(body);
      expect([answer.status, answer.body]).toEqual([400, TWICE]);
    }
    const reversed = await ask({ action: 'change', slot_ids: [ten], end_time: '09:00' });
    expect([reversed.status, reversed.body]).toEqual([400, REVERSED]);
  });

  test('for an unknown slot, alone or among others', async () => {
    const known = await slot('2027-01-11', '10:00', '11:00');
    for (const action of ['change', 'delete'])
      for (const slot_ids of [[randomUUID()], [known, randomUUID()]])
        expect((await ask({ action, slot_ids })).status).toBe(404);
  });

  test('for a customer', async () => {
    const owner = nth(carOwners(world.people), 0);
    const body = { action: 'delete', slot_ids: [randomUUID()] };
    expect((await ask(body, world.as(owner.person))).status).toBe(403);
  });
});
