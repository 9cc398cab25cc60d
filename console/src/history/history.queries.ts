import { answerOf } from '@servease/appointment-sdk/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** What happened to an appointment since it was booked, newest first. */
export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['appointments', 'history', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/appointments/{id}/history/', { params: { path: { id } }, signal })),
  });
