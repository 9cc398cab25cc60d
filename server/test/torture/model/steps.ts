import type fc from 'fast-check';
import { expect } from 'vitest';
import type { Diary, Job, Slot } from './diary.ts';
import { type Condition, type Expected, meets, type Shop, type Told, type Who } from './shop.ts';

/** One step of a sequence: asks the shop for something and the diary what must come of it. */
export type Step = fc.AsyncCommand<Diary, Shop>;

/** A step that can always be tried, with the words by which a failure names it. */
export function step(name: string, run: (diary: Diary, shop: Shop) => Promise<void>): Step {
  return { check: () => true, run, toString: () => name };
}

/** A change that is asked for of something that may or may not be there. */
export interface ChangeAsked {
  readonly who: Who;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly condition: Condition;
  readonly twice: boolean;
}

/** How the diary judges a change, in the order in which the service must judge it. */
export interface Verdict<Thing> {
  /** Whether the role may never ask for it. */
  readonly neverMay?: boolean;
  /** What it is about, if the asker may know of it. */
  readonly thing: Thing | undefined;
  /** Whether this asker may not do it with this thing. */
  readonly mayNot?: (thing: Thing) => boolean;
  /** Why it is refused; empty when it is not. */
  readonly refusals: (thing: Thing) => readonly string[];
  /** What it does to the diary; `false` when there is nothing to change. */
  readonly apply: (thing: Thing) => boolean | undefined;
}

/** Asks for a change, expects what the diary says, and writes it into the diary. */
export async function expectChange<Thing extends Job | Slot>(
  shop: Shop,
  asked: ChangeAsked,
  verdict: Verdict<Thing>,
): Promise<Told> {
  const { thing } = verdict;
  const version = thing?.version ?? 1;
  const expected = expectedOf(asked, verdict);
  const told = await shop.ask(
    { ...asked, condition: { kind: asked.condition, version } },
    expected,
  );
  if (thing === undefined || expected.status >= 300) return told;
  if (verdict.apply(thing) !== false) thing.version += 1;
  if (asked.method !== 'DELETE') expect(told.etag).toBe(`"${thing.version}"`);
  return told;
}

function expectedOf<Thing>(asked: ChangeAsked, verdict: Verdict<Thing>): Expected {
  const { thing, neverMay = false, mayNot } = verdict;
  if (neverMay) return { status: 403 };
  if (thing === undefined) return { status: 404 };
  if (mayNot?.(thing) === true) return { status: 403 };
  if (!meets(asked.condition)) return { status: 412 };
  const says = verdict.refusals(thing);
  if (says.length > 0) return { status: 400, says };
  return { status: asked.method === 'DELETE' ? 204 : 200 };
}

/**
 * The job that somebody means, if there is one that this person may know of: that of a number,
 * counted round; a customer mostly means an own one.
 */
export function jobFor(
  diary: Diary,
  shop: Shop,
  pick: number,
  who: Who,
): { readonly id: string; readonly job: Job | undefined } {
  const meant = diary.jobs.filter(({ owner }) => owner === who);
  const among = meant.length === 0 || pick % 4 === 0 ? diary.jobs : meant;
  const job = among[pick % Math.max(among.length, 1)];
  const number = job === undefined ? -1 : diary.jobs.indexOf(job);
  const known = job !== undefined && !job.deleted && (typeof who === 'string' || job.owner === who);
  return { id: shop.idOf(shop.jobs, number), job: known ? job : undefined };
}

/** The slot of a number, counted round, if it is there. */
export function slotFor(
  diary: Diary,
  shop: Shop,
  pick: number,
): { readonly id: string; readonly slot: Slot | undefined } {
  const number = diary.slots.length === 0 ? -1 : pick % diary.slots.length;
  const slot = diary.slots[number];
  return { id: shop.idOf(shop.slots, number), slot: slot?.deleted === false ? slot : undefined };
}
