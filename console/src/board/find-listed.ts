import type { QueryClient } from '@tanstack/react-query';
import type { AnswerOf, AppointmentListItem } from '../api.ts';

/** The newest of an appointment that a calendar lists. */
export function findListed(queries: QueryClient, id: string): AppointmentListItem | undefined {
  return queries
    .getQueriesData<AnswerOf<'getCalendar'>>({ queryKey: ['appointments', 'calendar'] })
    .flatMap(([, calendar]) => calendar?.appointments.filter((item) => item.id === id) ?? [])
    .reduce<AppointmentListItem | undefined>(
      (newest, item) => (newest === undefined || item.version > newest.version ? item : newest),
      undefined,
    );
}
