import type { Announced } from './messages.rules.ts';

/** What the platform's consumer of `notification_events` reads (contract 5.2 and 5.3). */
export interface AdminMessage {
  readonly recipient_user_id: string;
  readonly title: string;
  readonly message: string;
  readonly priority: 'high';
  readonly notification_type: 'APPOINTMENT';
  readonly metadata: {
    readonly appointment_id: string;
    readonly customer_id: string;
    readonly scheduled_date: string;
    readonly scheduled_time: string;
    readonly appointment_type: string;
    readonly status: string;
    readonly action_required: 'approval' | 'none';
  };
}

/** Tells an admin of a new booking, and whether it waits for approval: staff book as confirmed too. */
export function adminMessage(adminUserId: string, about: Announced): AdminMessage {
  const waits = about.status === 'pending';
  const when = `${about.scheduled_date} ${about.scheduled_time.slice(0, 5)}`;
  const what = waits ? 'waits for approval' : 'has been booked';
  return {
    recipient_user_id: adminUserId,
    title: 'New appointment',
    message: `${articled(about.appointment_type)} appointment for ${when} ${what}.`,
    priority: 'high',
    notification_type: 'APPOINTMENT',
    metadata: {
      appointment_id: about.id,
      customer_id: about.customer_id,
      scheduled_date: about.scheduled_date,
      scheduled_time: about.scheduled_time,
      appointment_type: about.appointment_type,
      status: about.status,
      action_required: waits ? 'approval' : 'none',
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The consumer's column; a longer type is never stored and never dropped. */
const LONGEST_TYPE = 20;

/**
 * Why the platform's consumer would choke on a message, if it would: it takes such a message back
 * to the head of its queue for ever, and every notification of the platform waits behind it.
 */
export function poisonIn(payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null) return 'the body is no object';
  const { recipient_user_id, message, notification_type } = payload as Record<string, unknown>;
  if (typeof recipient_user_id !== 'string' || !UUID.test(recipient_user_id))
    return 'the recipient is no lower-case UUID';
  if (typeof message !== 'string' || message === '') return 'there is no text';
  if (typeof notification_type !== 'string' || notification_type.length > LONGEST_TYPE)
    return `the type is no text of ${LONGEST_TYPE} characters at most`;
  return undefined;
}

function articled(job: string): string {
  return `${/^[aeiou]/i.test(job) ? 'An' : 'A'} ${job}`;
}
