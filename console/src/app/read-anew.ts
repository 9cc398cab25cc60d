import type { QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Reads again what is on the screen, and what else is cached when it is wanted. A first read that is
 * under way may have looked before the change: it goes on, so that there is something to see soon,
 * and is made once more when it has come.
 */
export async function readAnew(queries: QueryClient, filters: QueryFilters = {}): Promise<void> {
  const underWay = queries
    .getQueryCache()
    .findAll({ ...filters, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  await queries.invalidateQueries(filters);
  await Promise.all(
    underWay.map(({ queryKey }) => queries.invalidateQueries({ queryKey, exact: true })),
  );
}
