import { expect, test } from 'vitest';
import type { AppointmentListItem } from '../api.ts';
import { orderDay } from './day-order.ts';

function job(id: string, status: string): AppointmentListItem {
  return { id, status } as AppointmentListItem;
}

const ids = (jobs: readonly AppointmentListItem[]): string[] => jobs.map(({ id }) => id);

test('what is in work comes before what is next', () => {
  const day = orderDay([job('a', 'confirmed'), job('b', 'in_progress'), job('c', 'pending')], true);
  expect(day.current?.id).toBe('b');
  expect(ids(day.open)).toEqual(['a', 'c']);
});

test('with nothing in work the first open job is next, and what is over is kept apart', () => {
  const day = orderDay(
    [job('a', 'completed'), job('b', 'confirmed'), job('c', 'no_show'), job('d', 'confirmed')],
    true,
  );
  expect(day.current?.id).toBe('b');
  expect(ids(day.open)).toEqual(['d']);
  expect(ids(day.over)).toEqual(['a', 'c']);
});

test('another day has no current job', () => {
  const day = orderDay([job('a', 'confirmed')], false);
  expect(day.current).toBeUndefined();
  expect(ids(day.open)).toEqual(['a']);
});
