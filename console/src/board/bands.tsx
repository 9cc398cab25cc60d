import type { ReactNode } from 'react';
import type { Hour } from '../availability/room.rules.ts';
import { hourSpan, type Span } from '../time/spans.ts';
import { minutesOf, type WallClock } from '../time/wall-time.ts';
import styles from './bands.module.css';
import { closedHours } from './day-grid.rules.ts';
import { HOUR_PX, PX_PER_MINUTE } from './scale.ts';

interface BandsProps {
  readonly date: string;
  readonly hours: readonly Hour[];
  readonly shown: Span;
  readonly now: WallClock;
}

/** Behind the cards: hour lines, what is blocked or full, and what has passed. */
export function Bands({ date, hours, shown, now }: BandsProps): ReactNode {
  const taken = hours.filter((hour) => !hour.is_available || hour.available_capacity === 0);
  const passed = now.date > date ? shown.end : now.date < date ? shown.start : minutesOf(now.time);
  return (
    <div
      className={styles.bands}
      style={{
        height: (shown.end - shown.start) * PX_PER_MINUTE,
        backgroundSize: `100% ${HOUR_PX}px`,
      }}
      aria-hidden="true"
    >
      <Band
        span={{ start: shown.start, end: Math.min(passed, shown.end) }}
        shown={shown}
        look="passed"
      />
      {closedHours(shown, hours).map((span) => (
        <Band key={span.start} span={span} shown={shown} look="closed" />
      ))}
      {taken.map((hour) => (
        <Band
          key={`${hour.start_time} ${hour.end_time}`}
          span={hourSpan(hour)}
          shown={shown}
          look={hour.is_available ? 'full' : 'blocked'}
        />
      ))}
    </div>
  );
}

function Band({
  span,
  shown,
  look,
}: {
  readonly span: Span;
  readonly shown: Span;
  readonly look: 'passed' | 'full' | 'blocked' | 'closed';
}): ReactNode {
  const height = (span.end - span.start) * PX_PER_MINUTE;
  if (height <= 0) return null;
  const top = (span.start - shown.start) * PX_PER_MINUTE;
  return <div className={styles[look]} style={{ top, height }} />;
}
