import { expect, test } from 'vitest';
import { check, INVARIANTS } from './check.ts';
import { goodStory } from './good-story.ts';

const verdict = check(goodStory().story.evidence());

for (const { id, says } of INVARIANTS)
  test(`${id} (${says}) has something to look at in a good story and no complaint`, () => {
    const finding = verdict.findings.find((one) => one.id === id);
    expect(finding?.violations).toEqual([]);
    // The story's second day has no stored slots, so that I4 has its turn as well.
    expect(finding?.checked).toBeGreaterThan(0);
  });
