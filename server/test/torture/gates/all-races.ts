import type { Race } from './race.ts';
import { RACES_FOR_ONE } from './races-for-one.ts';
import { RACES_FOR_PEOPLE } from './races-for-people.ts';
import { RACES_FOR_PLACES } from './races-for-places.ts';

/** Every race of two writers. */
export const PAIRS: readonly Race[] = [...RACES_FOR_PLACES, ...RACES_FOR_PEOPLE, ...RACES_FOR_ONE];

/** The race of this name. */
export function raceNamed(name: string): Race {
  const race = PAIRS.find((candidate) => candidate.name === name);
  if (race === undefined) throw new Error(`There is no race called “${name}”.`);
  return race;
}
