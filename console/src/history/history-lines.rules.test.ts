import { expect, test } from 'vitest';
import type { HistoryLine } from '../api.ts';
import { type Told, toldBy } from './history-lines.rules.ts';

const line = (change_reason: string, previous_status = 'pending', new_status = 'pending') =>
  ({ change_reason, previous_status, new_status }) as HistoryLine;
const ID = '33333333-3333-4333-8333-333333333333';

const CASES: readonly (readonly [string, HistoryLine, Told])[] = [
  [
    'a status change with its reason',
    line('As agreed', 'pending', 'confirmed'),
    { kind: 'status', from: 'pending', to: 'confirmed', reason: 'As agreed' },
  ],
  [
    'a move without a reason',
    line('Rescheduled from 2030-12-16 09:00:00 to 2030-12-17 10:30:00'),
    {
      kind: 'moved',
      from: { date: '2030-12-16', time: '09:00:00' },
      to: { date: '2030-12-17', time: '10:30:00' },
      reason: '',
    },
  ],
  [
    'a move with a reason of several lines',
    line('Rescheduled from 2030-12-16 09:00:00 to 2030-12-17 10:30:00: Ill:\nsorry'),
    {
      kind: 'moved',
      from: { date: '2030-12-16', time: '09:00:00' },
      to: { date: '2030-12-17', time: '10:30:00' },
      reason: 'Ill:\nsorry',
    },
  ],
  [
    'an assignment',
    line(`Assigned employee changed from nobody to ${ID}`),
    { kind: 'assigned', from: null, to: ID },
  ],
  [
    'an employee taken away',
    line(`Assigned employee changed from ${ID} to nobody`),
    { kind: 'assigned', from: ID, to: null },
  ],
  [
    'a move as the predecessor told it',
    line('Rescheduled from 2030-12-16 09:00 to 2030-12-17 10:30: part arrives later'),
    {
      kind: 'moved',
      from: { date: '2030-12-16', time: '09:00' },
      to: { date: '2030-12-17', time: '10:30' },
      reason: 'part arrives later',
    },
  ],
  [
    'an assignment as the predecessor told it',
    line('Assigned to Grace Hopper'),
    { kind: 'given', name: 'Grace Hopper' },
  ],
  [
    'an edit',
    line('Changed vehicle_id, customer_notes'),
    { kind: 'edited', fields: ['vehicle_id', 'customer_notes'] },
  ],
  ['a deletion', line('Deleted'), { kind: 'deleted' }],
  [
    'words of people that only begin alike',
    line('Changed the tyres as well'),
    { kind: 'noted', text: 'Changed the tyres as well' },
  ],
];

test.each(CASES)('%s', (_, given, told) => {
  expect(toldBy(given)).toEqual(told);
});
