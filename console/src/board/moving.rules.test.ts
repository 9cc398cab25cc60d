import { describe, expect, it } from 'vitest';
import type { Hour } from '../availability/room.rules.ts';
import {
  canGoBack,
  type Movable,
  type MoveFacts,
  type MoveProblem,
  type Place,
  problemsWithMove,
} from './moving.rules.ts';

const DATE = '2026-11-24';

const card = (part: Partial<Movable> = {}): Movable => ({
  id: 'a',
  customer_id: 'customer-a',
  assigned_employee_id: 'nuwan',
  scheduled_date: DATE,
  scheduled_time: '10:00:00',
  duration_minutes: 60,
  status: 'confirmed',
  ...part,
});

const other = (id: string, scheduled_time: string, part: Partial<Movable> = {}): Movable =>
  card({ id, customer_id: `customer-${id}`, assigned_employee_id: null, scheduled_time, ...part });

const hour = (at: number, part: Partial<Hour> = {}): Hour => ({
  date: DATE,
  start_time: `${String(at).padStart(2, '0')}:00:00`,
  end_time: `${String(at + 1).padStart(2, '0')}:00:00`,
  slot_id: `slot-${at}`,
  is_available: true,
  places: 2,
  available_capacity: 2,
  ...part,
});

const facts = (part: Partial<MoveFacts> = {}): MoveFacts => ({
  now: { date: DATE, time: '09:30:00' },
  hours: [hour(9), hour(10), hour(11), hour(12, { is_available: false }), hour(13)],
  appointments: [card()],
  defaultPlaces: 3,
  ...part,
});

const to = (time: string, employee_id: string | null = 'nuwan', date = DATE): Place => ({
  date,
  time,
  employee_id,
});

describe('problemsWithMove', () => {
  it.each<[string, Movable, Place, Partial<MoveFacts>, MoveProblem[]]>([
    ['a free time', card(), to('11:00:00'), {}, []],
    ['where it is', card({ status: 'completed' }), to('10:00:00'), {}, []],
    ['its own time does not count', card(), to('10:30:00'), {}, []],
    ['the past', card(), to('09:15:00'), {}, ['not_in_future']],
    ['this very minute', card(), to('09:30:00'), {}, ['not_in_future']],
    [
      'another employee though the time has passed',
      card({ scheduled_time: '09:00:00' }),
      to('09:00:00', 'priya'),
      {},
      [],
    ],
    ['a blocked hour', card(), to('12:00:00'), {}, ['slot_unavailable']],
    ['into a blocked hour', card(), to('11:30:00'), {}, ['slot_unavailable']],
    ['outside the slots of the day', card(), to('13:30:00'), {}, ['slot_unavailable']],
    [
      'a full hour',
      card(),
      to('11:00:00'),
      { appointments: [card(), other('b', '11:00:00'), other('c', '11:30:00')] },
      ['slot_full'],
    ],
    [
      'beside two that follow each other',
      card(),
      to('11:00:00'),
      {
        appointments: [
          card(),
          other('b', '11:00:00', { duration_minutes: 30 }),
          other('c', '11:30:00', { duration_minutes: 30 }),
        ],
      },
      [],
    ],
    [
      'cancelled ones take no place',
      card(),
      to('11:00:00'),
      {
        appointments: [
          other('b', '11:00:00', { status: 'cancelled' }),
          other('c', '11:00:00', { status: 'no_show', assigned_employee_id: 'nuwan' }),
        ],
      },
      [],
    ],
    [
      'a busy employee',
      card(),
      to('11:00:00', 'priya'),
      { appointments: [card(), other('b', '11:30:00', { assigned_employee_id: 'priya' })] },
      ['employee_busy'],
    ],
    [
      'a busy customer',
      card(),
      to('11:00:00'),
      { appointments: [card(), other('b', '11:30:00', { customer_id: 'customer-a' })] },
      ['customer_busy'],
    ],
    [
      'work that has begun, to another time',
      card({ status: 'in_progress' }),
      to('11:00:00'),
      {},
      ['not_reschedulable'],
    ],
    [
      'work that has begun, to another employee',
      card({ status: 'in_progress' }),
      to('10:00:00', 'priya'),
      {},
      [],
    ],
    [
      'work that is done',
      card({ status: 'completed' }),
      to('10:00:00', 'priya'),
      {},
      ['not_assignable'],
    ],
    ['nobody in particular', card(), to('10:00:00', null), {}, []],
  ])('%s', (_, item, place, part, expected) => {
    expect(problemsWithMove(item, place, facts(part))).toEqual(expected);
  });
});

describe('canGoBack', () => {
  const now = { date: DATE, time: '09:30:00' };

  it.each<[string, Place, Place, boolean]>([
    ['to a time to come', to('10:00:00'), to('11:00:00'), true],
    ['to a time that has passed', to('09:00:00'), to('11:00:00'), false],
    ['to this very minute', to('09:30:00'), to('11:00:00'), false],
    ['to a day that has passed', to('10:00:00', 'nuwan', '2026-11-23'), to('11:00:00'), false],
    ['to another employee at a passed time', to('09:00:00'), to('09:00:00', 'kasun'), true],
  ])('%s', (_, from, there, expected) => {
    expect(canGoBack(from, there, now)).toBe(expected);
  });
});
