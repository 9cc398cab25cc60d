import { dayNumber, minutesOf, type WallClock } from '../time/wall-time.ts';

interface Start {
  readonly scheduled_date: string;
  readonly scheduled_time: string;
}

/** Minutes from now to a start, on the workshop's wall clock; negative once it is past. */
export function minutesUntil(start: Start, now: WallClock): number {
  return (
    (dayNumber(start.scheduled_date) - dayNumber(now.date)) * 1_440 +
    minutesOf(start.scheduled_time) -
    minutesOf(now.time)
  );
}

/** `in 25 minutes`, `in 3 hours`, `tomorrow`, `in 5 days`; undefined once it is past. */
export function untilText(
  start: Start,
  now: WallClock,
  languages: readonly string[] = navigator.languages,
): string | undefined {
  const minutes = minutesUntil(start, now);
  if (minutes < 0) return undefined;
  const relative = new Intl.RelativeTimeFormat([...languages], { numeric: 'auto' });
  const days = dayNumber(start.scheduled_date) - dayNumber(now.date);
  if (days > 0) return relative.format(days, 'day');
  return minutes < 90
    ? relative.format(minutes, 'minute')
    : relative.format(Math.round(minutes / 60), 'hour');
}
