import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { dayOfMonth, longDate, monthName, weekdayName } from '../time/format.ts';
import { addDays, firstOfMonth, weekday, weeksOfMonth } from '../time/wall-time.ts';
import { Button } from '../ui/button.tsx';
import states from '../ui/states.module.css';
import { useWords } from '../words/use-words.tsx';
import styles from './month-grid.module.css';

export interface DayFacts {
  readonly state: 'free' | 'full' | 'closed' | 'past' | 'unknown';
  readonly places: number;
}

interface MonthGridProps {
  /** Any date of the month that is shown. */
  readonly month: string;
  readonly onMonth: (month: string) => void;
  readonly today: string;
  /** The last date that can be reached. */
  readonly lastDate: string;
  readonly selected: string | undefined;
  readonly onSelect: (date: string) => void;
  readonly factsOf: (date: string) => DayFacts;
}

/** A month to choose a day from: a date grid by the keyboard pattern of ARIA's practices. */
export function MonthGrid({ month, onMonth, today, lastDate, ...rest }: MonthGridProps): ReactNode {
  const { selected, onSelect, factsOf } = rest;
  const words = useWords().availability;
  const heading = useId();
  const table = useRef<HTMLTableElement>(null);
  // Where the arrow keys have led; the mouse leaves it alone.
  const [cursor, setCursor] = useState<string>();
  const first = firstOfMonth(month);
  const weeks = weeksOfMonth(month);
  const days = weeks.flat().filter((date) => firstOfMonth(date) === first);
  const isEarliest = first <= firstOfMonth(today);
  const isLatest = firstOfMonth(month, 1) > lastDate;
  const tabStop =
    [cursor, selected, days.find((date) => factsOf(date).state === 'free')].find(
      (date) => date !== undefined && days.includes(date),
    ) ?? first;

  useEffect(() => {
    if (cursor !== undefined)
      table.current?.querySelector<HTMLElement>(`[data-date="${cursor}"]`)?.focus();
  }, [cursor]);

  function go(event: KeyboardEvent, date: string): void {
    const target = dateOfKey(event.key, date);
    if (target === undefined) return;
    event.preventDefault();
    const bounded = [target < today ? today : target, lastDate].sort()[0] ?? today;
    setCursor(bounded);
    if (firstOfMonth(bounded) !== first) onMonth(firstOfMonth(bounded));
  }

  function turn(months: number): void {
    setCursor(undefined);
    onMonth(firstOfMonth(month, months));
  }

  return (
    <div className={styles.month}>
      <div className={styles.head}>
        <Button
          small
          disabled={isEarliest}
          onClick={() => turn(-1)}
          aria-label={words.previousMonth}
        >
          <span aria-hidden="true">‹</span>
        </Button>
        <h3 id={heading} aria-live="polite">
          {monthName(month)}
        </h3>
        <Button small disabled={isLatest} onClick={() => turn(1)} aria-label={words.nextMonth}>
          <span aria-hidden="true">›</span>
        </Button>
      </div>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA builds date grids on tables
        role="grid"
        aria-labelledby={heading}
        aria-describedby={`${heading}-keys`}
        ref={table}
        className={styles.grid}
      >
        <thead>
          <tr>
            {weeks[0]?.map((date) => (
              <th key={date} scope="col" abbr={weekdayName(date, 'long')}>
                <span aria-hidden="true">{weekdayName(date)}</span>
                <span className={states.hidden}>{weekdayName(date, 'long')}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((date) =>
                firstOfMonth(date) === first ? (
                  <Day
                    key={date}
                    date={date}
                    facts={factsOf(date)}
                    isToday={date === today}
                    isSelected={date === selected}
                    isTabStop={date === tabStop}
                    onSelect={onSelect}
                    onKeyDown={go}
                  />
                ) : (
                  <td key={date} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p id={`${heading}-keys`} className={states.hidden}>
        {words.monthHint}
      </p>
    </div>
  );
}

function Day(day: {
  readonly date: string;
  readonly facts: DayFacts;
  readonly isToday: boolean;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly onSelect: (date: string) => void;
  readonly onKeyDown: (event: KeyboardEvent, date: string) => void;
}): ReactNode {
  const { date, facts, isSelected } = day;
  const words = useWords();
  const { availability } = words;
  const { state, places } = facts;
  const said = {
    free: availability.places(places),
    full: availability.dayFull,
    closed: availability.dayClosed,
    past: availability.dayPast,
    unknown: availability.dayUnknown,
  }[state];
  const name = [longDate(date), day.isToday && words.common.today, said].filter(Boolean).join(', ');
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the role of a date grid's cells
    <td role="gridcell" aria-selected={isSelected}>
      <button
        type="button"
        data-date={date}
        tabIndex={day.isTabStop ? 0 : -1}
        aria-label={name}
        aria-disabled={state !== 'free' || undefined}
        aria-current={day.isToday ? 'date' : undefined}
        className={[styles.day, styles[state], places > 0 && places <= 3 && styles.few]
          .filter(Boolean)
          .join(' ')}
        onKeyDown={(event) => day.onKeyDown(event, date)}
        onClick={() => {
          if (state === 'free') day.onSelect(date);
        }}
      >
        <span className={styles.number}>{dayOfMonth(date)}</span>
        <span className={styles.places}>
          {state === 'free' && (
            <>
              <span className={styles.long}>{availability.placesShort(places)}</span>
              <span className={styles.brief}>{places}</span>
            </>
          )}
          {state === 'full' && availability.dayFullShort}
          {state === 'closed' && '–'}
        </span>
      </button>
    </td>
  );
}

function dateOfKey(key: string, date: string): string | undefined {
  switch (key) {
    case 'ArrowLeft':
      return addDays(date, -1);
    case 'ArrowRight':
      return addDays(date, 1);
    case 'ArrowUp':
      return addDays(date, -7);
    case 'ArrowDown':
      return addDays(date, 7);
    case 'Home':
      return addDays(date, 1 - weekday(date));
    case 'End':
      return addDays(date, 7 - weekday(date));
    case 'PageUp':
      return inMonth(date, -1);
    case 'PageDown':
      return inMonth(date, 1);
    default:
      return undefined;
  }
}

/** The same day of a month nearby, or its last one. */
function inMonth(date: string, months: number): string {
  const last = addDays(firstOfMonth(date, months + 1), -1);
  const same = `${last.slice(0, 8)}${date.slice(8)}`;
  return same > last ? last : same;
}
