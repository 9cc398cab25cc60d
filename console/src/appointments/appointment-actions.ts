import { type Appointment, api } from '../api.ts';
import type { WallClock } from '../time/wall-time.ts';
import { minutesUntil } from './until.ts';

/** The moves that need no more than a reason, and those who may make them from which status. */
export type StatusAction = 'confirm' | 'start' | 'complete' | 'cancel' | 'no_show';

/** Makes a move; with a tag only if that version still stands. */
export async function act(
  id: string,
  action: StatusAction,
  { reason, etag }: { readonly reason?: string; readonly etag?: string } = {},
): Promise<void> {
  const request = {
    params: { path: { id }, ...(etag === undefined ? {} : { header: { 'If-Match': etag } }) },
    body: reason === undefined ? {} : { reason },
  };
  switch (action) {
    case 'confirm':
      await api.POST('/api/v1/appointments/{id}/confirm/', request);
      return;
    case 'start':
      await api.POST('/api/v1/appointments/{id}/start/', request);
      return;
    case 'complete':
      await api.POST('/api/v1/appointments/{id}/complete/', request);
      return;
    case 'cancel':
      await api.POST('/api/v1/appointments/{id}/cancel/', request);
      return;
    case 'no_show':
      await api.POST('/api/v1/appointments/{id}/no_show/', request);
      return;
  }
}

type Timed = Pick<Appointment, 'status' | 'scheduled_date' | 'scheduled_time'>;

/** The status actions that staff see on an appointment now, the usual one first. */
export function staffActions(appointment: Timed, now: WallClock): readonly StatusAction[] {
  switch (appointment.status) {
    case 'pending':
      return ['confirm', 'cancel'];
    case 'confirmed':
      // Nobody can have missed what has yet to begin, and it could not be taken back.
      return minutesUntil(appointment, now) > 0
        ? ['start', 'cancel']
        : ['start', 'no_show', 'cancel'];
    case 'in_progress':
      return ['complete', 'cancel'];
    default:
      return [];
  }
}

/** Whether a move may be the one to make next: work is begun on the day that it is booked for. */
export function isDue(
  action: string,
  { scheduled_date }: Pick<Timed, 'scheduled_date'>,
  now: WallClock,
): boolean {
  return action !== 'start' || scheduled_date === now.date;
}
