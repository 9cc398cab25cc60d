import { AppError, type PlatformErrorCode } from '../platform/app-error.ts';
import { splitUrl } from './urls.ts';

/** Rows a page, whatever the caller asks for (contract 1.7). */
export const PAGE_SIZE = 20;

export interface Page<Row> {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: Row[];
}

/** The page number that was asked for, 1-based, `last` allowed; throws `invalid_page` past the end. */
export function pageNumber(asked: string | undefined, count: number): number {
  const pages = Math.max(1, Math.ceil(count / PAGE_SIZE));
  if (asked === undefined || asked === '') return 1;
  if (asked === 'last') return pages;
  const number = /^\s*\d+\s*$/.test(asked) ? Number(asked) : 0;
  if (number < 1 || number > pages)
    throw new AppError<PlatformErrorCode>('invalid_page', 'Invalid page.');
  return number;
}

/** The envelope of a page; the links keep the other query parameters, sorted by name. */
export function envelope<Row>(
  asked: { readonly host: string; readonly originalUrl: string },
  page: { readonly number: number; readonly count: number; readonly results: Row[] },
): Page<Row> {
  const hasNext = page.number * PAGE_SIZE < page.count;
  return {
    count: page.count,
    next: hasNext ? link(asked, page.number + 1) : null,
    previous: page.number > 1 ? link(asked, page.number - 1) : null,
    results: page.results,
  };
}

function link(
  asked: { readonly host: string; readonly originalUrl: string },
  number: number,
): string {
  const { path, query } = splitUrl(asked.originalUrl);
  const parameters = new URLSearchParams(query);
  if (number === 1) parameters.delete('page');
  else parameters.set('page', String(number));
  parameters.sort();
  const text = parameters.toString();
  return `http://${asked.host}${path}${text === '' ? '' : `?${text}`}`;
}

/** Sort keys out of `?ordering=a,-b`; names that are not allowed are dropped silently. */
export function sortOf<Column extends string>(
  ordering: string | undefined,
  allowed: readonly Column[],
  usual: readonly { readonly column: Column; readonly direction: 'asc' | 'desc' }[],
): readonly { readonly column: Column; readonly direction: 'asc' | 'desc' }[] {
  const sort = (ordering ?? '').split(',').flatMap((part) => {
    const name = part.trim();
    const column = allowed.find((candidate) => candidate === name.replace(/^-/, ''));
    if (column === undefined) return [];
    return [{ column, direction: name.startsWith('-') ? ('desc' as const) : ('asc' as const) }];
  });
  return sort.length > 0 ? sort : usual;
}
