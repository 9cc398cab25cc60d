import { expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { useWorld } from '../support/world.ts';
import { DAYS_AND_TIMES } from './corpus/days-and-times.ts';
import { IDENTIFIERS } from './corpus/identifiers.ts';
import { CALM, faultsOfCases } from './corpus/send-cases.ts';

const world = useWorld({ names: processStore() });

test.each([
  ['C05 days and times', DAYS_AND_TIMES],
  ['C06 identifiers', IDENTIFIERS],
] as const)(
  '%s: each case gets its answer, and no refused one writes',
  CALM,
  async (_category, cases) => {
    expect(await faultsOfCases(world, cases)).toEqual([]);
  },
);
