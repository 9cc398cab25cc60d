import { type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import { isAwaited } from '../api.ts';
import { minutesOf, timeOf } from '../time/wall-time.ts';
import { useWords } from '../words/use-words.tsx';
import { Bands } from './bands.tsx';
import { type ColumnData, columnsOf } from './columns.ts';
import { DayColumn, lanesOf } from './day-column.tsx';
import styles from './day-grid.module.css';
import { snapped } from './day-grid.rules.ts';
import type { Hold, Target } from './drag.tsx';
import { Frame } from './frame.tsx';
import { Ghost } from './ghost.tsx';
import { HourRail } from './hour-rail.tsx';
import { lanesNeeded } from './lanes.rules.ts';
import { NowLine } from './now-line.tsx';
import { PX_PER_MINUTE } from './scale.ts';
import type { useDays } from './use-days.ts';
import { useDragBoard } from './use-drag-board.ts';

const COLUMN_REM = 8.5;
const LANE_REM = 6.5;
const MOST_LANES = 6;

interface DayGridProps {
  readonly date: string;
  readonly days: ReturnType<typeof useDays>;
}

/** The board of one day. */
export function DayGrid({ date, days }: DayGridProps): ReactNode {
  const words = useWords();
  const { scroller, grid, drag, dragged, draggedId, refusals, still, shown } = useDragBoard(
    useShown(days),
    targetOf,
  );
  const { items, hours, employees } = still;
  const columns = useMemo(
    () => columnsOf(employees, items, words.board.unassigned),
    [employees, items, words],
  );
  const widths = useMemo(() => columns.map(widthOf), [columns]);

  function targetOf({ item, card, from, to, scrolled }: Hold): Target | undefined {
    const board = grid.current?.getBoundingClientRect();
    const elements = grid.current?.querySelectorAll<HTMLElement>('[data-column]') ?? [];
    const boxes = [...elements].map((element) => element.getBoundingClientRect());
    const inside = boxes.findIndex(({ left, right }) => to.x >= left && to.x < right);
    const at =
      inside >= 0 || boxes.length === 0
        ? inside
        : to.x < (boxes[0]?.left ?? 0)
          ? 0
          : boxes.length - 1;
    const column = columns[at];
    const box = boxes[at];
    if (board === undefined || column === undefined || box === undefined) return undefined;
    const start = minutesOf(item.scheduled_time);
    const draggedBy = (to.y - from.y + scrolled.y) / PX_PER_MINUTE;
    const minutes = isAwaited(item.status) ? snapped(start, draggedBy, shown) : start;
    const time = minutes === start ? item.scheduled_time : timeOf(minutes);
    return {
      place: { date, time, employee_id: column.employee_id, employee_name: nameOf(column) },
      left: box.left - board.left,
      top: box.top - board.top + (minutes - shown.start) * PX_PER_MINUTE,
      width: box.width,
      height: card.height,
    };
  }

  const { now } = days.facts;
  const opensAt = now.date === date ? minutesOf(now.time) : firstStart(items, shown.start);
  useScrollTo(scroller, (opensAt - shown.start) * PX_PER_MINUTE);

  return (
    <Frame
      label={words.board.dayBoard}
      className={styles.edges}
      scroller={scroller}
      grid={grid}
      style={{
        gridTemplateColumns: `var(--rail) ${widths.map((rem) => `minmax(${rem}rem, 1fr)`).join(' ')}`,
        // Said in so many words: the hours keep to the left edge of all of it.
        minWidth: `calc(var(--rail) + ${widths.reduce((sum, rem) => sum + rem, 0)}rem)`,
      }}
    >
      <Bands date={date} hours={hours} shown={shown} now={now} />
      <HourRail date={date} hours={hours} shown={shown} />
      {columns.map((column) => (
        <DayColumn
          key={column.employee_id}
          column={column}
          shown={shown}
          refusals={refusals}
          draggedId={column.employee_id === dragged?.assigned_employee_id ? draggedId : undefined}
          startDrag={drag.onPointerDown}
        />
      ))}
      <NowLine date={date} shown={shown} />
      <Ghost store={drag.store} facts={days.facts} />
    </Frame>
  );
}

function useShown({ items, hours, employees }: DayGridProps['days']) {
  return useMemo(() => ({ items, hours, employees }), [items, hours, employees]);
}

/** In rem: room for whatever runs side by side. */
function widthOf({ items }: ColumnData): number {
  return Math.max(COLUMN_REM, Math.min(MOST_LANES, lanesNeeded(lanesOf(items))) * LANE_REM);
}

/** Once, when the day is opened: from then on the view belongs to who looks at it. */
function useScrollTo(scroller: RefObject<HTMLElement | null>, top: number): void {
  const first = useRef(top);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = first.current - element.clientHeight / 4;
  }, [scroller]);
}

function nameOf({ employee_id, name }: { employee_id: string | null; name: string }): string {
  return employee_id === null ? '' : name;
}

function firstStart(items: readonly { readonly scheduled_time: string }[], otherwise: number) {
  if (items.length === 0) return otherwise;
  return Math.min(...items.map((item) => minutesOf(item.scheduled_time)));
}
