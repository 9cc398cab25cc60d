import { describe, expect, it } from 'vitest';
import type { Hour } from '../availability/room.rules.ts';
import { hourSpan, spanOf } from '../time/spans.ts';
import { closedHours, drawnSpanOf, shownHours, snapped, stepsOf } from './day-grid.rules.ts';

const OPENING = { opening_hour: 9, closing_hour: 17 };

const hour = (start_time: string, end_time: string): Hour => ({
  date: '2026-11-24',
  start_time,
  end_time,
  slot_id: null,
  is_available: true,
  places: 3,
  available_capacity: 3,
});

describe('spans', () => {
  it.each([
    ['10:00:00', 60, { start: 600, end: 660 }],
    ['23:30:00', 60, { start: 1410, end: 1440 }],
    ['10:00:00', 5, { start: 600, end: 605 }],
  ])('%s for %i minutes', (scheduled_time, duration_minutes, expected) => {
    expect(spanOf({ scheduled_time, duration_minutes })).toEqual(expected);
  });

  it('draws nothing shorter than a step', () => {
    expect(drawnSpanOf({ scheduled_time: '10:00:00', duration_minutes: 5 })).toEqual({
      start: 600,
      end: 615,
    });
  });

  it('takes an end of 23:59 for midnight', () => {
    expect(hourSpan(hour('22:00:00', '23:59:00'))).toEqual({ start: 1320, end: 1440 });
  });
});

describe('shownHours', () => {
  it('shows the opening hours of an ordinary day', () => {
    expect(shownHours(OPENING, [hour('09:00:00', '10:00:00')], [])).toEqual({
      start: 540,
      end: 1020,
    });
  });

  it('widens to whole hours for slots and appointments outside', () => {
    const early = { scheduled_time: '07:45:00', duration_minutes: 30 };
    const late = { scheduled_time: '17:30:00', duration_minutes: 45 };
    expect(shownHours(OPENING, [hour('08:30:00', '09:00:00')], [early, late])).toEqual({
      start: 420,
      end: 1140,
    });
  });

  it('ends at midnight', () => {
    const night = { scheduled_time: '23:50:00', duration_minutes: 90 };
    expect(shownHours(OPENING, [], [night]).end).toBe(1440);
  });
});

describe('closedHours', () => {
  it('names every whole hour that no slot touches', () => {
    const hours = [hour('09:30:00', '10:00:00'), hour('11:00:00', '12:00:00')];
    expect(closedHours({ start: 480, end: 720 }, hours)).toEqual([
      { start: 480, end: 540 },
      { start: 600, end: 660 },
    ]);
    expect(closedHours({ start: 540, end: 660 }, [])).toHaveLength(2);
  });
});

describe('snapped', () => {
  const shown = { start: 540, end: 1020 };

  it.each([
    [600, 0, 600, 'not moved'],
    [607, 7, 607, 'hardly moved: keeps its odd time'],
    [600, 8, 615, 'to the next step'],
    [607, 30, 630, 'an odd time comes to a step'],
    [600, -22, 585, 'backwards'],
    [600, -500, 540, 'not before the board'],
    [600, 900, 1005, 'the last step of the board'],
  ])('%i dragged by %i is %i: %s', (start, by, expected) => {
    expect(snapped(start, by, shown)).toBe(expected);
  });

  it('offers exactly the steps that a card can be dragged to', () => {
    const steps = stepsOf(shown);
    expect(steps).toHaveLength(32);
    expect(steps[0]).toBe(snapped(600, -500, shown));
    expect(steps.at(-1)).toBe(snapped(600, 900, shown));
  });
});
