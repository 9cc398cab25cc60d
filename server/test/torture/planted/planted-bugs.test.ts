import { expect, test } from 'vitest';
import { edited, editedFiles, plantedBugs } from './plant.ts';

test('there are twenty-six, each with a number of its own', () => {
  const ids = Array.from({ length: 26 }, (_, index) => `m${String(index + 1).padStart(2, '0')}`);
  expect(plantedBugs.map(({ id }) => id)).toEqual(ids);
});

test.each(plantedBugs)('$id fits the source as it is: $title', async (bug) => {
  const files = await editedFiles(bug);
  expect(files.size).toBeGreaterThan(0);
});

test('an edit that no longer fits, or fits twice, is refused', () => {
  const edit = { file: 'a.ts', find: 'x', replace: 'y' };
  expect(edited('a x b', edit)).toBe('a y b');
  expect(() => edited('a b', edit)).toThrow('0 times');
  expect(() => edited('x x', edit)).toThrow('2 times');
});
