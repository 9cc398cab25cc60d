import { expect, test } from 'vitest';
import { goodStory } from './good-story.ts';
import { namesAreFresh, RENAMED_EVERY_NS } from './invariants/names.ts';
import { complaints } from './judged.ts';

/** The good story, its bookings showing names so many periods older than the request. */
function storyWithNames(periodsOld: number) {
  const evidence = goodStory().story.evidence();
  const operations = evidence.operations.map((operation) => {
    const late = { ...operation, at: operation.at + 60e9, returned: operation.returned + 60e9 };
    const period = Math.floor(late.at / RENAMED_EVERY_NS) - periodsOld;
    const answer = operation.answer as object;
    return operation.operation === 'create' && operation.outcome === 'ok'
      ? { ...late, answer: { ...answer, customer_name: `Amy in period ${period}` } }
      : late;
  });
  return { ...evidence, operations };
}

test('I24 sees a name that two bookings in a row have not replaced', () => {
  // Amy has booked once, and the repeated answer is that of before; Ben has booked twice.
  expect(complaints(namesAreFresh, storyWithNames(6))).toHaveLength(1);
});

test.each([0, 1, 2])(
  'I24 lets a look-up that was under way bring a name of %i periods ago',
  (old) => {
    expect(complaints(namesAreFresh, storyWithNames(old))).toEqual([]);
  },
);
