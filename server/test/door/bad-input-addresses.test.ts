import { expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { useWorld } from '../support/world.ts';
import { CALENDAR_ENDS } from './corpus/calendar-ends.ts';
import { COSTLY } from './corpus/costly.ts';
import { MEDIA_TYPES } from './corpus/media-types.ts';
import { PATHS_AND_METHODS } from './corpus/paths-and-methods.ts';
import { QUERIES } from './corpus/queries.ts';
import { CALM, faultsOfCases } from './corpus/send-cases.ts';

const world = useWorld({ names: processStore() });

test.each([
  ['C05 ends', CALENDAR_ENDS],
  ['C07 queries', QUERIES],
  ['C08 costly', COSTLY],
  ['C09 media types', MEDIA_TYPES],
  ['C12 paths', PATHS_AND_METHODS],
] as const)(
  '%s: each case gets its answer, and no refused one writes',
  CALM,
  async (_category, cases) => {
    expect(await faultsOfCases(world, cases)).toEqual([]);
  },
);
