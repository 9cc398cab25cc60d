import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type AppointmentListItem, isRefusal } from '../api.ts';
import { listQuery } from '../appointments/appointments.queries.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, ErrorMessage, Loading } from '../ui/states.tsx';
import { useNarrow } from '../ui/use-narrow.ts';
import { useWords } from '../words/use-words.tsx';
import { AppointmentCards } from './appointment-cards.tsx';
import styles from './appointment-list.module.css';
import { AppointmentTable } from './appointment-table.tsx';
import { BulkConfirm } from './bulk-confirm.tsx';
import { ExportButton } from './export-button.tsx';
import { changed, filterOf, isFiltered } from './list-filter.ts';
import { ListFilters } from './list-filters.tsx';
import type { ListSearch } from './list-search.ts';
import { Pager } from './pager.tsx';
import { useSelection } from './use-selection.ts';

const route = getRouteApi('/inside/appointments');

/** Every appointment, found by filters that live in the address. */
export function AppointmentList(): ReactNode {
  const words = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const selection = useSelection();
  const [filled, setFilled] = useState(0);

  function change(entries: { [Name in keyof ListSearch]?: string }, replace = false): void {
    void navigate({ search: (before) => changed(before, entries), replace, resetScroll: false });
  }

  function clear(): void {
    setFilled((times) => times + 1);
    void navigate({ search: ({ ordering }) => (ordering === undefined ? {} : { ordering }) });
  }

  return (
    <Page
      wide
      title={words.common.navigation.appointments}
      actions={<ExportButton search={search} />}
    >
      <ListFilters
        key={filled}
        search={search}
        onChange={change}
        onClear={clear}
        wasCleared={filled > 0}
      />
      <BulkConfirm selection={selection} />
      <Results
        search={search}
        selection={selection}
        onSort={(ordering) => change({ ordering })}
        onClear={clear}
      />
    </Page>
  );
}

interface ResultsProps {
  readonly search: ListSearch;
  readonly selection: ReturnType<typeof useSelection>;
  readonly onSort: (ordering: string) => void;
  readonly onClear: () => void;
}

function Results({ search, selection, onSort, onClear }: ResultsProps): ReactNode {
  const words = useWords();
  const narrow = useNarrow();
  const list = useQuery({ ...listQuery(filterOf(search)), placeholderData: keepPreviousData });

  if (isRefusal(list.error, 'invalid_page') && search.page !== undefined)
    return <Navigate to="/appointments" search={changed(search, {})} replace />;
  if (list.isError && list.data === undefined)
    return <ErrorMessage error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Loading lines={8} />;

  const { count, results } = list.data;
  const rows: readonly AppointmentListItem[] = results;
  return (
    <div className={styles.results} aria-busy={list.isPlaceholderData}>
      <p role="status" className={styles.found}>
        {words.lists.found(count)}
      </p>
      {list.isError && <ErrorMessage error={list.error} onRetry={() => void list.refetch()} />}
      {count === 0 && <NothingFound search={search} onClear={onClear} />}
      {count > 0 && narrow && <AppointmentCards rows={rows} selection={selection} />}
      {count > 0 && !narrow && (
        <AppointmentTable
          rows={rows}
          ordering={search.ordering}
          selection={selection}
          onSort={onSort}
        />
      )}
      <Pager search={search} count={count} />
    </div>
  );
}

function NothingFound({ search, onClear }: Pick<ResultsProps, 'search' | 'onClear'>): ReactNode {
  const words = useWords();
  if (isFiltered(search))
    return (
      <Empty title={words.lists.emptyFiltered}>
        <Button onClick={onClear}>{words.lists.clear}</Button>
      </Empty>
    );
  return (
    <Empty title={words.lists.empty}>
      <Link to="/book">{words.lists.book}</Link>
    </Empty>
  );
}
