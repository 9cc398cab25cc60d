import { expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { useWorld } from '../support/world.ts';
import { MALFORMED_JSON } from './corpus/malformed-json.ts';
import { NUMBERS } from './corpus/numbers.ts';
import { CALM, faultsOfCases } from './corpus/send-cases.ts';
import { WRONG_TYPES } from './corpus/wrong-types.ts';

const world = useWorld({ names: processStore() });

test.each([
  ['C01 malformed JSON', MALFORMED_JSON],
  ['C02 wrong types', WRONG_TYPES],
  ['C03 numbers', NUMBERS],
] as const)(
  '%s: each case gets its answer, and no refused one writes',
  CALM,
  async (_category, cases) => {
    expect(await faultsOfCases(world, cases)).toEqual([]);
  },
);
