import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import { clockTime } from '../time/format.ts';
import { timeOf } from '../time/wall-time.ts';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './agenda.module.css';
import { byHour } from './agenda.rules.ts';
import { AgendaRow } from './agenda-row.tsx';
import { columnsOf } from './columns.ts';
import { EmptyDay } from './empty-day.tsx';
import { PlacesLeft } from './hour-rail.tsx';
import { useMoves } from './moves.tsx';
import { useDays, useNeighbours } from './use-days.ts';

type Grouping = 'hour' | 'employee';
const GROUPINGS: readonly Grouping[] = ['hour', 'employee'];

/** A day as a list: everything that the board can do, without a board. */
export function AgendaView({
  date,
  showOff,
}: {
  readonly date: string;
  readonly showOff: boolean;
}): ReactNode {
  const words = useWords();
  const { refusals } = useMoves();
  const [grouping, setGrouping] = useState<Grouping>('hour');
  const days = useDays({ start_date: date, end_date: date }, showOff);
  useNeighbours(date, !days.isLoading);
  const { items, hours, employees } = days;
  const groups = useMemo(
    () =>
      grouping === 'hour'
        ? byHour(hours, items).map(({ start, hour, items: ofHour }) => ({
            key: String(start),
            title: clockTime(timeOf(start)),
            hour,
            items: ofHour,
          }))
        : columnsOf(employees, items, words.board.unassigned)
            .filter((column) => column.items.length > 0)
            .map((column) => ({
              key: column.employee_id ?? '',
              title: column.name,
              hour: undefined,
              items: column.items,
            })),
    [grouping, hours, items, employees, words],
  );
  if (days.error) return <ErrorMessage error={days.error} onRetry={days.retry} />;
  if (days.isLoading) return <Loading lines={8} />;
  return (
    <>
      <fieldset className={styles.grouping}>
        <legend>{words.board.groupBy}</legend>
        {GROUPINGS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="grouping"
              checked={grouping === each}
              onChange={() => setGrouping(each)}
            />
            {words.board.groupings[each]}
          </label>
        ))}
      </fieldset>
      {items.length === 0 && <EmptyDay date={date} />}
      <div data-column="" className={styles.groups}>
        {groups.map(({ key, title, hour, items: inGroup }) => (
          <section key={key} className={styles.group}>
            <div className={styles.head}>
              <h3>{title}</h3>
              {hour ? (
                <PlacesLeft hour={hour} />
              ) : (
                <p>{words.board.appointments(inGroup.length)}</p>
              )}
            </div>
            {inGroup.length > 0 && (
              <ol>
                {inGroup.map((item) => (
                  <AgendaRow
                    key={item.id}
                    item={item}
                    refusal={refusals.get(item.id)}
                    shows={grouping === 'hour' ? 'employee' : 'nothing'}
                  />
                ))}
              </ol>
            )}
          </section>
        ))}
      </div>
    </>
  );
}
