import type { ListFilter } from '../appointments/appointments.queries.ts';
import { FILTERS, type ListSearch } from './list-search.ts';

/** Orderings by what heads a column: first as it is chosen, then turned around. */
export const SORTS = {
  when: ['-scheduled_date,-scheduled_time', 'scheduled_date,scheduled_time'],
  type: [
    'appointment_type,-scheduled_date,-scheduled_time',
    '-appointment_type,-scheduled_date,-scheduled_time',
  ],
  status: ['status,-scheduled_date,-scheduled_time', '-status,-scheduled_date,-scheduled_time'],
} as const;
export type Sort = keyof typeof SORTS;

export const USUAL_ORDERING: string = SORTS.when[0];

/** The filter that an address asks for, the usual order included. */
export function filterOf(search: ListSearch): ListFilter {
  return { ...search, ordering: search.ordering ?? USUAL_ORDERING };
}

/** How many filters are set, the search not counted. */
export function countFilters(search: ListSearch): number {
  return FILTERS.filter((name) => name !== 'q' && search[name] !== undefined).length;
}

export function isFiltered(search: ListSearch): boolean {
  return FILTERS.some((name) => search[name] !== undefined);
}

/** The address after a change: an empty entry is none, and the first page is shown again. */
export function changed(
  search: ListSearch,
  change: { [Name in keyof ListSearch]?: string },
): ListSearch {
  const { page: _, ...kept } = search;
  const entries = Object.entries({ ...kept, ...change });
  return Object.fromEntries(
    entries.filter(
      ([name, value]) => value !== '' && !(name === 'ordering' && value === USUAL_ORDERING),
    ),
  );
}

/** How a column sorts the list now, as `aria-sort` says it; undefined when another does. */
export function sortedBy(
  sort: Sort,
  ordering = USUAL_ORDERING,
): 'ascending' | 'descending' | undefined {
  if (!(SORTS[sort] as readonly string[]).includes(ordering)) return undefined;
  return ordering.startsWith('-') ? 'descending' : 'ascending';
}

/** The ordering that pressing a column's head asks for. */
export function nextOrdering(sort: Sort, ordering = USUAL_ORDERING): string {
  const [first, turned] = SORTS[sort];
  return ordering === first ? turned : first;
}
