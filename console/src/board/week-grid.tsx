import { type ReactNode, useMemo } from 'react';
import { isAwaited } from '../api.ts';
import { clockTime } from '../time/format.ts';
import { minutesOf, timeOf } from '../time/wall-time.ts';
import { useWords } from '../words/use-words.tsx';
import type { Hold, Target } from './drag.tsx';
import { Frame } from './frame.tsx';
import { Ghost } from './ghost.tsx';
import { groupedBy } from './grouped-by.rules.ts';
import type { useDays } from './use-days.ts';
import { useDragBoard } from './use-drag-board.ts';
import { WeekDay } from './week-day.tsx';
import styles from './week-grid.module.css';

const DAY_REM = 8.5;

interface WeekGridProps {
  readonly dates: readonly string[];
  readonly days: ReturnType<typeof useDays>;
}

/** A week: a column per day, its hours below each other with what begins in them. */
export function WeekGrid({ dates, days }: WeekGridProps): ReactNode {
  const words = useWords();
  const live = useMemo(() => ({ items: days.items, hours: days.hours }), [days.items, days.hours]);
  const { scroller, grid, drag, dragged, draggedId, refusals, still, shown } = useDragBoard(
    live,
    targetOf,
  );
  const { items, hours } = still;
  const ofDates = useMemo(() => {
    const itemsOn = groupedBy(items, (item) => item.scheduled_date);
    const hoursOn = groupedBy(hours, (hour) => hour.date);
    return dates.map((date) => ({
      date,
      items: itemsOn.get(date) ?? [],
      hours: hoursOn.get(date) ?? [],
    }));
  }, [dates, items, hours]);
  const starts = Array.from(
    { length: (shown.end - shown.start) / 60 },
    (_, hour) => shown.start + hour * 60,
  );

  function targetOf({ item, to }: Hold): Target | undefined {
    const board = grid.current?.getBoundingClientRect();
    const cell = document
      .elementsFromPoint(to.x, to.y)
      .map((element) => element.closest<HTMLElement>('[data-hour]'))
      .find((element) => element !== null);
    if (board === undefined || cell === undefined || !isAwaited(item.status)) return undefined;
    const { date = '', hour = '' } = cell.dataset;
    const box = cell.getBoundingClientRect();
    const start = minutesOf(item.scheduled_time);
    const minutes = Number(hour) + (start % 60);
    return {
      place: {
        date,
        time: minutes === start ? item.scheduled_time : timeOf(minutes),
        employee_id: item.assigned_employee_id,
        employee_name: item.employee_name,
      },
      left: box.left - board.left,
      top: box.top - board.top,
      width: box.width,
      height: box.height,
    };
  }

  return (
    <Frame
      label={words.board.weekBoard}
      className={styles.edges}
      scroller={scroller}
      grid={grid}
      style={{
        minWidth: `calc(var(--rail) + ${dates.length * DAY_REM}rem)`,
        gridTemplateColumns: `var(--rail) repeat(${dates.length}, minmax(${DAY_REM}rem, 1fr))`,
        gridTemplateRows: `auto repeat(${starts.length}, minmax(3.5rem, auto))`,
      }}
    >
      <div className={styles.times} aria-hidden="true">
        <span className={styles.corner} />
        {starts.map((start) => (
          <span key={start}>{clockTime(timeOf(start))}</span>
        ))}
      </div>
      {ofDates.map((day) => (
        <WeekDay
          key={day.date}
          {...day}
          shown={shown}
          isToday={day.date === days.facts.now.date}
          refusals={refusals}
          draggedId={day.date === dragged?.scheduled_date ? draggedId : undefined}
          startDrag={drag.onPointerDown}
        />
      ))}
      <Ghost store={drag.store} facts={days.facts} />
    </Frame>
  );
}
