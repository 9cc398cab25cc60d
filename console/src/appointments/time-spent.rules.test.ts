import { expect, test } from 'vitest';
import { secondsOf, spentOf } from './time-spent.rules.ts';

test('time is shown in hours and whole minutes', () => {
  expect(spentOf(5_430)).toEqual({ hours: '1', minutes: '31' });
  expect(spentOf(7_190)).toEqual({ hours: '2', minutes: '0' });
});

test('entries that went back and forth keep the seconds that are not shown', () => {
  expect(secondsOf({ hours: '1', minutes: '31' }, 5_430)).toBe(5_430);
  expect(secondsOf({ hours: '', minutes: '91' }, 5_430)).toBe(5_430);
});

test('what is entered counts, however it is spread', () => {
  expect(secondsOf({ hours: '', minutes: '90' }, 0)).toBe(5_400);
  expect(secondsOf({ hours: '1', minutes: '' }, 5_430)).toBe(3_600);
  expect(secondsOf({ hours: '', minutes: '' }, 5_430)).toBe(0);
  expect(secondsOf({ hours: '-1', minutes: '0' }, 5_430)).toBe(0);
});
