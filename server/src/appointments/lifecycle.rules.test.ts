import { expect, test } from 'vitest';
import { STATUSES, type Status } from './appointment.ts';
import {
  canAssign,
  canMove,
  canReschedule,
  holdsPlace,
  isAwaited,
  stampOf,
} from './lifecycle.rules.ts';

// The seed's "Status Transitions" as a grid: rows are left, columns are entered.
const MOVES = `
              pending confirmed in_progress completed cancelled no_show
pending       -       yes       -           -         yes       -
confirmed     -       -         yes         -         yes       yes
in_progress   -       -         -           yes       yes       -
completed     -       -         -           -         -         -
cancelled     -       -         -           -         -         -
no_show       -       -         -           -         -         -
`;

const [header = [], ...rows] = MOVES.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const moves = rows.flatMap(([from = '', ...cells]) =>
  cells.map((cell, column): [string, 'may' | 'may not', Status] => [
    from,
    cell === 'yes' ? 'may' : 'may not',
    (header[column] ?? '') as Status,
  ]),
);

test('the grid names every pair of statuses once', () => {
  const pairs = STATUSES.flatMap((from) => STATUSES.map((to) => `${from} ${to}`));
  expect(moves.map(([from, , to]) => `${from} ${to}`)).toEqual(pairs);
});

test.each(moves)('%s %s be followed by %s', (from, verdict, to) => {
  expect(canMove(from, to)).toBe(verdict === 'may');
});

const unknown = ['', 'Pending', 'PENDING', ' pending', 'done', 'constructor'];

test.each(unknown)('an adopted row of the unknown status "%s" leads nowhere', (status) => {
  expect(STATUSES.filter((to) => canMove(status, to))).toEqual([]);
  expect(holdsPlace(status)).toBe(false);
  expect(canReschedule(status)).toBe(false);
  expect(isAwaited(status)).toBe(false);
  expect(canAssign(status)).toBe(false);
});

test.each([
  ['pending', { holds: true, awaited: true, reschedulable: true, stamp: undefined }],
  ['confirmed', { holds: true, awaited: true, reschedulable: true, stamp: undefined }],
  ['in_progress', { holds: true, awaited: false, reschedulable: false, stamp: undefined }],
  ['completed', { holds: false, awaited: false, reschedulable: false, stamp: 'completed_at' }],
  ['cancelled', { holds: false, awaited: false, reschedulable: false, stamp: 'cancelled_at' }],
  ['no_show', { holds: false, awaited: false, reschedulable: false, stamp: undefined }],
] as const)('%s is right about its place, its move in time and its stamp', (status, row) => {
  expect(holdsPlace(status)).toBe(row.holds);
  expect(canAssign(status)).toBe(row.holds);
  expect(canReschedule(status)).toBe(row.reschedulable);
  expect(isAwaited(status)).toBe(row.awaited);
  expect(stampOf(status)).toBe(row.stamp);
});
