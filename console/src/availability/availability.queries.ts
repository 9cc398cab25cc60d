import { answerOf } from '@servease/appointment-sdk/client';
import { queryOptions, useQueries } from '@tanstack/react-query';
import { api, type FreeSlot } from '../api.ts';
import { addDays, firstOfMonth } from '../time/wall-time.ts';
import { useNow } from '../workshop.tsx';
import { isAhead, startOf } from './free-slots.rules.ts';

/**
 * Added to what an open picker looks up: the stream of changes tells customers of their own
 * appointments only, so nothing else would say that somebody has taken one of the places shown.
 */
export const whilePicking = { refetchInterval: 15_000 };

/** The free slots of a month from today on, for a job of this length. */
export const monthSlotsQuery = (month: string, minutes: number, today: string) => {
  const first = firstOfMonth(month);
  const range = {
    start_date: first > today ? first : today,
    end_date: addDays(firstOfMonth(month, 1), -1),
    duration_minutes: minutes,
  };
  return queryOptions({
    queryKey: ['free-slots', range],
    queryFn: async ({ signal }) => {
      const { slots } = await answerOf(
        api.GET('/api/v1/appointments/available_slots/', { params: { query: range }, signal }),
      );
      return slots;
    },
    enabled: range.start_date <= range.end_date,
  });
};

/** Every hour of a week from a Monday on, the taken and blocked ones too. */
export const weekHoursQuery = (monday: string) =>
  queryOptions({
    queryKey: ['appointments', 'hours', monday],
    queryFn: async ({ signal }) => {
      const range = { start_date: monday, end_date: addDays(monday, 6) };
      const { hours } = await answerOf(
        api.GET('/api/v1/appointments/calendar/', { params: { query: range }, signal }),
      );
      return hours;
    },
  });

export interface FreeSlotsAhead {
  readonly slots: readonly FreeSlot[];
  readonly isPending: boolean;
  /** An answer is on its way; what is here may be from an earlier look. */
  readonly isLooking: boolean;
  readonly error: unknown;
  readonly lookAgain: () => void;
}

/** What is free this month and next, in order; what has begun since the answer came is left out. */
export function useFreeSlotsAhead(
  minutes: number,
  looking: Partial<typeof whilePicking> = {},
): FreeSlotsAhead {
  const now = useNow();
  const months = [firstOfMonth(now.date), firstOfMonth(now.date, 1)];
  return useQueries({
    queries: months.map((month) => ({
      ...monthSlotsQuery(month, minutes, now.date),
      ...looking,
    })),
    combine: (answers) => ({
      slots: answers.flatMap(({ data = [] }) => data.filter((slot) => isAhead(startOf(slot), now))),
      isPending: answers.some(({ isPending }) => isPending),
      isLooking: answers.some(({ isFetching }) => isFetching),
      error: answers.find(({ error }) => error !== null)?.error ?? null,
      lookAgain: () => {
        for (const { refetch } of answers) void refetch();
      },
    }),
  });
}
