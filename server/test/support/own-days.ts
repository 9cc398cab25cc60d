import { given, of } from './given.ts';
import { carOwners, nth } from './people.ts';
import type { World } from './world.ts';

export type AppointmentRow = Awaited<ReturnType<ReturnType<typeof given>['appointment']>>;

/** Appointments of the first car owner, each on a day of its own with the next one free. */
export function ownDays(world: World) {
  let day = 0;
  function nextDate(): string {
    day += 2;
    return new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10);
  }
  return {
    nextDate,
    async appointment(row: Partial<AppointmentRow> = {}): Promise<AppointmentRow> {
      const owner = of(nth(carOwners(world.people), 0));
      return await given(world).appointment({ ...owner, scheduled_date: nextDate(), ...row });
    },
  };
}
