import { Link } from '@tanstack/react-router';
import { memo, type ReactNode, useId, useMemo } from 'react';
import type { AppointmentListItem } from '../api.ts';
import type { Hour } from '../availability/room.rules.ts';
import { clockTime, percent, shortDate } from '../time/format.ts';
import type { Span } from '../time/spans.ts';
import { timeOf } from '../time/wall-time.ts';
import states from '../ui/states.module.css';
import { useWords } from '../words/use-words.tsx';
import type { StartDrag } from './card-handlers.tsx';
import { Chip } from './chip.tsx';
import { LoadBar } from './load-bar.tsx';
import { type Cell, cellsOf, loadOf } from './week.rules.ts';
import styles from './week-grid.module.css';

/** So many cards stand in an hour; the rest are on the day. */
const MOST_CHIPS = 4;

interface WeekDayProps {
  readonly date: string;
  readonly items: readonly AppointmentListItem[];
  readonly hours: readonly Hour[];
  readonly shown: Span;
  readonly isToday: boolean;
  readonly refusals: ReadonlyMap<string, readonly string[]>;
  readonly draggedId: string | undefined;
  readonly startDrag: StartDrag;
}

/** A day of the week. */
export const WeekDay = memo(function WeekDay(props: WeekDayProps): ReactNode {
  const { date, items, hours, shown, isToday, refusals, draggedId, startDrag } = props;
  const words = useWords();
  const heading = useId();
  const cells = useMemo(() => cellsOf(shown, items, hours), [shown, items, hours]);
  const load = useMemo(() => loadOf(items, hours), [items, hours]);
  return (
    <section className={styles.day} aria-labelledby={heading} data-today={isToday || undefined}>
      <div className={styles.head}>
        <h3 id={heading}>
          <Link to="/board" search={{ date }}>
            {shortDate(date)}
          </Link>
        </h3>
        <p>{words.board.appointments(load.appointments)}</p>
        <LoadBar share={load.share} />
        <p>
          {load.share === undefined ? words.board.closed : words.board.used(percent(load.share))}
        </p>
      </div>
      <ol data-column={date} className={styles.hours}>
        {cells.map((cell) => (
          <li
            key={cell.start}
            className={styles.cell}
            data-date={date}
            data-hour={cell.start}
            data-room={cell.room.kind === 'open' && cell.room.left === 0 ? 'full' : cell.room.kind}
          >
            <p className={styles.room}>
              <span className={states.hidden}>{clockTime(timeOf(cell.start))} </span>
              {roomText(cell, words)}
            </p>
            {cell.items.length > 0 && (
              <ul className={styles.chips}>
                {cell.items
                  .filter((item, at) => at < MOST_CHIPS || refusals.has(item.id))
                  .map((item) => (
                    <Chip
                      key={item.id}
                      item={item}
                      refusal={refusals.get(item.id)}
                      isDragged={item.id === draggedId}
                      startDrag={startDrag}
                    />
                  ))}
              </ul>
            )}
            {cell.items.length > MOST_CHIPS && (
              <Link to="/board" search={{ date }} className={styles.more}>
                {words.board.more(cell.items.length - MOST_CHIPS)}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
});

function roomText({ room }: Cell, words: ReturnType<typeof useWords>): string {
  if (room.kind === 'blocked') return words.board.blocked;
  if (room.kind === 'closed') return '';
  return room.left === 0 ? words.board.full : words.board.left(room.left, room.places);
}
