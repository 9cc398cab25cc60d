import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { APPOINTMENT_TYPES, STATUSES } from '../api.ts';
import { employeesQuery } from '../appointments/appointments.queries.ts';
import { Button } from '../ui/button.tsx';
import { useDateDraft } from '../ui/date-draft.ts';
import { SelectField, TextField } from '../ui/field.tsx';
import { useNarrow } from '../ui/use-narrow.ts';
import { useWords } from '../words/use-words.tsx';
import { countFilters, isFiltered, SORTS, USUAL_ORDERING } from './list-filter.ts';
import styles from './list-filters.module.css';
import type { ListSearch } from './list-search.ts';

type Change = { [Name in keyof ListSearch]?: string };

interface Filtering {
  readonly search: ListSearch;
  /** `replace` keeps the browser's history free of every letter that was typed. */
  readonly onChange: (change: Change, replace?: boolean) => void;
}

interface ListFiltersProps extends Filtering {
  readonly onClear: () => void;
  /** The button that cleared them is gone: the focus goes to the search. */
  readonly wasCleared: boolean;
}

/** Search and filters of the list; on a phone all but the search fold away, with the order. */
export function ListFilters(props: ListFiltersProps): ReactNode {
  const { search, onChange, onClear, wasCleared } = props;
  const words = useWords();
  const narrow = useNarrow();
  const more = <MoreFilters search={search} onChange={onChange} />;
  return (
    <search className={styles.filters} aria-label={words.lists.filters}>
      <SearchField search={search} onChange={onChange} takesFocus={wasCleared} />
      {narrow ? (
        <details className={styles.fold}>
          <summary>{words.lists.moreFilters(countFilters(search))}</summary>
          <div className={styles.folded}>
            {more}
            <SortField search={search} onChange={onChange} />
          </div>
        </details>
      ) : (
        more
      )}
      {isFiltered(search) && (
        <div className={styles.clear}>
          <Button look="quiet" onClick={onClear}>
            {words.lists.clear}
          </Button>
        </div>
      )}
    </search>
  );
}

const PAUSE_MS = 300;

function SearchField({
  search,
  onChange,
  takesFocus,
}: Filtering & { readonly takesFocus: boolean }): ReactNode {
  const words = useWords();
  const asked = search.q ?? '';
  const [typed, setTyped] = useState(asked);
  // What the address says by our own doing; anything else came from the browser's buttons.
  const sent = useRef(asked);
  const send = useRef(onChange);
  send.current = onChange;

  useEffect(() => {
    if (asked === sent.current) return;
    sent.current = asked;
    setTyped(asked);
  }, [asked]);

  useEffect(() => {
    const q = typed.trim();
    if (q === sent.current) return;
    const timer = setTimeout(() => {
      const isMore = sent.current !== '';
      sent.current = q;
      send.current({ q }, isMore);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    <div className={styles.search}>
      <TextField
        type="search"
        label={words.lists.search}
        placeholder={words.lists.searchHint}
        autoFocus={takesFocus}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}

function MoreFilters({ search, onChange }: Filtering): ReactNode {
  const words = useWords();
  const employees = useQuery(employeesQuery);
  const { common, lists } = words;
  return (
    <>
      <SelectField
        label={common.status}
        value={search.status ?? ''}
        onChange={(event) => onChange({ status: event.target.value })}
      >
        <option value="">{common.all}</option>
        {STATUSES.map((status) => (
          <option key={status} value={status}>
            {common.statuses[status]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={common.type}
        value={search.appointment_type ?? ''}
        onChange={(event) => onChange({ appointment_type: event.target.value })}
      >
        <option value="">{common.all}</option>
        {APPOINTMENT_TYPES.map((type) => (
          <option key={type} value={type}>
            {common.types[type]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={common.employee}
        value={search.employee_id ?? ''}
        onChange={(event) => onChange({ employee_id: event.target.value })}
      >
        <option value="">{common.all}</option>
        {employees.data?.map(({ id, full_name }) => (
          <option key={id} value={id}>
            {full_name}
          </option>
        ))}
      </SelectField>
      <DateFilter
        label={lists.from}
        value={search.start_date}
        onDate={(start_date) => onChange({ start_date })}
      />
      <DateFilter
        label={lists.to}
        value={search.end_date}
        onDate={(end_date) => onChange({ end_date })}
      />
    </>
  );
}

function SortField({ search, onChange }: Filtering): ReactNode {
  const { lists } = useWords();
  return (
    <SelectField
      label={lists.sort}
      value={search.ordering ?? USUAL_ORDERING}
      onChange={(event) => onChange({ ordering: event.target.value })}
    >
      <option value={SORTS.when[0]}>{lists.sorts.newest}</option>
      <option value={SORTS.when[1]}>{lists.sorts.oldest}</option>
      <option value={SORTS.type[0]}>{lists.sorts.type}</option>
      <option value={SORTS.status[0]}>{lists.sorts.status}</option>
      {!KNOWN.includes(search.ordering ?? USUAL_ORDERING) && (
        <option value={search.ordering}>–</option>
      )}
    </SelectField>
  );
}

const KNOWN: readonly string[] = [...SORTS.when, SORTS.type[0], SORTS.status[0]];

interface DateFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onDate: (date: string) => void;
}

function DateFilter({ label, value = '', onDate }: DateFilterProps): ReactNode {
  const typed = useDateDraft(value, onDate, { mayBeEmpty: true });
  return <TextField type="date" label={label} {...typed} />;
}
