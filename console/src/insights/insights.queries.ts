import { answerOf } from '@servease/appointment-sdk/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Counts over everything there is, and of today. */
export const statisticsQuery = queryOptions({
  queryKey: ['appointments', 'statistics'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/appointments/stats/', { signal })),
});
