import { describe, expect, it } from 'vitest';
import type { AppointmentListItem } from '../api.ts';
import { withMoves } from './overlay.rules.ts';

const listed = (id: string, version: number, scheduled_time = '10:00:00'): AppointmentListItem => ({
  id,
  version,
  scheduled_time,
  customer_id: 'customer',
  vehicle_id: 'car',
  assigned_employee_id: null,
  appointment_type: 'repair',
  scheduled_date: '2026-11-24',
  status: 'confirmed',
  customer_name: 'Customer',
  vehicle_details: 'Car',
  employee_name: '',
  duration_minutes: 60,
  service_description: '',
});

const times = (items: readonly AppointmentListItem[]): string[] =>
  items.map((item) => `${item.id} ${item.scheduled_time.slice(0, 5)}`);

describe('withMoves', () => {
  const items = [listed('a', 1), listed('b', 1)];

  it('leaves the list alone while nothing moves', () => {
    expect(withMoves(items, new Map())).toBe(items);
  });

  it('shows a move before the service has answered, whatever is listed meanwhile', () => {
    const moves = new Map([['a', { item: listed('a', 1, '11:00:00'), isMade: false }]]);
    expect(times(withMoves([listed('a', 5), listed('b', 1)], moves))).toEqual([
      'a 11:00',
      'b 10:00',
    ]);
  });

  it('shows a move that is made until the list has it, then the list', () => {
    const moves = new Map([['a', { item: listed('a', 2, '11:00:00'), isMade: true }]]);
    expect(times(withMoves(items, moves))).toEqual(['a 11:00', 'b 10:00']);
    const later = [listed('a', 3, '12:00:00'), listed('b', 1)];
    expect(times(withMoves(later, moves))).toEqual(['a 12:00', 'b 10:00']);
  });

  it('shows what came from a day that is not listed', () => {
    const moves = new Map([['c', { item: listed('c', 1, '11:00:00'), isMade: false }]]);
    expect(times(withMoves(items, moves))).toEqual(['a 10:00', 'b 10:00', 'c 11:00']);
  });
});
