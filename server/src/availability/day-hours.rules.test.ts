import { describe, expect, test } from 'vitest';
import { DAY, dayNumber, HOUR } from '../platform/wall-clock.ts';
import { capacityMinutes, dayHours } from './day-hours.rules.ts';
import type { IdentifiedSlot } from './free-places.rules.ts';
import type { Interval } from './overlap.rules.ts';

const MONDAY = dayNumber('2030-12-16');
const HOURS = { opensAt: 9, closesAt: 11 };

function slot(from: string, to: string, more: Partial<IdentifiedSlot> = {}): IdentifiedSlot {
  return {
    id: `${from}-${to}`,
    date: '2030-12-16',
    start_time: `${from}:00`,
    end_time: `${to}:00`,
    is_available: true,
    max_concurrent_appointments: 2,
    ...more,
  };
}

function facts(slots: readonly IdentifiedSlot[], held: readonly Interval[] = [], days = 1) {
  return { firstDay: MONDAY, lastDay: MONDAY + days - 1, slots, held, defaultPlaces: 3 };
}

const at = (hour: number, hours = 1): Interval => ({
  start: MONDAY * DAY + hour * HOUR,
  end: MONDAY * DAY + (hour + hours) * HOUR,
});

describe('the hours of a day', () => {
  test.each<[string, readonly IdentifiedSlot[], readonly Interval[], string[]]>([
    ['nothing stored', [], [at(9.5)], ['09:00:00 2/3', '10:00:00 2/3']],
    ['a job of the day before', [], [at(-2, 11.5)], ['09:00:00 2/3', '10:00:00 3/3']],
    ['a stored slot', [slot('20:00', '21:00')], [at(20), at(9)], ['20:00:00 1/2']],
    ['a blocked one', [slot('09:00', '10:00', { is_available: false })], [], ['09:00:00 0/2']],
    ['an overfull one', [slot('09:00', '10:00')], [at(9), at(9), at(9)], ['09:00:00 0/2']],
    [
      'two that overlap',
      [slot('09:30', '11:00', { max_concurrent_appointments: 1 }), slot('09:00', '10:00')],
      [],
      ['09:00:00 1/2', '09:30:00 1/1'],
    ],
    ['one that covers nothing', [slot('10:00', '09:00')], [], ['10:00:00 0/2']],
  ])('with %s', (_what, slots, held, expected) => {
    const hours = dayHours(facts(slots, held), HOURS);
    expect(
      hours.map((hour) => `${hour.start_time} ${hour.available_capacity}/${hour.places}`),
    ).toEqual(expected);
  });

  test('are generated for the days that store none, and for no weekend', () => {
    const hours = dayHours(facts([slot('09:00', '10:00')], [], 7), HOURS);
    expect(hours.map(({ date, slot_id }) => [date.slice(8), slot_id])).toEqual([
      ['16', '09:00-10:00'],
      ...['17', '17', '18', '18', '19', '19', '20', '20'].map((day) => [day, null]),
    ]);
  });
});

test.each<[string, readonly IdentifiedSlot[], number]>([
  ['opening hours', [], 2 * 60 * 3],
  ['stored slots', [slot('09:00', '10:30'), slot('13:00', '14:00')], 2 * 150],
  ['a slot to midnight', [slot('23:00', '23:59')], 2 * 60],
  ['a blocked slot', [slot('09:00', '10:00', { is_available: false })], 0],
  ['a slot without places', [slot('09:00', '10:00', { max_concurrent_appointments: -1 })], 0],
  ['a slot that covers nothing', [slot('10:00', '09:00')], 0],
])('the minutes of %s are counted', (_what, slots, minutes) => {
  expect([...capacityMinutes(facts(slots), HOURS)]).toEqual([['2030-12-16', minutes]]);
});
