import { memo, type ReactNode, useId, useMemo } from 'react';
import type { AppointmentListItem } from '../api.ts';
import type { Span } from '../time/spans.ts';
import { useWords } from '../words/use-words.tsx';
import { Card } from './card.tsx';
import type { StartDrag } from './card-handlers.tsx';
import type { ColumnData } from './columns.ts';
import styles from './day-grid.module.css';
import { drawnSpanOf } from './day-grid.rules.ts';
import { inLanes, type Lane } from './lanes.rules.ts';
import { PX_PER_MINUTE } from './scale.ts';

interface DayColumnProps {
  readonly column: ColumnData;
  readonly shown: Span;
  readonly refusals: ReadonlyMap<string, readonly string[]>;
  readonly draggedId: string | undefined;
  readonly startDrag: StartDrag;
}

export function lanesOf(items: readonly AppointmentListItem[]): Lane<AppointmentListItem>[] {
  return inLanes(items, drawnSpanOf);
}

/** What one employee has to do, or nobody yet. */
export const DayColumn = memo(function DayColumn(props: DayColumnProps): ReactNode {
  const { column, shown, refusals, draggedId, startDrag } = props;
  const words = useWords();
  const heading = useId();
  const lanes = useMemo(() => lanesOf(column.items), [column.items]);
  return (
    <section className={styles.column} aria-labelledby={heading}>
      <div className={styles.head} data-unassigned={column.employee_id === null || undefined}>
        <h3 id={heading}>{column.name}</h3>
        <p>{words.board.appointments(column.items.length)}</p>
      </div>
      <ol
        data-column={column.employee_id ?? ''}
        className={styles.cards}
        style={{ height: (shown.end - shown.start) * PX_PER_MINUTE }}
      >
        {lanes.map(({ of, lane, lanes: count, wide }) => {
          const { start, end } = drawnSpanOf(of);
          return (
            <Card
              key={of.id}
              item={of}
              refusal={refusals.get(of.id)}
              startDrag={startDrag}
              isDragged={of.id === draggedId}
              top={(start - shown.start) * PX_PER_MINUTE}
              height={(end - start) * PX_PER_MINUTE}
              left={lane / count}
              width={wide / count}
            />
          );
        })}
      </ol>
    </section>
  );
});
