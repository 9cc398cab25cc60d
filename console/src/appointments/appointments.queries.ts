import type { operations } from '@servease/appointment-sdk/api-types';
import { answerOf } from '@servease/appointment-sdk/client';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Appointment, api, tagOf } from '../api.ts';
import { spokenWords } from '../words/languages.ts';
import { withShownNames } from '../words/shown-names.ts';
import { readAnew } from './read-anew.ts';

// Every key begins with `appointments`, so that one live event makes all of them old. Stand-ins for
// names are put into words as answers are read, so that no screen has to know them.

/** An appointment with the tag that says which version it is. */
export interface TaggedAppointment extends Appointment {
  readonly etag: string;
}

export type ListFilter = NonNullable<operations['listAppointments']['parameters']['query']>;

export const appointmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['appointments', 'one', id],
    queryFn: async ({ signal }): Promise<TaggedAppointment> => {
      const { data, response } = await api.GET('/api/v1/appointments/{id}/', {
        params: { path: { id } },
        signal,
      });
      const shown = withShownNames(data as Appointment, await spokenWords());
      return { ...shown, etag: tagOf(response) };
    },
  });

/** One page of the list, 20 rows. */
export const listQuery = (filter: ListFilter) =>
  queryOptions({
    queryKey: ['appointments', 'list', filter],
    queryFn: async ({ signal }) => {
      const page = await answerOf(
        api.GET('/api/v1/appointments/', { params: { query: filter }, signal }),
      );
      const words = await spokenWords();
      return { ...page, results: page.results.map((each) => withShownNames(each, words)) };
    },
  });

/** All of a customer's appointments, newest first. */
export const customerAppointmentsQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['appointments', 'customer', customerId],
    queryFn: async ({ signal }) => {
      const all = await answerOf(
        api.GET('/api/v1/appointments/customer_appointments/', {
          params: { query: { customer_id: customerId } },
          signal,
        }),
      );
      const words = await spokenWords();
      return all.map((each) => withShownNames(each, words));
    },
  });

/** What runs in a range of at most 14 days, and the places of each hour. */
export const calendarQuery = (range: {
  readonly start_date: string;
  readonly end_date: string;
  readonly employee_id?: string;
}) =>
  queryOptions({
    queryKey: ['appointments', 'calendar', range],
    queryFn: async ({ signal }) => {
      const calendar = await answerOf(
        api.GET('/api/v1/appointments/calendar/', { params: { query: range }, signal }),
      );
      const words = await spokenWords();
      const appointments = calendar.appointments.map((each) => withShownNames(each, words));
      return { ...calendar, appointments };
    },
  });

/** Counts and minutes per day of a range of at most 92 days. */
export const insightsQuery = (range: { readonly start_date: string; readonly end_date: string }) =>
  queryOptions({
    queryKey: ['appointments', 'insights', range],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/appointments/insights/', { params: { query: range }, signal })),
  });

export const employeesQuery = queryOptions({
  queryKey: ['employees'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/employees/', { signal })),
  staleTime: 300_000,
});

/** After a change, one's own or another's: looks up again whatever shows appointments or places. */
export async function refreshAppointments(queries: QueryClient): Promise<void> {
  await Promise.all(
    ['appointments', 'free-slots', 'slots'].map((part) => readAnew(queries, { queryKey: [part] })),
  );
}
