import { anywhere, type Fault, type Heal } from './fault.ts';

/** Two faults at once, drawn anew each time from those that fit the stage. */
export function twoAtOnce(faults: readonly Fault[]): Fault {
  return {
    name: 'two-at-once',
    says: 'two of the others at the same time',
    fits: anywhere,
    async inject(scene) {
      const fitting = faults.filter(({ fits }) => fits(scene.stage));
      const pair = scene.random.shuffled(fitting).slice(0, 2);
      const heals: Heal[] = [];
      for (const fault of pair) heals.unshift(await fault.inject(scene));
      return async () => {
        for (const heal of heals) await heal();
      };
    },
  };
}
