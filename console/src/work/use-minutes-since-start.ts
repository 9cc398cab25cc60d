import { useQuery } from '@tanstack/react-query';
import { useInstant } from '../workshop.tsx';
import { startedAtQuery } from './work.queries.ts';

const LOOK_MS = 10_000;
const MINUTE_MS = 60_000;

/**
 * Whole minutes from the start of the work on a job to its completion, or to now while it goes on;
 * undefined before. Rows of lists say nothing of their completion: theirs is only the running clock.
 */
export function useMinutesSinceStart(job: {
  readonly id: string;
  readonly status: string;
  readonly completed_at?: string | null;
}): number | undefined {
  const isRunning = job.status === 'in_progress';
  const completedAt = job.status === 'completed' ? (job.completed_at ?? undefined) : undefined;
  const isBegun = isRunning || completedAt !== undefined;
  const { data: startedAt } = useQuery({ ...startedAtQuery(job.id), enabled: isBegun });
  const now = useInstant(isRunning ? LOOK_MS : undefined);
  if (!isBegun || startedAt === undefined || startedAt === null) return undefined;
  const end = completedAt === undefined ? now : Date.parse(completedAt);
  return Math.max(0, Math.floor((end - Date.parse(startedAt)) / MINUTE_MS));
}
