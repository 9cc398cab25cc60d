import { expect, test } from 'vitest';
import { refuse } from './good-story.ts';
import { customersAreBookedOnce, employeesAreBookedOnce } from './invariants/booked-once.ts';
import {
  contendedCommits,
  minutesAreNeverOverbooked,
  slotsAreNeverOverbooked,
} from './invariants/capacity.ts';
import { offersAreWithinBounds } from './invariants/free-slots.ts';
import { refusalsHaveGrounds } from './invariants/refusals.ts';
import { complaints } from './judged.ts';
import { tellStory } from './story.ts';
import { AMY, BEN, DAY } from './story-people.ts';
import { timelineOf } from './timeline.ts';

const CAT = 'customer-cat';
const DAN = 'customer-dan';
const FREE_DAY = '2031-03-04';

test('I3 sees the second booking of a slot of one', () => {
  const story = tellStory();
  story.slot({ max_concurrent_appointments: 1 });
  story.book();
  expect(complaints(slotsAreNeverOverbooked, story.evidence())).toEqual([]);
  story.book({ customer_id: BEN.id, scheduled_time: '10:30:00', duration_minutes: 30 });
  expect(complaints(slotsAreNeverOverbooked, story.evidence())).toEqual([
    `2 appointments on 1 places at ${DAY}T10:30`,
  ]);
});

test('I3 lets bookings stay in a slot that has shrunk, and nothing new in', () => {
  const story = tellStory();
  const slot = story.slot();
  story.book();
  const second = story.book({ customer_id: BEN.id });
  story.changeSlot(slot, { max_concurrent_appointments: 1 });
  story.change(second, 'edit_length', { duration_minutes: 30 });
  expect(complaints(slotsAreNeverOverbooked, story.evidence())).toEqual([]);
  story.change(second, 'edit_length', { duration_minutes: 45 });
  expect(complaints(slotsAreNeverOverbooked, story.evidence())).toHaveLength(1);
});

test('I3 sees a booking of a blocked slot', () => {
  const story = tellStory();
  const slot = story.slot();
  story.changeSlot(slot, { is_available: false });
  story.book();
  expect(complaints(slotsAreNeverOverbooked, story.evidence())).toEqual([
    `1 appointments on 0 places at ${DAY}T10:00`,
  ]);
});

test('I4 counts every minute of every appointment on a day without slots', () => {
  const story = tellStory();
  for (const [index, customer_id] of [AMY.id, BEN.id, CAT].entries())
    story.book({ customer_id, scheduled_date: FREE_DAY, scheduled_time: `10:${index}0:00` });
  expect(complaints(minutesAreNeverOverbooked, story.evidence())).toEqual([]);
  expect(contendedCommits(timelineOf(story.evidence()))).toBe(1);
  story.book({ customer_id: DAN, scheduled_date: FREE_DAY, scheduled_time: '09:30:00' });
  expect(complaints(minutesAreNeverOverbooked, story.evidence())).toEqual([
    `4 appointments on 3 places at ${FREE_DAY}T10:20`,
  ]);
});

test('I4 sees a booking outside the slots of a day that has some', () => {
  const story = tellStory();
  story.slot();
  story.book({ scheduled_time: '15:00:00' });
  expect(complaints(minutesAreNeverOverbooked, story.evidence())).toHaveLength(1);
});

test('I5 sees an employee in two places, but not one job after the other', () => {
  const story = tellStory();
  const employee = { assigned_employee_id: 'employee-1' };
  story.book(employee);
  story.book({ customer_id: BEN.id, scheduled_time: '11:00:00', ...employee });
  expect(complaints(employeesAreBookedOnce, story.evidence())).toEqual([]);
  const third = story.book({ customer_id: CAT, scheduled_time: '10:59:00', duration_minutes: 1 });
  story.change(third, 'assign', employee);
  expect(complaints(employeesAreBookedOnce, story.evidence())).toHaveLength(1);
});

test('I6 sees a customer in two places, unless one was cancelled', () => {
  const story = tellStory();
  const first = story.book();
  story.change(first, 'cancel', { status: 'cancelled' });
  story.book();
  expect(complaints(customersAreBookedOnce, story.evidence())).toEqual([]);
  story.book({ scheduled_time: '10:30:00' });
  expect(complaints(customersAreBookedOnce, story.evidence())).toHaveLength(1);
});

test('I17 sees a refusal for want of a place that was free all the time', () => {
  const story = tellStory();
  story.slot({ max_concurrent_appointments: 1 });
  const first = story.book();
  refuse(story, 'slot_full', BEN.id);
  expect(complaints(refusalsHaveGrounds, story.evidence())).toEqual([]);
  story.change(first, 'cancel', { status: 'cancelled' });
  refuse(story, 'slot_full', BEN.id);
  expect(complaints(refusalsHaveGrounds, story.evidence())).toEqual([
    'told slot_full although that cannot have been so',
  ]);
});

test('I17 sees a refusal for a person who was free, and for a slot that was open', () => {
  const story = tellStory();
  story.slot();
  story.book();
  refuse(story, 'customer_busy', AMY.id, '11:00:00');
  refuse(story, 'slot_unavailable', BEN.id);
  refuse(story, 'employee_busy', BEN.id);
  expect(complaints(refusalsHaveGrounds, story.evidence())).toHaveLength(3);
});

test('I18 sees an offer of a place that is taken, and a missing offer of a free one', () => {
  const story = tellStory();
  story.slot();
  story.book();
  const offer = (places: number) =>
    story.ask(
      { operation: 'read_free', path: `/x/?start_date=${DAY}&end_date=${DAY}` },
      {
        status: 200,
        json: {
          slots: [
            { date: DAY, start_time: '10:00:00', end_time: '11:00:00', available_capacity: places },
          ].filter(({ available_capacity }) => available_capacity > 0),
        },
      },
    );
  offer(1);
  expect(complaints(offersAreWithinBounds, story.evidence())).toEqual([]);
  offer(2);
  offer(0);
  expect(complaints(offersAreWithinBounds, story.evidence())).toEqual([
    `${DAY}T10:00 is offered 2 times, not 1 to 1`,
    `${DAY}T10:00 is offered 0 times, not 1 to 1`,
  ]);
});
