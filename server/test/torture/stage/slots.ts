import { randomUUID } from 'node:crypto';
import type { TortureDatabase } from './database.ts';

/** A stored slot of an hour. */
export interface Slot {
  readonly id: string;
  readonly date: string;
  readonly hour: number;
}

const PLACES = 3;
const FIRST_HOUR = 8;
const LAST_HOUR = 17;
const MILLISECONDS_A_DAY = 86_400_000;
const DAYS_AHEAD = 60;

/** Three workdays in a row, well ahead: two with ten stored hours each, and one without any. */
export const HOT_DAYS = threeWorkdays();
export const HOT_HOURS = Array.from(
  { length: LAST_HOUR - FIRST_HOUR + 1 },
  (_, index) => FIRST_HOUR + index,
);

/** Stores the slots of the run; from then on only their limits change. */
export async function layOutSlots({ query }: Pick<TortureDatabase, 'query'>): Promise<Slot[]> {
  const slots = HOT_DAYS.slice(0, 2).flatMap((date) =>
    HOT_HOURS.map((hour) => ({ id: randomUUID(), date, hour })),
  );
  for (const { id, date, hour } of slots)
    await query(
      `insert into time_slots
        (id, date, start_time, end_time, is_available, max_concurrent_appointments)
      values ($1, $2, $3, $4, true, $5)`,
      [id, date, `${hour}:00`, `${hour + 1}:00`, PLACES],
    );
  return slots;
}

function threeWorkdays(): string[] {
  const start = new Date(Date.now() + DAYS_AHEAD * MILLISECONDS_A_DAY);
  // On to a Tuesday: the two days after it are workdays as well.
  const toTuesday = (9 - start.getUTCDay()) % 7;
  return [0, 1, 2].map((days) =>
    new Date(start.getTime() + (toTuesday + days) * MILLISECONDS_A_DAY).toISOString().slice(0, 10),
  );
}
