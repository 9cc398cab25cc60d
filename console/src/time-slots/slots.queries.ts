import type { operations } from '@servease/appointment-sdk/api-types';
import { answerOf } from '@servease/appointment-sdk/client';
import { queryOptions } from '@tanstack/react-query';
import { api, type TimeSlot } from '../api.ts';

export type PreviewBody = operations['previewSlots']['requestBody']['content']['application/json'];

/** All stored slots of a range, however many pages they fill. */
export const slotsQuery = (range: { readonly start_date: string; readonly end_date: string }) =>
  queryOptions({
    queryKey: ['slots', 'stored', range],
    queryFn: async ({ signal }): Promise<TimeSlot[]> => {
      const slots: TimeSlot[] = [];
      for (let page = 1; ; page += 1) {
        const query = { ...range, ordering: 'date,start_time', page: String(page) };
        const answer = await answerOf(
          api.GET('/api/v1/time-slots/', { params: { query }, signal }),
        );
        slots.push(...answer.results);
        if (answer.next === null) return slots;
      }
    },
  });

/** Whom a change of slots would touch. Looked up anew whenever something changes meanwhile. */
export const previewQuery = (body: PreviewBody) =>
  queryOptions({
    queryKey: ['slots', 'preview', body],
    queryFn: ({ signal }) => answerOf(api.POST('/api/v1/time-slots/preview/', { body, signal })),
    staleTime: 0,
    gcTime: 0,
  });
