import type { BusinessSettings } from '../../config.ts';
import { wallClockAt } from '../../platform/business-time.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { dateOf, timeOf } from '../../platform/wall-clock.ts';
import { samplePeople } from './sample-people.ts';
import { planSampleWorkshop } from './sample-workshop.ts';
import { fillEmptyDatabase } from './workshop.store.ts';

/** Fills an empty database with a believable workshop around today's date. */
export async function openWorkshop(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly business: BusinessSettings;
}): Promise<void> {
  const { timeZone } = deps.business;
  const moment = wallClockAt(deps.clock(), timeZone);
  const today = dateOf(moment);
  const now = timeOf(moment).slice(0, 5);
  await fillEmptyDatabase(deps.db, () =>
    planSampleWorkshop({ today, now, timeZone, people: samplePeople }),
  );
}
