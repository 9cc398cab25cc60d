import { queryOptions } from '@tanstack/react-query';
import type { HistoryLine } from '../api.ts';
import { historyQuery } from '../history/history.queries.ts';

/** When the work on a job was begun, as an instant; null where its history does not say. */
export const startedAtQuery = (id: string) =>
  queryOptions({ ...historyQuery(id), select: startedAt });

function startedAt(lines: readonly HistoryLine[]): string | null {
  const starts = lines
    .filter((line) => line.new_status === 'in_progress' && line.previous_status !== 'in_progress')
    .map(({ changed_at }) => changed_at);
  return starts.sort().at(-1) ?? null;
}
