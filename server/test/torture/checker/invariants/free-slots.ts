import type { Finding } from '../evidence.ts';
import { placeBounds } from '../places.ts';
import type { Timeline } from '../timeline.ts';
import { minuteOf, minuteText, slotSpan } from '../wall-clock.ts';
import { notes, shown } from '../witness.ts';

interface FreeSlot {
  readonly date: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly available_capacity: number;
}

const HOUR = 60;
const DAY = 1_440;
const DEFAULT_LENGTH = 60;
/** The hours that the run's servers are told to be open by default. */
const OPENS = 9;
const CLOSES = 17;

/**
 * I18: what `available_slots` offers lies between the least and the most that may have been free
 * during the call, and whatever was surely free is offered.
 */
export function offersAreWithinBounds(timeline: Timeline): Finding {
  const note = notes();
  const places = placeBounds(timeline);
  const stored = storedStarts(timeline);
  for (const operation of timeline.operations) {
    if (operation.operation !== 'read_free' || operation.outcome !== 'ok') continue;
    const query = new URL(operation.path, 'http://run').searchParams;
    const window = { start: operation.at, end: operation.returned };
    const length = Number(query.get('duration_minutes') ?? DEFAULT_LENGTH);
    const { slots } = operation.answer as { slots: FreeSlot[] };
    const offered = new Map(slots.map((slot) => [minuteOf(slot.date, slot.start_time), slot]));
    const starts = startsBetween(query.get('start_date') ?? '', query.get('end_date') ?? '', {
      stored,
      length,
    });
    for (const start of starts) {
      const room = places.room({ start, end: start + length }, window);
      const [least, most] = [Math.max(room.least, 0), Math.max(room.most, 0)];
      const shownPlaces = offered.get(start)?.available_capacity ?? 0;
      offered.delete(start);
      note.expect(
        least <= shownPlaces && shownPlaces <= most,
        () => `${minuteText(start)} is offered ${shownPlaces} times, not ${least} to ${most}`,
        () => [{ ...shown(operation), text: '' }, { length }],
      );
    }
    note.expect(
      offered.size === 0,
      () => 'a time is offered that is no slot',
      () => [shown(operation), ...[...offered.values()].slice(0, 2)],
    );
  }
  return note.finding();
}

function storedStarts({ slotSteps }: Timeline): Map<string, Set<number>> {
  const days = new Map<string, Set<number>>();
  for (const { after } of slotSteps) {
    if (after === null) continue;
    const starts = days.get(after.date) ?? new Set<number>();
    days.set(after.date, starts.add(slotSpan(after).start));
  }
  return days;
}

function startsBetween(
  first: string,
  last: string,
  { stored, length }: { stored: ReadonlyMap<string, Set<number>>; length: number },
): number[] {
  const starts: number[] = [];
  for (let day = minuteOf(first, '00:00:00'); day <= minuteOf(last, '00:00:00'); day += DAY) {
    const date = minuteText(day).slice(0, 10);
    const weekend = [0, 6].includes(new Date(date).getUTCDay());
    const planned = stored.get(date);
    if (planned !== undefined) starts.push(...planned);
    else if (!weekend)
      for (let hour = OPENS; hour * HOUR + length <= CLOSES * HOUR && hour < CLOSES; hour += 1)
        starts.push(day + hour * HOUR);
  }
  return starts;
}
