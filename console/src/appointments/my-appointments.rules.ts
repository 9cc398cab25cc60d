import { type Appointment, isAwaited } from '../api.ts';
import type { WallClock } from '../time/wall-time.ts';
import { minutesUntil } from './until.ts';

export interface OwnAppointments {
  /** The soonest that is still to come. */
  readonly next: Appointment | undefined;
  readonly inWorkshop: readonly Appointment[];
  /** Those after the next one, soonest first. */
  readonly later: readonly Appointment[];
  /** What is over, newest first. */
  readonly past: readonly Appointment[];
}

/** Sorts a customer's appointments by what they mean to the customer now. */
export function sortedForCustomer(all: readonly Appointment[], now: WallClock): OwnAppointments {
  const soonestFirst = [...all].sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
  const ahead = soonestFirst.filter((each) => isAhead(each, now));
  const inWorkshop = soonestFirst.filter(({ status }) => status === 'in_progress');
  const [next, ...later] = ahead;
  const past = soonestFirst
    .filter((each) => !ahead.includes(each) && !inWorkshop.includes(each))
    .reverse();
  return { next, inWorkshop, later, past };
}

function startOf({ scheduled_date, scheduled_time }: Appointment): string {
  return `${scheduled_date} ${scheduled_time}`;
}

/** Awaited, and not over: a customer who is late still comes. */
function isAhead(appointment: Appointment, now: WallClock): boolean {
  return (
    isAwaited(appointment.status) &&
    minutesUntil(appointment, now) + appointment.duration_minutes > 0
  );
}
