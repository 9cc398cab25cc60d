import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { type AppointmentListItem, isOff } from '../api.ts';
import { calendarQuery, employeesQuery } from '../appointments/appointments.queries.ts';
import type { Hour } from '../availability/room.rules.ts';
import { addDays } from '../time/wall-time.ts';
import { useNow, useWorkshop } from '../workshop.tsx';
import { inOrder } from './columns.ts';
import { useMoves } from './moves.tsx';
import type { MoveFacts } from './moving.rules.ts';
import { withMoves } from './overlay.rules.ts';

interface Range {
  readonly start_date: string;
  readonly end_date: string;
}

const NO_HOURS: readonly Hour[] = [];
const NOTHING: readonly AppointmentListItem[] = [];

/** What the board shows of some days, the own moves included, and what a move is judged by. */
export function useDays({ start_date, end_date }: Range, showOff: boolean) {
  const calendar = useQuery(calendarQuery({ start_date, end_date }));
  const employees = useQuery(employeesQuery);
  const { arranged } = useMoves();
  const now = useNow();
  const { default_places: defaultPlaces } = useWorkshop();

  const missing = [calendar, employees].find(({ data, isError }) => isError && data === undefined);

  const { appointments = NOTHING, hours = NO_HOURS } = calendar.data ?? {};
  const all = useMemo(
    () =>
      inOrder(withMoves(appointments, arranged)).filter(
        ({ scheduled_date: date }) => date >= start_date && date <= end_date,
      ),
    [appointments, arranged, start_date, end_date],
  );
  const items = useMemo(
    () => (showOff ? all : all.filter(({ status }) => !isOff(status))),
    [all, showOff],
  );
  const facts: MoveFacts = { now, hours, appointments: all, defaultPlaces };
  return {
    isLoading: calendar.isPending || employees.isPending,
    error: missing?.error ?? null,
    retry: () => void missing?.refetch(),
    items,
    off: all.filter(({ status }) => isOff(status)).length,
    hours,
    employees: employees.data ?? [],
    facts,
  };
}

/** Looks up the days beside, so that going there shows them at once. */
export function useNeighbours(date: string, isReady: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isReady) return;
    for (const day of [addDays(date, 1), addDays(date, -1)])
      void queries.prefetchQuery(calendarQuery({ start_date: day, end_date: day }));
  }, [queries, date, isReady]);
}
