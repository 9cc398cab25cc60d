import { type ReactNode, useMemo } from 'react';
import { addDays, datesFrom, mondayOf } from '../time/wall-time.ts';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { Hint } from './hint.tsx';
import { useDays } from './use-days.ts';
import { WeekGrid } from './week-grid.tsx';

/** Seven days by hour. */
export function WeekView({
  date,
  showOff,
}: {
  readonly date: string;
  readonly showOff: boolean;
}): ReactNode {
  const monday = mondayOf(date);
  const dates = useMemo(() => datesFrom(monday, 7), [monday]);
  const days = useDays({ start_date: monday, end_date: addDays(monday, 6) }, showOff);
  if (days.error) return <ErrorMessage error={days.error} onRetry={days.retry} />;
  if (days.isLoading) return <Loading lines={8} />;
  return (
    <>
      <WeekGrid dates={dates} days={days} />
      <Hint />
    </>
  );
}
