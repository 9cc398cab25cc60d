import type { Act } from './acts.ts';
import type { Given } from './scene.ts';

/** Writers who want what only some of them can have, or who must not hinder each other. */
export interface Race {
  readonly name: string;
  readonly given: Given;
  readonly writers: readonly Act[];
  /**
   * What they are answered when they come one after the other, in every order: the writers in that
   * order, and the status of each in the order of `writers`.
   */
  readonly oneByOne: Readonly<Record<string, string>>;
  /** The status by which a writer gives way to one under way, as if it had never come. */
  readonly givesWay?: number;
  /** Whether limits change on the way, so that bookings made before may be too many for them. */
  readonly changesSlots?: boolean;
}
