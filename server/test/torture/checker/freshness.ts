import type { Operation } from '../history/history.ts';
import { grouped } from './grouped.ts';
import { listItemsIn, sightingsOf } from './sightings.ts';
import type { Timeline } from './timeline.ts';

/** Somebody had been told of this version by then. */
interface Told {
  readonly at: number;
  readonly version: number;
  readonly by: Operation;
}

/** Who had been told of which version of an appointment when. */
export interface Freshness {
  /** The newest version of which anybody had been told before this moment. */
  everybody(id: string, before: number): Told | undefined;
  /** The newest version that this process had itself written before this moment. */
  ownWrite(id: string, process: string, before: number): Told | undefined;
  /** The newest version that this process had itself read before this moment. */
  ownRead(id: string, process: string, before: number): Told | undefined;
}

const known = new WeakMap<Timeline, Freshness>();

/** Indexes what was told; a repeated first answer tells nothing new. */
export function freshnessOf(timeline: Timeline): Freshness {
  const before = known.get(timeline);
  if (before !== undefined) return before;
  const told: (Told & { readonly id: string })[] = [];
  for (const { operation, step } of sightingsOf(timeline))
    if (step !== undefined && !operation.replayed)
      told.push({ ...step, at: operation.returned, by: operation });
  for (const step of timeline.steps)
    if (step.kind === 'DELETE' && step.operation?.outcome === 'ok')
      told.push({ ...step, at: step.operation.returned, by: step.operation });

  const freshness: Freshness = {
    everybody: index(told, ({ id }) => id),
    ownWrite: ownIndex(told.filter(({ by }) => by.method !== 'GET')),
    ownRead: ownIndex(told.filter(({ by }) => by.method === 'GET')),
  };
  known.set(timeline, freshness);
  return freshness;
}

function ownIndex(told: readonly (Told & { readonly id: string })[]) {
  const find = index(told, ({ id, by }) => `${id} ${by.process}`);
  return (id: string, process: string, before: number) => find(`${id} ${process}`, before);
}

function index(
  told: readonly (Told & { readonly id: string })[],
  keyOf: (one: Told & { readonly id: string }) => string,
): (key: string, before: number) => Told | undefined {
  const rising = new Map<string, Told[]>();
  for (const [key, all] of grouped(told, keyOf)) {
    const kept: Told[] = [];
    for (const one of all.toSorted((a, b) => a.at - b.at))
      if (one.version > (kept.at(-1)?.version ?? 0)) kept.push(one);
    rising.set(key, kept);
  }
  return (key, before) => rising.get(key)?.findLast(({ at }) => at < before);
}

/** An appointment as one item of a page showed it, with the versions that look like that. */
export function listedVersions(timeline: Timeline) {
  return timeline.operations.flatMap((operation) =>
    listItemsIn(operation).map((item) => {
      const fitting = (timeline.lives.get(item.id) ?? []).filter(
        ({ after }) =>
          after !== null &&
          (Object.keys(item) as (keyof typeof item)[]).every(
            (key) => !(key in after) || after[key] === item[key],
          ),
      );
      return { operation, item, fitting };
    }),
  );
}
