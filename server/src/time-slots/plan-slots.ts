import { rangeReversed, rangeTooLong } from '../availability/availability.errors.ts';
import { lockDates } from '../availability/claim-place.ts';
import type { OpeningHours } from '../availability/opening-hours.rules.ts';
import type { BusinessSettings } from '../config.ts';
import { wallClockAt } from '../platform/business-time.ts';
import type { Change } from '../platform/change.ts';
import type { Clock } from '../platform/clock.ts';
import { type Db, inTransaction, type Tx } from '../platform/db.ts';
import { makeChange } from '../platform/make-change.ts';
import { dayNumber, dayOf } from '../platform/wall-clock.ts';
import { plannedSlots } from './planned-slots.rules.ts';
import { nextWorkdays, wholeDay, workdaysBetween } from './slot-days.rules.ts';
import { LONGEST_PLAN_DAYS } from './time-slots.errors.ts';
import { insertMissingSlots } from './time-slots.store.ts';

export interface PlanDeps {
  readonly db: Db;
  readonly business: OpeningHours & Pick<BusinessSettings, 'timeZone' | 'defaultPlaces'>;
}

/** How many of the planned slots are new, and how many dates and starts were taken already. */
export interface Planned {
  readonly created: number;
  readonly existing: number;
}

export interface WorkdaysPlan extends OpeningHours {
  /** Number of workdays. */
  readonly days: number;
}

/** Workdays a transaction: a long plan must not keep bookings of all its dates waiting. */
const DAYS_A_STEP = 10;

/** Creates the default hours of every workday of a range of dates; slots that exist are kept. */
export async function planRange(
  deps: PlanDeps,
  change: Change,
  range: { readonly start_date: string; readonly end_date: string },
): Promise<Planned> {
  const firstDay = dayNumber(range.start_date);
  const lastDay = dayNumber(range.end_date);
  if (lastDay < firstDay) throw rangeReversed();
  if (lastDay - firstDay >= LONGEST_PLAN_DAYS) throw rangeTooLong(LONGEST_PLAN_DAYS);
  const days = workdaysBetween(firstDay, lastDay);
  return await makeChange(deps.db, { change }, (tx) => createSlots(tx, deps, days, deps.business));
}

/** Creates hourly slots on the next workdays, today included; slots that exist are kept. */
export async function planNextWorkdays(
  deps: PlanDeps & { readonly clock: Clock },
  plan: WorkdaysPlan,
  onProgress: (daysDone: number) => void,
): Promise<Planned> {
  const today = dayOf(wallClockAt(deps.clock(), deps.business.timeZone));
  const days = nextWorkdays(today, plan.days);
  let [created, existing] = [0, 0];
  for (let done = 0; done < days.length; done += DAYS_A_STEP) {
    const step = days.slice(done, done + DAYS_A_STEP);
    const planned = await inTransaction(deps.db, (tx) => createSlots(tx, deps, step, plan));
    created += planned.created;
    existing += planned.existing;
    onProgress(done + step.length);
  }
  return { created, existing };
}

async function createSlots(
  tx: Tx,
  { business }: PlanDeps,
  days: readonly number[],
  hours: OpeningHours,
): Promise<Planned> {
  const slots = plannedSlots(days, hours);
  await lockDates(tx, days.map(wholeDay));
  const created = await insertMissingSlots(tx, slots, business.defaultPlaces);
  return { created, existing: slots.length - created };
}
