import { expect, test } from 'vitest';
import { instantAt, secondsUntil, wallClockAt } from './business-time.ts';
import { momentOf, timestampOf } from './wall-clock.ts';

/** `2026-03-29 02:30` as a moment. */
function moment(text: string): number {
  const [date = '', time = ''] = text.split(' ');
  return momentOf(date, time);
}

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const COLOMBO = 'Asia/Colombo';

test.each([
  { zone: 'UTC', instant: '2026-03-29T01:00:00Z', shows: '2026-03-29 01:00:00' },
  { zone: 'UTC', instant: '2026-12-31T23:59:59Z', shows: '2026-12-31 23:59:59' },
  { zone: COLOMBO, instant: '2026-03-29T01:00:00Z', shows: '2026-03-29 06:30:00' },
  { zone: COLOMBO, instant: '2026-10-25T01:00:00Z', shows: '2026-10-25 06:30:00' },
  { zone: COLOMBO, instant: '2026-12-31T18:30:00Z', shows: '2027-01-01 00:00:00' },
  { zone: COLOMBO, instant: '2026-12-31T18:29:59Z', shows: '2026-12-31 23:59:59' },
  { zone: BERLIN, instant: '2026-03-29T00:59:59Z', shows: '2026-03-29 01:59:59' },
  { zone: BERLIN, instant: '2026-03-29T01:00:00Z', shows: '2026-03-29 03:00:00' },
  { zone: BERLIN, instant: '2026-10-24T22:00:00Z', shows: '2026-10-25 00:00:00' },
  { zone: BERLIN, instant: '2026-10-25T00:30:00Z', shows: '2026-10-25 02:30:00' },
  { zone: BERLIN, instant: '2026-10-25T01:00:00Z', shows: '2026-10-25 02:00:00' },
  { zone: BERLIN, instant: '2026-10-25T01:30:00Z', shows: '2026-10-25 02:30:00' },
  { zone: BERLIN, instant: '2026-10-25T02:00:00Z', shows: '2026-10-25 03:00:00' },
  { zone: NEW_YORK, instant: '2026-03-08T06:59:59Z', shows: '2026-03-08 01:59:59' },
  { zone: NEW_YORK, instant: '2026-03-08T07:00:00Z', shows: '2026-03-08 03:00:00' },
  { zone: NEW_YORK, instant: '2026-11-01T05:30:00Z', shows: '2026-11-01 01:30:00' },
  { zone: NEW_YORK, instant: '2026-11-01T06:00:00Z', shows: '2026-11-01 01:00:00' },
  { zone: NEW_YORK, instant: '2026-11-01T06:30:00Z', shows: '2026-11-01 01:30:00' },
  { zone: NEW_YORK, instant: '2026-11-01T07:00:00Z', shows: '2026-11-01 02:00:00' },
  { zone: NEW_YORK, instant: '2027-01-01T04:59:59Z', shows: '2026-12-31 23:59:59' },
])('at $instant the clock of $zone shows $shows', ({ zone, instant, shows }) => {
  expect(timestampOf(wallClockAt(new Date(instant), zone))).toBe(shows);
});

test('the wall clock keeps milliseconds', () => {
  const shown = wallClockAt(new Date('2026-06-01T10:00:00.250Z'), BERLIN);
  expect(timestampOf(shown)).toBe('2026-06-01 12:00:00.250000');
});

test.each([
  { zone: 'UTC', shows: '2026-03-29 02:30', instant: '2026-03-29T02:30:00.000Z' },
  { zone: COLOMBO, shows: '2026-03-29 02:30', instant: '2026-03-28T21:00:00.000Z' },
  { zone: COLOMBO, shows: '2026-10-25 02:30', instant: '2026-10-24T21:00:00.000Z' },
  { zone: BERLIN, shows: '2026-01-15 12:00', instant: '2026-01-15T11:00:00.000Z' },
  { zone: BERLIN, shows: '2026-07-15 12:00', instant: '2026-07-15T10:00:00.000Z' },
  { zone: BERLIN, shows: '2026-03-29 01:59', instant: '2026-03-29T00:59:00.000Z' },
  { zone: BERLIN, shows: '2026-03-29 03:00', instant: '2026-03-29T01:00:00.000Z' },
  { zone: BERLIN, shows: '2026-10-25 01:59', instant: '2026-10-24T23:59:00.000Z' },
  { zone: BERLIN, shows: '2026-10-25 03:00', instant: '2026-10-25T02:00:00.000Z' },
  { zone: NEW_YORK, shows: '2026-03-08 03:00', instant: '2026-03-08T07:00:00.000Z' },
  { zone: NEW_YORK, shows: '2026-11-01 02:00', instant: '2026-11-01T07:00:00.000Z' },
])('the clock of $zone shows $shows at $instant', ({ zone, shows, instant }) => {
  expect(instantAt(moment(shows), zone).toISOString()).toBe(instant);
});

