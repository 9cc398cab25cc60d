import { type AnswerOf, isAwaited, isOff } from '../api.ts';

/** What counts of a day's calendar at a time of that day (`HH:MM:SS`). */
export function glanceAt({ appointments, hours }: AnswerOf<'getCalendar'>, time: string) {
  const coming = appointments.filter(({ status }) => isAwaited(status));
  return {
    next: coming.find(({ scheduled_time }) => scheduled_time >= time),
    inProgress: appointments.filter(({ status }) => status === 'in_progress').length,
    completed: appointments.filter(({ status }) => status === 'completed').length,
    all: appointments.filter(({ status }) => !isOff(status)).length,
    freePlaces: hours
      .filter(({ start_time, is_available }) => is_available && start_time > time)
      .reduce((sum, hour) => sum + Math.max(0, hour.available_capacity), 0),
  };
}
