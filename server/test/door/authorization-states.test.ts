import { describe, expect, test } from 'vitest';
import { STATUSES, type Status } from '../../src/appointments/appointment.ts';
import { samplePeople } from '../../src/demo/workshop/sample-people.ts';
import type { Client } from '../support/client.ts';
import { editsOf } from '../support/edits.ts';
import { given, of } from '../support/given.ts';
import { nth } from '../support/people.ts';
import { recordsOf } from '../support/records.ts';
import { useWorld } from '../support/world.ts';
import { OWNER, STRANGER, THIRD_EMPLOYEE } from './authorization-principals.ts';
import { STATES } from './authorization-states.ts';

const world = useWorld();

const CLIENTS: Readonly<Record<string, () => Client>> = {
  CO: () => world.as(OWNER.person),
  CX: () => world.as(STRANGER.person),
  EM: () => world.employee,
  AD: () => world.as(nth(samplePeople.admins, 0)),
};

/** What a successful action makes of the status; the others leave it. */
const BECOMES: Readonly<Record<string, Status>> = {
  confirm: 'confirmed',
  start: 'in_progress',
  complete: 'completed',
  no_show: 'no_show',
  cancel: 'cancelled',
};

interface StateCell {
  readonly who: string;
  readonly move: string;
  readonly from: Status;
  readonly expected: number;
}

const [HEAD = '', ...ROWS] = STATES.trim().split('\n');
const CELLS: readonly StateCell[] = ROWS.flatMap((row) => {
  const [name = '', cells = ''] = row.split('|');
  const [who = '', move = ''] = name.trim().split(/ +/);
  const statuses = cells.trim().split(/ +/).map(Number);
  return STATUSES.map((from, index) => ({ who, move, from, expected: nth(statuses, index) }));
});

let day = 0;
function nextDate(): string {
  day += 1;
  return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
}

type Row = Awaited<ReturnType<ReturnType<typeof given>['appointment']>>;

async function attempt({ who, move }: StateCell, row: Row) {
  const client = CLIENTS[who]?.();
  if (client === undefined) throw new Error(`Nobody is ${who}`);
  const { customer_id, vehicle_id, appointment_type, scheduled_date } = row;
  const same = { customer_id, vehicle_id, appointment_type, scheduled_date };
  const { put, remove } = editsOf(client);
  switch (move) {
    case 'move':
      return await put(row.id, { ...same, scheduled_time: '15:00' });
    case 'keep':
      return await put(row.id, { ...same, scheduled_time: row.scheduled_time });
    case 'delete':
      return await remove(row.id);
    case 'assign':
      return await client.act(row.id, move, { employee_id: THIRD_EMPLOYEE.user_id });
    case 'reschedule':
      return await client.act(row.id, move, { new_date: nextDate(), new_time: '10:00' });
    default:
      return await client.act(row.id, move);
  }
}

describe('what is allowed happens, and what is not leaves no trace', () => {
  test.each(CELLS)('$who $move while $from: $expected', async (cell) => {
    const row = await given(world).appointment({
      ...of(OWNER),
      scheduled_date: nextDate(),
      status: cell.from,
    });
    const before = await recordsOf(world, row.id);
    const answer = await attempt(cell, row);
    expect(answer.status, JSON.stringify(answer.body)).toBe(cell.expected);
    const after = await recordsOf(world, row.id);
    if (cell.expected !== 200) expect(after).toEqual(before);
    else expect(after.row.status).toBe(BECOMES[cell.move] ?? cell.from);
  });
});

test('the table has a column for every status and no cell is left out', () => {
  expect(HEAD.trim().split(/ +/)).toEqual(STATUSES);
  expect(CELLS).toHaveLength(ROWS.length * STATUSES.length);
  expect(CELLS.length).toBeGreaterThanOrEqual(162);
  expect(CELLS.filter(({ expected }) => ![200, 400, 403, 404].includes(expected))).toEqual([]);
});
