/** What customers are told of (contract 5.3 and 9.29). */
export const EVENTS = [
  'created',
  'confirmed',
  'in_progress',
  'completed',
  'cancelled',
  'no_show',
  'rescheduled',
] as const;
export type NotificationEvent = (typeof EVENTS)[number];

/** When an appointment takes place, as its columns say it. */
export interface Start {
  readonly scheduled_date: string;
  readonly scheduled_time: string;
}

/** The facts of an appointment that a message mentions. */
export interface Announced extends Start {
  readonly id: string;
  readonly customer_id: string;
  readonly appointment_type: string;
  readonly status: string;
}

/** The body of `POST /api/v1/notifications/` (contract 5.1). */
export interface CustomerMessage {
  readonly recipient_user_id: string;
  readonly type: 'APPOINTMENT';
  readonly title: string;
  readonly message: string;
  readonly data: {
    readonly appointment_id: string;
    readonly event: NotificationEvent;
    readonly status: string;
    readonly appointment_type: string;
    readonly scheduled_date: string;
    readonly scheduled_time: string;
  };
}

const TITLES: Record<NotificationEvent, string> = {
  created: 'Appointment requested',
  confirmed: 'Appointment confirmed',
  in_progress: 'Work has started',
  completed: 'Work completed',
  cancelled: 'Appointment cancelled',
  no_show: 'Appointment missed',
  rescheduled: 'Appointment rescheduled',
};

const TEXTS: Record<NotificationEvent, (job: string, when: string) => string> = {
  created: (job, when) => `Your ${job} appointment on ${when} has been received.`,
  confirmed: (job, when) => `Your ${job} appointment on ${when} is confirmed.`,
  in_progress: (job, when) => `Work on your ${job} appointment of ${when} has started.`,
  completed: (job, when) => `Your ${job} appointment of ${when} is completed.`,
  cancelled: (job, when) => `Your ${job} appointment on ${when} has been cancelled.`,
  no_show: (job, when) => `You were not there for your ${job} appointment on ${when}.`,
  rescheduled: (job, when) => `Your ${job} appointment has been moved to ${when}.`,
};

/** Whether both are the same time. */
export function isSameStart(one: Start, other: Start): boolean {
  return one.scheduled_date === other.scheduled_date && one.scheduled_time === other.scheduled_time;
}

/** Whether a `timestamp` can hold the time: an adopted row's date may be beyond the calendar. */
export function isWritable({ scheduled_date }: Start): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(scheduled_date);
}

/** Words the customer's message about an event; times are those of the workshop's wall clock. */
export function customerMessage(event: NotificationEvent, about: Announced): CustomerMessage {
  const time = about.scheduled_time.slice(0, 5);
  return {
    recipient_user_id: about.customer_id,
    type: 'APPOINTMENT',
    title: TITLES[event],
    message: TEXTS[event](about.appointment_type, `${about.scheduled_date} at ${time}`),
    data: {
      appointment_id: about.id,
      event,
      status: about.status,
      appointment_type: about.appointment_type,
      scheduled_date: about.scheduled_date,
      scheduled_time: about.scheduled_time,
    },
  };
}
