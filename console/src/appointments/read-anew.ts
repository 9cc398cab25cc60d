import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Reads again what is on the screen, and marks what else is cached as old. A first read that is under
 * way may have looked before the change, and so may one that nobody waits for: these go on, so that
 * there is something to see soon, and what they bring is old as well.
 */
export async function readAnew(queries: QueryClient, filters: QueryFilters = {}): Promise<void> {
  const goingOn = queries
    .getQueryCache()
    .findAll({ ...filters, fetchStatus: 'fetching' })
    // All others are begun anew.
    .filter((query) => query.state.data === undefined || !query.isActive());
  await Promise.all([
    queries.invalidateQueries(filters),
    ...goingOn.map(async (query) => {
      await ended(query);
      // What has begun since then has looked after the change.
      const again = { queryKey: query.queryKey, exact: true };
      await queries.invalidateQueries(again, { cancelRefetch: false });
    }),
  ]);
}

async function ended(query: Query): Promise<void> {
  // Joins the read that is under way. Whoever waits for what it brings is told why it failed.
  await query.fetch().catch(() => undefined);
}