test.each([
  { zone: BERLIN, skipped: '2026-03-29 02:00', instant: '2026-03-29T01:00:00.000Z' },
  { zone: BERLIN, skipped: '2026-03-29 02:30', instant: '2026-03-29T01:30:00.000Z' },
  { zone: BERLIN, skipped: '2026-03-29 02:59', instant: '2026-03-29T01:59:00.000Z' },
  { zone: NEW_YORK, skipped: '2026-03-08 02:30', instant: '2026-03-08T07:30:00.000Z' },
])('$skipped, which $zone skips, is read with the offset from before', (row) => {
  expect(instantAt(moment(row.skipped), row.zone).toISOString()).toBe(row.instant);
});

test.each([
  { zone: BERLIN, twice: '2026-10-25 02:00', instant: '2026-10-25T00:00:00.000Z' },
  { zone: BERLIN, twice: '2026-10-25 02:30', instant: '2026-10-25T00:30:00.000Z' },
  { zone: NEW_YORK, twice: '2026-11-01 01:30', instant: '2026-11-01T05:30:00.000Z' },
])('of $twice, which comes twice in $zone, the first counts', ({ zone, twice, instant }) => {
  expect(instantAt(moment(twice), zone).toISOString()).toBe(instant);
});

/** The hours of these days, as milliseconds since 1970. */
function hoursFrom(date: string, days: number): number[] {
  const first = Date.parse(`${date}T00:00:00Z`);
  return Array.from({ length: days * 24 }, (_, hour) => first + hour * 3_600_000);
}

const aroundChanges = [...hoursFrom('2026-03-05', 28), ...hoursFrom('2026-10-20', 14)];

test.each([
  ['UTC', 0],
  [COLOMBO, 0],
  [BERLIN, 1],
  [NEW_YORK, 1],
])(
  'every hour around the changes of clocks comes back in %s, but for %s that come twice',
  (zone, changes) => {
    const returned = aroundChanges.map(
      (instant) => instantAt(wallClockAt(new Date(instant), zone), zone).getTime() - instant,
    );
    // The second of two equal hours comes back as the first.
    expect(returned.filter((difference) => difference === -3_600_000)).toHaveLength(changes);
    expect(returned.filter((difference) => difference !== 0)).toHaveLength(changes);
  },
);

test.each([
  [
    'a day in UTC takes 24 hours',
    { zone: 'UTC', now: '2026-03-28T12:00:00Z', until: '2026-03-29 12:00', hours: 24 },
  ],
  [
    'a day without a change of clocks takes 24 hours',
    { zone: COLOMBO, now: '2026-03-28T12:00:00+05:30', until: '2026-03-29 12:00', hours: 24 },
  ],
  [
    'a day that loses an hour takes 23',
    { zone: BERLIN, now: '2026-03-28T12:00:00+01:00', until: '2026-03-29 12:00', hours: 23 },
  ],
  [
    'a day that gains an hour takes 25',
    { zone: BERLIN, now: '2026-10-24T12:00:00+02:00', until: '2026-10-25 12:00', hours: 25 },
  ],
  [
    'a day that gains an hour in New York takes 25',
    { zone: NEW_YORK, now: '2026-10-31T12:00:00-04:00', until: '2026-11-01 12:00', hours: 25 },
  ],
  [
    'no time is left at the moment itself',
    { zone: BERLIN, now: '2026-07-01T12:00:00+02:00', until: '2026-07-01 12:00', hours: 0 },
  ],
  [
    'an hour ago is less than no time',
    { zone: BERLIN, now: '2026-07-01T13:00:00+02:00', until: '2026-07-01 12:00', hours: -1 },
  ],
])('%s', (_, { zone, now, until, hours }) => {
  expect(secondsUntil(moment(until), new Date(now), zone)).toBe(hours * 3_600);
});

test.each(['UTC', BERLIN])('in %s a moment that no clock shows is past', (zone) => {
  expect(secondsUntil(Number.NaN, new Date(), zone)).toBeLessThan(0);
  expect(instantAt(Number.NaN, zone).getTime()).toBeNaN();
});
