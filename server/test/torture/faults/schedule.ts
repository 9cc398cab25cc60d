import { setTimeout as sleep } from 'node:timers/promises';
import type { Recorder } from '../history/recorder.ts';
import type { Fault, Scene } from './fault.ts';

export interface Schedule {
  readonly faults: readonly Fault[];
  readonly scene: Scene;
  readonly recorder: Recorder;
  /** Milliseconds between two faults. */
  readonly calmMs: number;
  /** Whether to begin another fault; asked before each. */
  readonly goesOn: (round: number) => Promise<boolean>;
}

/** After a fault is healed, a change must succeed within this time. */
const RECOVERY_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** Injects the faults one after the other, in an order drawn anew for each round. */
export async function injectFaults(schedule: Schedule): Promise<void> {
  const { scene, recorder, calmMs } = schedule;
  const { load, stage, random, incident } = scene;
  const faults = schedule.faults.filter(({ fits }) => fits(stage));
  let epoch = 0;
  await sleep(calmMs);
  for (let round = 1; faults.length > 0; round += 1) {
    for (const fault of random.shuffled(faults)) {
      if (!(await schedule.goesOn(round))) return;
      epoch += 1;
      load.epoch = epoch;
      recorder.fault({ fault: fault.name, stage: 'injected', epoch });
      const heal = await fault.inject(scene);
      await sleep(scene.holdMs);
      await heal();
      const { at } = recorder.fault({ fault: fault.name, stage: 'healed', epoch });
      const limit = Date.now() + RECOVERY_LIMIT_MS;
      while (load.lastSuccess < at && Date.now() < limit) await sleep(LOOK_EVERY_MS);
      if (load.lastSuccess < at)
        incident(`nothing succeeded within a minute after ${fault.name} was healed`);
      for (const seat of [...stage.servers, stage.relay])
        if (!seat.isRunning()) {
          incident(`${seat.name} has ended by itself during ${fault.name}:\n${seat.output()}`);
          await seat.start();
        }
      await sleep(calmMs);
    }
  }
}
