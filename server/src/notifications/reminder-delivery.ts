import { instantAt } from '../platform/business-time.ts';
import type { Clock } from '../platform/clock.ts';
import type { Delivery } from './relay.ts';
import { isAhead, type ReminderMessage, reminderMoment } from './reminder.rules.ts';

/** Delivers reminders, except those that an outage has kept until their appointment began. */
export function reminderDelivery(
  deliver: Delivery,
  deps: { readonly clock: Clock; readonly timeZone: string },
): Delivery {
  return async (message) => {
    const { data } = message.payload as unknown as ReminderMessage;
    const start = instantAt(reminderMoment(data, 0), deps.timeZone);
    if (!isAhead(start, deps.clock())) return { outcome: 'obsolete' };
    return await deliver(message);
  };
}
