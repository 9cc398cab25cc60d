import type { Fault } from './fault.ts';
import { HANG_UP } from './on-callers.ts';
import { DATABASE_FAULTS } from './on-database.ts';
import { NEIGHBOUR_FAULTS } from './on-neighbours.ts';
import { PROCESS_FAULTS } from './on-processes.ts';
import { twoAtOnce } from './together.ts';

/** Whatever a partner of two would have to wait for, or does in a time of its own. */
const ALONE = ['restart-servers', 'kill-rabbitmq', 'hog-connections'];

const SINGLE: readonly Fault[] = [
  ...PROCESS_FAULTS,
  ...DATABASE_FAULTS,
  ...NEIGHBOUR_FAULTS,
  HANG_UP,
];

/** Every fault that a run can inject. */
export const FAULTS: readonly Fault[] = [
  ...SINGLE,
  twoAtOnce(SINGLE.filter(({ name }) => !ALONE.includes(name))),
];

/** The faults of these names; `all` and `none` are names as well. */
export function faultsNamed(names: readonly string[]): readonly Fault[] {
  if (names.includes('all')) return FAULTS;
  return names
    .filter((name) => name !== 'none')
    .map((name) => {
      const fault = FAULTS.find((one) => one.name === name);
      if (fault !== undefined) return fault;
      const known = FAULTS.map((one) => one.name).join(', ');
      throw new Error(`There is no fault ${name}; there are: all, none, ${known}.`);
    });
}
