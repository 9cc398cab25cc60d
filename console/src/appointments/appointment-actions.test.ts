import { expect, test } from 'vitest';
import { isDue, staffActions } from './appointment-actions.ts';

const now = { date: '2030-12-16', time: '10:30:00' };
const job = (status: string, scheduled_date: string, scheduled_time: string) => ({
  status,
  scheduled_date,
  scheduled_time,
});

test.each([
  ['that is days away', '2030-12-20', '09:00:00', ['start', 'cancel']],
  ['that begins later today', '2030-12-16', '10:31:00', ['start', 'cancel']],
  ['that begins now', '2030-12-16', '10:30:00', ['start', 'no_show', 'cancel']],
  ['whose customer is late', '2030-12-16', '10:00:00', ['start', 'no_show', 'cancel']],
  ['of yesterday', '2030-12-15', '23:00:00', ['start', 'no_show', 'cancel']],
])('of a confirmed job %s only what has begun can be missed', (_, date, time, actions) => {
  expect(staffActions(job('confirmed', date, time), now)).toEqual(actions);
});

test.each([
  ['pending', ['confirm', 'cancel']],
  ['in_progress', ['complete', 'cancel']],
  ['completed', []],
  ['cancelled', []],
])('the actions on a job that is %s do not ask for the time', (status, actions) => {
  expect(staffActions(job(status, '2030-12-20', '09:00:00'), now)).toEqual(actions);
});

test.each([
  ['start', '2030-12-16', true],
  ['start', '2030-12-20', false],
  ['start', '2030-12-15', false],
  ['confirm', '2030-12-20', true],
  ['complete', '2030-12-15', true],
])('%s on %s is the one to make next: %s', (action, date, due) => {
  expect(isDue(action, job('confirmed', date, '09:00:00'), now)).toBe(due);
});
