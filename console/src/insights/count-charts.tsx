import type { ReactNode } from 'react';
import { type AnswerOf, APPOINTMENT_TYPES, STATUSES } from '../api.ts';
import { count, duration, percent } from '../time/format.ts';
import { statusName, typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import { ChartCard } from './chart-card.tsx';
import styles from './count-charts.module.css';

type Insights = AnswerOf<'getInsights'>;

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly look?: string | undefined;
}

export function StatusChart({ counts }: { readonly counts: Insights['by_status'] }): ReactNode {
  const words = useWords();
  const { common, insights } = words;
  const bars = ordered(counts, ({ status }) => status, STATUSES).map((each) => ({
    name: statusName(each.status, words),
    value: each.count,
    look: styles[each.status],
  }));
  return <SharesChart title={insights.byStatus} head={common.status} bars={bars} />;
}

export function TypeChart({ counts }: { readonly counts: Insights['by_type'] }): ReactNode {
  const words = useWords();
  const { common, insights } = words;
  const bars = ordered(counts, (each) => each.appointment_type, APPOINTMENT_TYPES).map((each) => ({
    name: typeName(each.appointment_type, words),
    value: each.count,
  }));
  return <SharesChart title={insights.byType} head={common.type} bars={bars} />;
}

export function EmployeeChart({
  employees,
}: {
  readonly employees: Insights['employees'];
}): ReactNode {
  const { common, insights } = useWords();
  const sorted = employees.toSorted((one, other) => other.completed - one.completed);
  return (
    <ChartCard
      title={insights.perEmployee}
      heads={[common.employee, insights.completed, insights.timeSpent, insights.bookedTime]}
      rows={sorted.map((each) => [
        each.employee_name,
        count(each.completed),
        duration(Math.round(each.duration_seconds / 60)),
        duration(each.booked_minutes),
      ])}
    >
      <Bars
        bars={sorted.map((each) => ({
          name: each.employee_name,
          value: each.completed,
          look: styles.completed,
        }))}
      />
    </ChartCard>
  );
}

function SharesChart({
  title,
  head,
  bars,
}: {
  readonly title: string;
  readonly head: string;
  readonly bars: readonly Bar[];
}): ReactNode {
  const { insights } = useWords();
  const total = bars.reduce((sum, { value }) => sum + value, 0);
  return (
    <ChartCard
      title={title}
      note={insights.total(total)}
      heads={[head, insights.count, '%']}
      rows={
        total === 0
          ? []
          : bars.map(({ name, value }) => [name, count(value), percent(value / total)])
      }
    >
      <Bars bars={bars} />
    </ChartCard>
  );
}

/** Bars beside each other's names; the numbers stand beside them, so nothing hangs on colour. */
function Bars({ bars }: { readonly bars: readonly Bar[] }): ReactNode {
  const longest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul className={styles.bars}>
      {bars.map(({ name, value, look = '' }) => (
        <li key={name}>
          <span className={styles.name}>{name}</span>
          <span className={styles.track} data-drawn="" aria-hidden="true">
            <span
              className={`${styles.bar} ${look}`}
              style={{ width: `${(value / longest) * 100}%` }}
            />
          </span>
          <span className={styles.value}>{count(value)}</span>
        </li>
      ))}
    </ul>
  );
}

/** In the usual order; what has none comes last. */
function ordered<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  order: readonly string[],
): Row[] {
  const place = (row: Row): number =>
    (order.indexOf(keyOf(row)) + order.length + 1) % (order.length + 1);
  return rows.toSorted((one, other) => place(one) - place(other));
}
