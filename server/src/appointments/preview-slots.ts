import { appointmentsLeftOut, type Reason } from '../availability/left-out.rules.ts';
import { occupiedBy } from '../availability/overlap.rules.ts';
import { type DateRange, daysOf } from '../availability/range.rules.ts';
import type { Actor } from '../platform/actor.ts';
import { wallClockAt } from '../platform/business-time.ts';
import { dateOfDay, dayNumber } from '../platform/wall-clock.ts';
import { plannedSlots } from '../time-slots/planned-slots.rules.ts';
import {
  changedSlot,
  coversTime,
  settleSlot,
  touchesHours,
} from '../time-slots/settle-slot.rules.ts';
import { wholeDay, workdaysBetween } from '../time-slots/slot-days.rules.ts';
import type { AskedSlot, SlotChange } from '../time-slots/time-slot.ts';
import { LONGEST_PLAN_DAYS, slotExists, slotReversed } from '../time-slots/time-slots.errors.ts';
import { getSlots, listHeldDuring, listSlotsOn } from '../time-slots/time-slots.store.ts';
import { changePlan, type SlotPlan, triedSlots } from '../time-slots/tried-slots.rules.ts';
import type { Appointment } from './appointment.ts';
import { listByIds } from './appointments.store.ts';
import type { AppointmentDeps } from './deps.ts';

/** Nothing is on the calendar before. */
const FIRST_DAY = dayNumber('0001-01-01');

type SlotIds = { readonly slot_ids: readonly string[] };

/** A change of slots, as the writes of slots make it. */
export type TriedChange =
  | ({ readonly action: 'generate' } & DateRange)
  | ({ readonly action: 'create' } & AskedSlot)
  | ({ readonly action: 'change' } & SlotIds & SlotChange)
  | ({ readonly action: 'delete' } & SlotIds);

export interface Preview {
  /** How many would be created, changed or removed. */
  readonly slots: number;
  readonly leftOut: readonly { readonly appointment: Appointment; readonly reason: Reason }[];
}

type Deps = Pick<AppointmentDeps, 'db' | 'clock' | 'business'>;

/**
 * Tells which appointments to come a change of slots would leave without a place that they have,
 * and refuses what the change itself would refuse. Nothing is changed, and nothing is locked.
 */
export async function previewSlots(deps: Deps, actor: Actor, asked: TriedChange): Promise<Preview> {
  const { db, business } = deps;
  const plan = await planOf(deps, asked);
  const days = daysAround(plan);
  if (days.length === 0) return { slots: plan.leaves.length, leftOut: [] };
  const [before, held] = await Promise.all([
    listSlotsOn(db, days.map(dateOfDay)),
    listHeldDuring(db, days.map(wholeDay)),
  ]);
  const tried = triedSlots(before, plan);
  if (tried === 'taken') throw slotExists();
  const found = appointmentsLeftOut(
    held.map((row) => ({ id: row.id, ...occupiedBy(row) })),
    {
      days: new Set(days),
      before,
      after: tried.after,
      defaultPlaces: business.defaultPlaces,
      now: wallClockAt(deps.clock(), business.timeZone),
    },
  );
  const reasons = new Map(found.map(({ id, reason }) => [id, reason]));
  const rows = await listByIds(db, actor, [...reasons.keys()]);
  return {
    slots: Math.max(tried.coming, plan.leaves.length),
    leftOut: rows.flatMap((appointment) => {
      const reason = reasons.get(appointment.id);
      return reason === undefined ? [] : [{ appointment, reason }];
    }),
  };
}

async function planOf({ db, business }: Deps, asked: TriedChange): Promise<SlotPlan> {
  switch (asked.action) {
    case 'generate': {
      const { firstDay, lastDay } = daysOf(asked, LONGEST_PLAN_DAYS);
      const hours = plannedSlots(workdaysBetween(firstDay, lastDay), business);
      const usual = { is_available: true, max_concurrent_appointments: business.defaultPlaces };
      return { leaves: [], comes: hours.map((slot) => ({ ...slot, ...usual })), keepsTaken: true };
    }
    case 'create': {
      const slot = settleSlot(asked, business.defaultPlaces);
      if (!coversTime(slot)) throw slotReversed();
      return { leaves: [], comes: [slot], keepsTaken: false };
    }
    case 'change': {
      const slots = await getSlots(db, asked.slot_ids);
      const changed = slots.map((slot) => changedSlot(slot, asked));
      if (touchesHours(asked) && !changed.every(coversTime)) throw slotReversed();
      return changePlan(slots, asked);
    }
    case 'delete':
      return { leaves: await getSlots(db, asked.slot_ids), comes: [], keepsTaken: false };
  }
}

// The days of the slots and their neighbours: an appointment of up to a day that touches one of
// them is there as a whole, with everything that runs beside it. An adopted slot may be of no day.
function daysAround({ leaves, comes }: SlotPlan): number[] {
  const days = [...leaves, ...comes].map(({ date }) => dayNumber(date));
  const around = days.flatMap((day) => [day - 1, day, day + 1]);
  return [...new Set(around)].filter((day) => day >= FIRST_DAY);
}
