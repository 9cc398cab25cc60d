import type { ReactNode } from 'react';
import { clockTime } from '../time/format.ts';
import type { Span } from '../time/spans.ts';
import { minutesOf } from '../time/wall-time.ts';
import states from '../ui/states.module.css';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import bands from './bands.module.css';
import rail from './hour-rail.module.css';
import { PX_PER_MINUTE } from './scale.ts';

interface NowProps {
  readonly date: string;
  readonly shown: Span;
}

/** A line across the day where the present is. */
export function NowLine({ date, shown }: NowProps): ReactNode {
  const at = useNowOn(date, shown);
  if (at === undefined) return null;
  return <div className={bands.now} style={{ top: `calc(var(--head) + ${at.top}px)` }} />;
}

/** The present among the hours at the side. */
export function NowMark({ date, shown }: NowProps): ReactNode {
  const words = useWords();
  const at = useNowOn(date, shown);
  if (at === undefined) return null;
  return (
    <li className={rail.now} style={{ top: at.top }}>
      <span className={states.hidden}>{words.board.now} </span>
      {clockTime(at.time)}
    </li>
  );
}

function useNowOn(date: string, shown: Span): { time: string; top: number } | undefined {
  const now = useNow();
  const at = minutesOf(now.time);
  if (now.date !== date || at < shown.start || at > shown.end) return undefined;
  return { time: now.time, top: (at - shown.start) * PX_PER_MINUTE };
}
