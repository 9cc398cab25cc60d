import type { Stage } from '../stage/stage.ts';
import type { Load } from '../workload/load.ts';
import type { Random } from '../workload/random.ts';
import type { Sender } from '../workload/send.ts';

/** What a fault has to work with. */
export interface Scene {
  readonly stage: Stage;
  readonly load: Load;
  readonly sender: Sender;
  readonly random: Random;
  /** Milliseconds that a fault holds. */
  readonly holdMs: number;
  /** Writes down that something went wrong which nobody had asked for. */
  incident(what: string): void;
}

/** Undoes a fault; resolves when that is done. */
export type Heal = () => Promise<void>;

export interface Fault {
  readonly name: string;
  readonly says: string;
  /** Whether the stage has what it takes. */
  readonly fits: (stage: Stage) => boolean;
  /** Begins it; it holds until it is healed. */
  inject(scene: Scene): Promise<Heal>;
}

export const anywhere = (): boolean => true;

/** Does something again and again until it is told to stop. */
export function repeating(everyMs: number, act: () => Promise<void>): () => Promise<void> {
  let stopping = false;
  const running = (async () => {
    while (!stopping) {
      await act();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  // Told when it is stopped.
  running.catch(() => undefined);
  return async () => {
    stopping = true;
    await running;
  };
}
