import { answerOf } from '@servease/appointment-sdk/client';
import { queryOptions } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState } from 'react';
import { api, type Workshop } from './api.ts';
import { clockAheadMs } from './time/clock-ahead.ts';
import { type WallClock, wallClockAt } from './time/wall-time.ts';

interface ClockedWorkshop extends Workshop {
  /** By how much its clock is ahead of this device's. */
  readonly clockAheadMs: number;
}

/** The workshop's settings and clock. */
export const workshopQuery = queryOptions({
  queryKey: ['workshop'],
  queryFn: async ({ signal }): Promise<ClockedWorkshop> => {
    const told = await answerOf(api.GET('/api/v1/workshop/', { signal }));
    return { ...told, clockAheadMs: clockAheadMs(told.now, Date.now(), told.time_zone) };
  },
  // Whoever comes back to the page may have set the device's clock meanwhile.
  staleTime: 600_000,
});

export const WorkshopContext = createContext<ClockedWorkshop | undefined>(undefined);

/** The workshop's time zone, hours and usual number of places. */
export function useWorkshop(): ClockedWorkshop {
  const workshop = use(WorkshopContext);
  if (workshop === undefined) throw new Error('The workshop is known below the session only.');
  return workshop;
}

/** The present second by the workshop's clock, looked at this often; never if undefined. */
export function useInstant(lookMs: number | undefined): number {
  const { clockAheadMs: ahead } = useWorkshop();
  const [instant, setInstant] = useState(() => secondOf(Date.now() + ahead));
  useEffect(() => {
    if (lookMs === undefined) return;
    const look = (): void => setInstant(secondOf(Date.now() + ahead));
    look();
    const timer = setInterval(look, lookMs);
    return () => clearInterval(timer);
  }, [ahead, lookMs]);
  return instant;
}

function secondOf(instant: number): number {
  return instant - (instant % 1_000);
}

const LOOK_MS = 20_000;

/** The present on the workshop's wall clock, looked at three times a minute. */
export function useNow(): WallClock {
  const { time_zone } = useWorkshop();
  const instant = useInstant(LOOK_MS);
  return useMemo(() => wallClockAt(new Date(instant), time_zone), [instant, time_zone]);
}
