import { expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { useWorld } from '../support/world.ts';
import { CALM, faultsOfCases } from './corpus/send-cases.ts';
import { TEXTS } from './corpus/texts.ts';

const world = useWorld({ names: processStore() });

test.each([['C04 texts', TEXTS]] as const)(
  '%s: each case gets its answer, and no refused one writes',
  CALM,
  async (_category, cases) => {
    expect(await faultsOfCases(world, cases)).toEqual([]);
  },
);
