import { expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { carOwners, crowd, nth } from '../support/people.ts';
import { useWorld } from '../support/world.ts';
import { SITUATIONS } from './corpus/business-rules.ts';
import { meetSituation, VERBS } from './corpus/meet-situation.ts';

const people = crowd(SITUATIONS.length * VERBS.length);
const owners = carOwners(people);
const world = useWorld({ people, names: processStore() });

// Everybody has an own customer, so that only what the situation says is in the way.
test.each(SITUATIONS.map((situation, index) => ({ ...situation, index })))(
  'C21 $what',
  async ({ index, ...situation }) => {
    const faults = [];
    for (const [turn, verb] of VERBS.entries()) {
      const owner = nth(owners, index * VERBS.length + turn);
      faults.push(...(await meetSituation(world, situation, verb, owner)));
    }
    expect(faults).toEqual([]);
  },
);
