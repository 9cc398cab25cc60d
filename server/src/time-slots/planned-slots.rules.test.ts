import { expect, test } from 'vitest';
import { dayNumber } from '../platform/wall-clock.ts';
import { plannedSlots } from './planned-slots.rules.ts';

const monday = dayNumber('2030-12-16');
const [saturday, sunday] = [monday + 5, monday + 6];

/** As `date start-end`, hours and minutes only. */
function planned(days: readonly number[], opensAt: number, closesAt: number): string[] {
  return plannedSlots(days, { opensAt, closesAt }).map(
    (slot) => `${slot.date} ${slot.start_time.slice(0, 5)}-${slot.end_time.slice(0, 5)}`,
  );
}

test('the hours of a day follow each other', () => {
  expect(planned([monday], 9, 12)).toEqual([
    '2030-12-16 09:00-10:00',
    '2030-12-16 10:00-11:00',
    '2030-12-16 11:00-12:00',
  ]);
});

test('the last hour before midnight ends at 23:59', () => {
  expect(planned([monday], 22, 24)).toEqual(['2030-12-16 22:00-23:00', '2030-12-16 23:00-23:59']);
});

test.each([
  { what: 'three days of the usual hours', days: [0, 1, 2], opensAt: 9, closesAt: 17, count: 24 },
  { what: 'a day around the clock', days: [0], opensAt: 0, closesAt: 24, count: 24 },
  { what: 'a weekend', days: [5, 6], opensAt: 9, closesAt: 17, count: 0 },
  { what: 'a week', days: [0, 1, 2, 3, 4, 5, 6], opensAt: 9, closesAt: 17, count: 40 },
  { what: 'no days', days: [], opensAt: 9, closesAt: 17, count: 0 },
  { what: 'no hours', days: [0], opensAt: 9, closesAt: 9, count: 0 },
])('$what give $count slots', ({ days, opensAt, closesAt, count }) => {
  const numbers = days.map((day) => monday + day);
  expect(planned(numbers, opensAt, closesAt)).toHaveLength(count);
});

test('no slot is planned at the weekend, whoever asks', () => {
  expect(planned([saturday, sunday, monday], 9, 10)).toEqual(['2030-12-16 09:00-10:00']);
});
