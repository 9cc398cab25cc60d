import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.tsx';
import { changed } from './list-filter.ts';
import type { ListSearch } from './list-search.ts';
import styles from './pager.module.css';

const PAGE_SIZE = 20;

/** Leads to the page before and after; nothing where one page is all. */
export function Pager({
  search,
  count,
}: {
  readonly search: ListSearch;
  readonly count: number;
}): ReactNode {
  const words = useWords();
  const pages = Math.max(1, Math.ceil(count / PAGE_SIZE));
  const page = Math.min(Number(search.page ?? 1), pages);
  if (pages === 1) return null;
  const to = (number: number, label: string): ReactNode =>
    number >= 1 && number <= pages ? (
      <Link
        to="/appointments"
        search={{ ...changed(search, {}), ...(number === 1 ? {} : { page: String(number) }) }}
        activeOptions={{ exact: true }}
        className={styles.step}
      >
        {label}
      </Link>
    ) : (
      <span className={`${styles.step} ${styles.off}`} aria-hidden="true">
        {label}
      </span>
    );
  return (
    <nav className={styles.pager} aria-label={words.lists.pages}>
      {to(page - 1, words.common.previous)}
      <span>{words.common.page(page, pages)}</span>
      {to(page + 1, words.common.next)}
    </nav>
  );
}
