import { getRouteApi } from '@tanstack/react-router';
import { addDays, firstOfMonth, isDate, mondayOf } from '../time/wall-time.ts';
import { useNarrow } from '../ui/use-narrow.ts';
import { useNow } from '../workshop.tsx';

export const VIEWS = ['day', 'week', 'month', 'agenda'] as const;
export type View = (typeof VIEWS)[number];

const route = getRouteApi('/inside/board');
/** Below it columns are too narrow to be read. */
const NARROW = '40rem';

/** Which days the board shows, and how: both live in the URL. */
export function useBoardPlace(): { readonly date: string; readonly view: View } {
  const search = route.useSearch();
  const today = useNow().date;
  const usual = useNarrow(NARROW) ? 'agenda' : 'day';
  const date = isDate(search.date) ? search.date : today;
  return { date, view: VIEWS.find((view) => view === search.view) ?? usual };
}

export function useGoTo(): (to: { readonly date?: string; readonly view?: View }) => void {
  const navigate = route.useNavigate();
  return (to) => void navigate({ search: (search) => ({ ...search, ...to }) });
}

/** The date of the neighbouring day, week or month. */
export function stepped(date: string, view: View, step: 1 | -1): string {
  switch (view) {
    case 'week':
      return addDays(mondayOf(date), step * 7);
    case 'month':
      return firstOfMonth(date, step);
    case 'day':
    case 'agenda':
      return addDays(date, step);
  }
}
