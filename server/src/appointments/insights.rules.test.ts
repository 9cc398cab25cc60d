import { expect, test } from 'vitest';
import { type InsightGroup, insightsOf } from './insights.rules.ts';

function group(kind: InsightGroup['kind'], key: string | null, more: object = {}): InsightGroup {
  const none = { completed: 0, cancelled: 0, no_show: 0, booked_minutes: 0, duration_seconds: 0 };
  return { kind, key, total: 1, ...none, ...more };
}

test('every day of the capacities is there, and only those', () => {
  const { days } = insightsOf(
    [group('day', '2030-01-02', { total: 5, cancelled: 2, no_show: 1, booked_minutes: 90 })],
    new Map([
      ['2030-01-01', 0],
      ['2030-01-02', 600],
    ]),
  );
  expect(days).toEqual([
    {
      date: '2030-01-01',
      appointments: 0,
      booked_minutes: 0,
      capacity_minutes: 0,
      cancelled: 0,
      no_show: 0,
    },
    {
      date: '2030-01-02',
      appointments: 2,
      booked_minutes: 90,
      capacity_minutes: 600,
      cancelled: 2,
      no_show: 1,
    },
  ]);
});

test('the views are sorted, and nobody is no employee', () => {
  const { by_status, by_type, employees } = insightsOf(
    [
      group('employee', null, { total: 9 }),
      group('status', 'pending', { total: 2 }),
      group('type', 'repair'),
      group('employee', 'b', { completed: 3 }),
      group('status', 'cancelled'),
      group('type', ''),
      group('employee', 'a', { duration_seconds: 7 }),
    ],
    new Map(),
  );
  expect(by_status).toEqual([
    { status: 'cancelled', count: 1 },
    { status: 'pending', count: 2 },
  ]);
  expect(by_type.map(({ appointment_type }) => appointment_type)).toEqual(['', 'repair']);
  expect(employees).toEqual([
    { employee_id: 'a', completed: 0, duration_seconds: 7, booked_minutes: 0 },
    { employee_id: 'b', completed: 3, duration_seconds: 0, booked_minutes: 0 },
  ]);
});
