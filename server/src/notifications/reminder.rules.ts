import { HOUR, type Moment, momentOf } from '../platform/wall-clock.ts';
import type { Announced, CustomerMessage } from './messages.rules.ts';

type Timed = Pick<Announced, 'scheduled_date' | 'scheduled_time'>;

/** The body of `POST /api/v1/notifications/`; no status, for it may change while this waits. */
export interface ReminderMessage extends Omit<CustomerMessage, 'data'> {
  readonly data: Timed & {
    readonly appointment_id: string;
    readonly event: 'reminder';
    readonly appointment_type: string;
  };
}

/**
 * What the workshop's wall clock shows when a reminder goes out: 24 hours mean the same time of the
 * day before, also when a clock change makes that day longer or shorter.
 */
export function reminderMoment(about: Timed, hoursBefore: number): Moment {
  return momentOf(about.scheduled_date, about.scheduled_time) - hoursBefore * HOUR;
}

/** Whether a moment is still to come; who books after a reminder's needs none. */
export function isAhead(moment: Date, now: Date): boolean {
  return moment.getTime() > now.getTime();
}

/** Words the reminder of an appointment; times are those of the workshop's wall clock. */
export function reminderMessage(about: Announced): ReminderMessage {
  const when = `${about.scheduled_date} at ${about.scheduled_time.slice(0, 5)}`;
  return {
    recipient_user_id: about.customer_id,
    type: 'APPOINTMENT',
    title: 'Appointment reminder',
    message: `Please remember your ${about.appointment_type} appointment on ${when}.`,
    data: {
      appointment_id: about.id,
      event: 'reminder',
      appointment_type: about.appointment_type,
      scheduled_date: about.scheduled_date,
      scheduled_time: about.scheduled_time,
    },
  };
}
