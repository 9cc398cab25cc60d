import type { ReactNode } from 'react';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { DayGrid } from './day-grid.tsx';
import { EmptyDay } from './empty-day.tsx';
import { Hint } from './hint.tsx';
import { useDays, useNeighbours } from './use-days.ts';

/** A day: a column per employee, hours from top to bottom. */
export function DayView({
  date,
  showOff,
}: {
  readonly date: string;
  readonly showOff: boolean;
}): ReactNode {
  const days = useDays({ start_date: date, end_date: date }, showOff);
  useNeighbours(date, !days.isLoading);
  if (days.error) return <ErrorMessage error={days.error} onRetry={days.retry} />;
  if (days.isLoading) return <Loading lines={8} />;
  return (
    <>
      {days.items.length === 0 && <EmptyDay date={date} />}
      <DayGrid key={date} date={date} days={days} />
      <Hint />
    </>
  );
}
