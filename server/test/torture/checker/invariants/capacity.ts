import type { Fields, Finding, SlotFields } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import { DEFAULT_PLACES } from '../places.ts';
import type { Step, Timeline } from '../timeline.ts';
import { contains, dayOf, holdsPlace, minuteText, slotSpan, spanOf } from '../wall-clock.ts';
import { notes, shown, shownStep } from '../witness.ts';

/** What one accepted booking found at its commit. */
interface Acceptance {
  readonly step: Step;
  /** The minute with the least room, how many run there now, and how many may. */
  readonly minute: number;
  readonly running: number;
  readonly limit: number;
  readonly stored: boolean;
  /** The others that run there. */
  readonly others: readonly Step[];
}

/** I3: at no commit are more appointments accepted into a stored slot than it takes just then. */
export function slotsAreNeverOverbooked(timeline: Timeline): Finding {
  return judged(timeline, true);
}

/** I4: the same for every other minute, by the length of each appointment. */
export function minutesAreNeverOverbooked(timeline: Timeline): Finding {
  return judged(timeline, false);
}

/** Commits that took the last place of some minute: without them a run has tried nothing. */
export function contendedCommits(timeline: Timeline): number {
  return acceptancesOf(timeline).filter(({ running, limit }) => running >= limit).length;
}

function judged(timeline: Timeline, stored: boolean): Finding {
  const note = notes();
  for (const found of acceptancesOf(timeline)) {
    if (found.stored !== stored) continue;
    const { step, minute, running, limit, others } = found;
    note.expect(
      running <= limit,
      () => `${running} appointments on ${limit} places at ${minuteText(minute)}`,
      () => [shown(step.operation), shownStep(step), ...others.slice(0, 3).map(shownStep)],
    );
  }
  return note.finding();
}

/** Walks through the commits in their order and looks at every minute that each newly claims. */
function acceptancesOf({ steps, slotSteps }: Timeline): Acceptance[] {
  const active = new Map<string, Step>();
  const counts = new Map<number, number>();
  const slots = new Map<string, SlotFields>();
  const commits = [...steps, ...slotSteps].sort((a, b) => a.order - b.order);
  const acceptances: Acceptance[] = [];
  let days = new Map<number, SlotFields[]>();
  const add = (fields: Fields, by: number): void => {
    const { start, end } = spanOf(fields);
    for (let minute = start; minute < end; minute += 1)
      counts.set(minute, (counts.get(minute) ?? 0) + by);
  };
  for (const commit of commits) {
    if (!('transaction' in commit)) {
      if (commit.after === null) slots.delete(commit.id);
      else slots.set(commit.id, commit.after);
      days = grouped(slots.values(), (slot) => dayOf(slotSpan(slot).start));
      continue;
    }
    const { before, after, id } = commit;
    if (before !== null && holdsPlace(before)) add(before, -1);
    if (after !== null && holdsPlace(after)) add(after, 1);
    if (after !== null && claims(before, after)) {
      const { start, end } = spanOf(after);
      let worst: Omit<Acceptance, 'others' | 'step'> | undefined;
      for (let minute = start; minute < end; minute += 1) {
        const { limit, stored } = limitAt(minute, days);
        const running = counts.get(minute) ?? 0;
        if (worst === undefined || running - limit > worst.running - worst.limit)
          worst = { minute, running, limit, stored };
      }
      if (worst !== undefined) {
        const { minute } = worst;
        const others = [...active.values()].filter(
          (other) => other.id !== id && other.after !== null && covers(other.after, minute),
        );
        acceptances.push({ step: commit, ...worst, others });
      }
    }
    if (after !== null && holdsPlace(after)) active.set(id, commit);
    else active.delete(id);
  }
  return acceptances;
}

// Slots may shrink under bookings, which then stay: only what newly claims time is judged.
function claims(before: Fields | null, after: Fields): boolean {
  if (!holdsPlace(after)) return false;
  return before === null || !holdsPlace(before) || !contains(spanOf(before), spanOf(after));
}

function limitAt(
  minute: number,
  days: ReadonlyMap<number, readonly SlotFields[]>,
): { limit: number; stored: boolean } {
  const today = days.get(dayOf(minute)) ?? [];
  if (today.length === 0) return { limit: DEFAULT_PLACES, stored: false };
  const covering = today.filter((slot) =>
    contains(slotSpan(slot), { start: minute, end: minute + 1 }),
  );
  if (covering.length === 0) return { limit: 0, stored: false };
  const places = covering.map((slot) =>
    slot.is_available ? Math.max(slot.max_concurrent_appointments, 0) : 0,
  );
  return { limit: Math.min(...places), stored: true };
}

function covers(fields: Fields, minute: number): boolean {
  return contains(spanOf(fields), { start: minute, end: minute + 1 });
}
