import { describe, expect, it } from 'vitest';
import type { AppointmentListItem } from '../api.ts';
import type { Hour } from '../availability/room.rules.ts';
import { byHour } from './agenda.rules.ts';
import { cellsOf, loadOf } from './week.rules.ts';

const DATE = '2026-11-24';

const item = (scheduled_time: string, status = 'confirmed'): AppointmentListItem => ({
  id: `${scheduled_time} ${status}`,
  version: 1,
  scheduled_time,
  customer_id: 'customer',
  vehicle_id: 'car',
  assigned_employee_id: null,
  appointment_type: 'repair',
  scheduled_date: DATE,
  status,
  customer_name: 'Customer',
  vehicle_details: 'Car',
  employee_name: '',
  duration_minutes: 60,
  service_description: '',
});

const hour = (start: string, end: string, part: Partial<Hour> = {}): Hour => ({
  date: DATE,
  start_time: `${start}:00`,
  end_time: `${end}:00`,
  slot_id: null,
  is_available: true,
  places: 3,
  available_capacity: 2,
  ...part,
});

describe('cellsOf', () => {
  it('sorts a day into its hours and tells what is left of each', () => {
    const hours = [
      hour('09:00', '09:30', { available_capacity: 3 }),
      hour('09:30', '10:00', { available_capacity: 1 }),
      hour('10:00', '11:00', { is_available: false, available_capacity: 0 }),
    ];
    const cells = cellsOf({ start: 540, end: 720 }, [item('09:45:00'), item('11:00:00')], hours);
    expect(cells.map(({ start, items, room }) => [start, items.length, room])).toEqual([
      [540, 1, { kind: 'open', left: 1, places: 3 }],
      [600, 0, { kind: 'blocked' }],
      [660, 1, { kind: 'closed' }],
    ]);
  });
});

describe('loadOf', () => {
  it('is the share of the offered minutes that is taken, without what is off', () => {
    const hours = [
      hour('09:00', '10:00', { places: 2 }),
      hour('10:00', '11:00', { is_available: false }),
    ];
    const items = [item('09:00:00'), item('09:00:00', 'cancelled')];
    expect(loadOf(items, hours)).toEqual({ appointments: 1, share: 0.5 });
  });

  it('is at most everything, and nothing that can be said of a closed day', () => {
    expect(
      loadOf([item('09:00:00'), item('10:00:00')], [hour('09:00', '10:00', { places: 1 })]).share,
    ).toBe(1);
    expect(loadOf([item('09:00:00')], []).share).toBeUndefined();
  });
});

describe('byHour', () => {
  it('keeps empty hours, and gives what lies outside an hour of its own', () => {
    const hours = [hour('09:00', '10:30'), hour('10:30', '12:00')];
    const groups = byHour(hours, [item('10:15:00'), item('07:20:00')]);
    expect(
      groups.map(({ start, hour: of, items }) => [start, of !== undefined, items.length]),
    ).toEqual([
      [420, false, 1],
      [540, true, 1],
      [630, true, 0],
    ]);
  });
});
