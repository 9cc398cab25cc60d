import type { ReactNode } from 'react';
import type { AnswerOf } from '../api.ts';
import { count, duration, percent, shortDate } from '../time/format.ts';
import { useWords } from '../words/use-words.tsx';
import { ChartCard } from './chart-card.tsx';
import { labelledEvery, sharesOf, topOf } from './utilisation.ts';
import styles from './utilisation-chart.module.css';

type Day = AnswerOf<'getInsights'>['days'][number];

/** A column per day: how much of the workshop's places was booked. */
export function UtilisationChart({ days }: { readonly days: readonly Day[] }): ReactNode {
  const { insights } = useWords();
  const { shares, average, highest } = sharesOf(days);
  const top = topOf(shares);
  const every = labelledEvery(days.length);
  const summary =
    highest === undefined
      ? insights.noCapacity
      : insights.utilisationSummary(
          percent(average),
          percent(highest.share),
          shortDate(highest.date),
        );
  const rows = days.map((day, index) => {
    const share = shares[index];
    return [
      shortDate(day.date),
      count(day.appointments),
      duration(day.booked_minutes),
      duration(day.capacity_minutes),
      share === undefined ? '–' : percent(share),
      count(day.cancelled),
      count(day.no_show),
    ];
  });
  return (
    <ChartCard
      isWide
      title={insights.utilisation}
      note={`${insights.utilisationNote}. ${summary}`}
      heads={[
        insights.day,
        insights.appointments,
        insights.booked,
        insights.capacity,
        insights.share,
        insights.cancelled,
        insights.missed,
      ]}
      rows={rows}
    >
      <div className={styles.chart} role="img" aria-label={`${insights.utilisation}: ${summary}`}>
        <div className={styles.scale}>
          <span>{percent(top)}</span>
          <span>{percent(top / 2)}</span>
          <span>{percent(0)}</span>
        </div>
        <div className={styles.columns} data-drawn="">
          {days.map((day, index) => {
            const share = shares[index];
            const text = share === undefined ? '–' : percent(share);
            return (
              <div
                key={day.date}
                className={styles.column}
                title={`${shortDate(day.date)}: ${text}`}
              >
                <div className={share === undefined ? styles.closed : styles.track}>
                  {share !== undefined && (
                    <div
                      className={share > 1 ? styles.over : styles.bar}
                      style={{ height: `${(share / top) * 100}%` }}
                    />
                  )}
                </div>
                {index % every === 0 && <span className={styles.label}>{shortDate(day.date)}</span>}
                {index > 0 && index === days.length - 1 && (
                  <span className={styles.last}>{shortDate(day.date)}</span>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </ChartCard>
  );
}
