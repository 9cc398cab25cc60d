import type { Finding } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import type { Timeline } from '../timeline.ts';
import { notes, shown, shownStep } from '../witness.ts';

/**
 * I25: no booking is made unless the services around have told, while it was made, that there is
 * such a customer and that the car is theirs.
 */
export function bookingsAreVerified(timeline: Timeline): Finding {
  const note = notes();
  const sound = timeline.lookUps.filter((one) => one.sound);
  const told = grouped(sound, ({ kind, id }) => `${kind} ${id}`);
  for (const { kind, after, operation, latest, ...step } of timeline.steps) {
    if (kind !== 'INSERT' || after === null || operation === undefined) continue;
    const asked = [`customer ${after.customer_id}`, `vehicle ${after.vehicle_id}`];
    const unknown = asked.find(
      (one) => !(told.get(one) ?? []).some(({ at }) => operation.at <= at && at <= latest),
    );
    note.expect(
      unknown === undefined,
      () => `a booking was made although nobody had told of the ${unknown}`,
      () => [shown(operation), shownStep({ kind, after, operation, latest, ...step })],
    );
  }
  return note.finding();
}
