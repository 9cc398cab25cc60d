import { describe, expect, it } from 'vitest';
import { cardsMoved, isAimed } from './aim.ts';

describe('cardsMoved', () => {
  it.each<[string, string[], string[], boolean]>([
    ['the first appearance', [], ['a', 'b'], false],
    ['the same again', ['a', 'b'], ['a', 'b'], false],
    ['more below', ['a', 'b'], ['a', 'b', 'c'], false],
    ['one answered, the next in its place', ['a', 'b'], ['b'], true],
    ['the last answered', ['a'], [], true],
    ['a new one above', ['a', 'b'], ['c', 'a', 'b'], true],
    ['another order', ['a', 'b'], ['b', 'a'], true],
  ])('%s', (_, before, now, expected) => {
    expect(cardsMoved(before, now)).toBe(expected);
  });
});

describe('isAimed', () => {
  it.each<[string, number, number | undefined, boolean]>([
    ['nothing has moved', 1_000, undefined, true],
    ['pressed before it moved, heard after', 990, 1_000, false],
    ['right after', 1_001, 1_000, false],
    ['a slow double click', 1_499, 1_000, false],
    ['with time to see what is there', 1_500, 1_000, true],
  ])('%s', (_, pressedAt, movedAt, expected) => {
    expect(isAimed(pressedAt, movedAt)).toBe(expected);
  });
});
