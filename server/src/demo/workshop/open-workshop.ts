import type { BusinessSettings } from '../../config.ts';
import { rememberNames } from '../../directory/remember-names.ts';
import { wallClockAt } from '../../platform/business-time.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import type { Logger } from '../../platform/log.ts';
import { dateOf, timeOf } from '../../platform/wall-clock.ts';
import { type SamplePerson, samplePeople } from './sample-people.ts';
import { planSampleWorkshop } from './sample-workshop.ts';
import { fillEmptyDatabase } from './workshop.store.ts';

/** Fills an empty database with a believable workshop around today's date. */
export async function openWorkshop(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly business: BusinessSettings;
  readonly log: Logger;
}): Promise<void> {
  const { timeZone } = deps.business;
  const moment = wallClockAt(deps.clock(), timeZone);
  const today = dateOf(moment);
  const now = timeOf(moment).slice(0, 5);
  await fillEmptyDatabase(deps.db, () =>
    planSampleWorkshop({ today, now, timeZone, people: samplePeople }),
  );
  await introducePeople(deps);
}

/** Makes everybody and every car known, so that they are found before anyone has looked at them. */
async function introducePeople(deps: { readonly db: Db; readonly log: Logger }): Promise<void> {
  const names = rememberNames(deps);
  for (const person of samplePeople.customers)
    names.learn('customer', { id: person.user_id, full_name: fullName(person) });
  for (const person of samplePeople.employees) {
    const { user_id: id, first_name, is_available } = person;
    names.learn('employee', { id, full_name: fullName(person), first_name, is_available });
  }
  for (const { vehicle_id: id, ...car } of samplePeople.vehicles)
    if (car.is_active) names.learn('vehicle', { id, ...car });
  await names.stop();
}

function fullName({ first_name, last_name }: SamplePerson): string {
  return `${first_name} ${last_name}`;
}
