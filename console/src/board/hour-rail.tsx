import { memo, type ReactNode } from 'react';
import type { Hour } from '../availability/room.rules.ts';
import { clockTime, timeRange } from '../time/format.ts';
import { hourSpan, type Span } from '../time/spans.ts';
import { timeOf } from '../time/wall-time.ts';
import { useWords } from '../words/use-words.tsx';
import { closedHours } from './day-grid.rules.ts';
import styles from './hour-rail.module.css';
import { LoadBar } from './load-bar.tsx';
import { NowMark } from './now-line.tsx';
import { PX_PER_MINUTE } from './scale.ts';

/** The hours at the side of the board, each with its places left. */
export const HourRail = memo(function HourRail({
  date,
  hours,
  shown,
}: {
  readonly date: string;
  readonly hours: readonly Hour[];
  readonly shown: Span;
}): ReactNode {
  const words = useWords();
  return (
    <section className={styles.rail} aria-label={words.board.placesLeft}>
      <div className={styles.head} aria-hidden="true">
        {words.board.places}
      </div>
      <ol className={styles.hours} style={{ height: (shown.end - shown.start) * PX_PER_MINUTE }}>
        {hours.map((hour) => {
          const { start, end } = hourSpan(hour);
          return (
            <li
              key={`${hour.start_time} ${hour.end_time}`}
              className={styles.hour}
              style={{
                top: (start - shown.start) * PX_PER_MINUTE,
                height: (end - start) * PX_PER_MINUTE,
              }}
            >
              <span className={styles.time} title={timeRange(hour.start_time, end - start)}>
                {clockTime(hour.start_time)}
              </span>
              <PlacesLeft hour={hour} />
            </li>
          );
        })}
        {closedHours(shown, hours).map(({ start, end }) => (
          <li
            key={start}
            className={styles.hour}
            style={{
              top: (start - shown.start) * PX_PER_MINUTE,
              height: (end - start) * PX_PER_MINUTE,
            }}
          >
            <span className={styles.time}>{clockTime(timeOf(start))}</span>
            <span className={styles.text}>{words.board.closed}</span>
          </li>
        ))}
        <NowMark date={date} shown={shown} />
      </ol>
    </section>
  );
});

/** How much of an hour is taken, as a bar and in words. */
export function PlacesLeft({ hour }: { readonly hour: Hour }): ReactNode {
  const words = useWords();
  const { places, available_capacity: left } = hour;
  const taken = places > 0 ? Math.min(1, (places - left) / places) : 1;
  const isFull = hour.is_available && left === 0;
  return (
    <span
      className={styles.places}
      data-state={hour.is_available ? (isFull ? 'full' : 'open') : 'blocked'}
    >
      <LoadBar share={taken} isHigh={isFull} isBlocked={!hour.is_available} />
      <span className={styles.text}>
        {!hour.is_available
          ? words.board.blocked
          : isFull
            ? words.board.full
            : words.board.left(left, places)}
      </span>
    </span>
  );
}
