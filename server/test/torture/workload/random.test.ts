import { expect, test } from 'vitest';
import { randomFrom } from './random.ts';

const draw = (seed: number, branch: string): number[] => {
  const random = randomFrom(seed).branch(branch);
  return Array.from({ length: 20 }, () => random.below(1_000));
};

test('the same seed draws the same, another seed or branch something else', () => {
  expect(draw(7, 'caller 1')).toEqual(draw(7, 'caller 1'));
  expect(draw(7, 'caller 1')).not.toEqual(draw(7, 'caller 2'));
  expect(draw(7, 'caller 1')).not.toEqual(draw(8, 'caller 1'));
});

test('weights count, and what weighs nothing is never drawn', () => {
  const random = randomFrom(1);
  const drawn = Array.from({ length: 1_000 }, () =>
    random.weighted([
      ['often', 9],
      ['seldom', 1],
      ['never', 0],
    ]),
  );
  const count = (name: string): number => drawn.filter((one) => one === name).length;
  expect(count('never')).toBe(0);
  expect(count('seldom')).toBeGreaterThan(50);
  expect(count('often')).toBeGreaterThan(800);
});

test('a shuffled list holds the same items', () => {
  const items = Array.from({ length: 30 }, (_, index) => index);
  const mixed = randomFrom(3).shuffled(items);
  expect(mixed).not.toEqual(items);
  expect(mixed.toSorted((a, b) => a - b)).toEqual(items);
});

test('an identifier is a lower-case one with dashes', () => {
  expect(randomFrom(5).uuid()).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
