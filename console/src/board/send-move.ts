import { type AppointmentListItem, api, entityTag, versionOf } from '../api.ts';
import type { Place } from './moving.rules.ts';

/** How long a move from the board can be undone, from the moment it is made. */
export const UNDO_SECONDS = 8;
/** The customer is told of it only after that, and after what an undo takes on its way. */
const ANNOUNCE_SECONDS = 12;

/** Moves the version that was seen; answers the version that there is now. */
export async function sendMove(
  item: AppointmentListItem,
  version: number,
  to: Place,
  reason: string,
): Promise<number> {
  const { response } = await api.POST('/api/v1/appointments/{id}/move/', {
    params: { path: { id: item.id }, header: { 'If-Match': entityTag(version) } },
    body: {
      new_date: to.date,
      new_time: to.time,
      // Always: a move before this one may have been refused, and who had the job then has it still.
      employee_id: to.employee_id,
      // An undo as well: it may lead to where the customer does not know the appointment yet.
      announce_after_seconds: ANNOUNCE_SECONDS,
      ...(reason ? { reason } : {}),
    },
  });
  // Whoever cannot read the new one keeps the old: the next move is refused rather than made unseen.
  return versionOf(response.headers.get('etag')) ?? version;
}
