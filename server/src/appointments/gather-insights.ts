import { LONGEST_RANGE_DAYS } from '../availability/availability.errors.ts';
import { listSlots } from '../availability/availability.store.ts';
import { capacityMinutes } from '../availability/day-hours.rules.ts';
import { type DateRange, daysOf } from '../availability/range.rules.ts';
import type { BusinessSettings } from '../config.ts';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { type Insights, insightsOf } from './insights.rules.ts';
import { groupAppointments } from './insights.store.ts';

/** Gathers how busy some days were and who did the work. */
export async function gatherInsights(
  deps: { readonly db: Db; readonly business: BusinessSettings },
  actor: Actor,
  range: DateRange,
): Promise<Insights> {
  const { firstDay, lastDay } = daysOf(range, LONGEST_RANGE_DAYS);
  const [groups, slots] = await Promise.all([
    groupAppointments(deps.db, actor, range),
    listSlots(deps.db, firstDay, lastDay),
  ]);
  const { defaultPlaces } = deps.business;
  const facts = { firstDay, lastDay, slots, defaultPlaces };
  return insightsOf(groups, capacityMinutes(facts, deps.business));
}
