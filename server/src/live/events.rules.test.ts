import { describe, expect, test } from 'vitest';
import { eventsFor, framesOf, READY, type RecordedChange } from './events.rules.ts';

const [ANNA, BEN] = ['anna', 'ben'];
const staff = { userId: 'x', role: 'employee' } as const;
const anna = { userId: ANNA, role: 'customer' } as const;

function change(part: Partial<RecordedChange>): RecordedChange {
  return {
    topic: 'appointment',
    subject_id: 'a',
    version: 2,
    before_user_ids: [],
    after_user_ids: [],
    before_dates: [],
    after_dates: [],
    ...part,
  };
}

const was = (who: string, date: string) => ({ before_user_ids: [who], before_dates: [date] });
const is = (who: string, date: string) => ({ after_user_ids: [who], after_dates: [date] });

describe('an appointment', () => {
  const rows: [string, Partial<RecordedChange>, object | undefined, object | undefined][] = [
    [
      'booked by Anna',
      is(ANNA, '2027-01-04'),
      { action: 'created', dates: ['2027-01-04'] },
      { action: 'created', dates: ['2027-01-04'] },
    ],
    [
      'moved by Anna',
      { ...was(ANNA, '2027-01-04'), ...is(ANNA, '2027-01-05') },
      { action: 'changed', dates: ['2027-01-04', '2027-01-05'] },
      { action: 'changed', dates: ['2027-01-04', '2027-01-05'] },
    ],
    [
      'deleted by Anna',
      was(ANNA, '2027-01-04'),
      { action: 'deleted', dates: ['2027-01-04'] },
      { action: 'deleted', dates: ['2027-01-04'] },
    ],
    [
      'booked by Ben',
      is(BEN, '2027-01-04'),
      { action: 'created', dates: ['2027-01-04'] },
      undefined,
    ],
    [
      'handed from Anna to Ben',
      { ...was(ANNA, '2027-01-04'), ...is(BEN, '2027-01-05') },
      { action: 'changed', dates: ['2027-01-04', '2027-01-05'] },
      { action: 'deleted', dates: ['2027-01-04'] },
    ],
    [
      'handed from Ben to Anna',
      { ...was(BEN, '2027-01-04'), ...is(ANNA, '2027-01-05') },
      { action: 'changed', dates: ['2027-01-04', '2027-01-05'] },
      { action: 'created', dates: ['2027-01-05'] },
    ],
  ];
  test.each(rows)('%s', (_what, part, toStaff, toAnna) => {
    const told = (expected: object | undefined) =>
      expected === undefined
        ? []
        : [{ name: 'appointment', data: { id: 'a', version: 2, ...expected } }];
    expect(eventsFor([change(part)], staff)).toEqual(told(toStaff));
    expect(eventsFor([change(part)], anna)).toEqual(told(toAnna));
  });
});

test('time slots are told to everybody, once and after the appointments', () => {
  const slots = (...dates: string[]) => change({ topic: 'time_slots', after_dates: dates });
  const changes = [
    slots('2027-01-06', '2027-01-05'),
    change(is(BEN, '2027-01-04')),
    slots('2027-01-05'),
  ];
  const told = { name: 'time_slots', data: { dates: ['2027-01-05', '2027-01-06'] } };
  expect(eventsFor(changes, anna)).toEqual([told]);
  expect(eventsFor(changes, staff).map(({ name }) => name)).toEqual(['appointment', 'time_slots']);
});

test('only the last event says how far its reader has come', () => {
  const slots = { name: 'time_slots', data: { dates: ['2027-01-05'] } } as const;
  expect(framesOf([READY, slots], { before: '1-1', after: '2-2' })).toBe(
    'id: 1-1\nevent: ready\ndata: {}\n\n' +
      'id: 2-2\nevent: time_slots\ndata: {"dates":["2027-01-05"]}\n\n',
  );
  expect(framesOf([], { before: '1-1', after: '2-2' })).toBe('');
});
