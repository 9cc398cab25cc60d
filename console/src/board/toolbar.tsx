import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { longDate, monthName, shortDate } from '../time/format.ts';
import { addDays, mondayOf } from '../time/wall-time.ts';
import { Button } from '../ui/button.tsx';
import { useDateDraft } from '../ui/date-draft.ts';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import { stepped, useGoTo, VIEWS, type View } from './place.ts';
import styles from './toolbar.module.css';

interface ToolbarProps {
  readonly date: string;
  readonly view: View;
  readonly showOff: boolean;
  readonly onShowOff: (show: boolean) => void;
}

/** Goes from day to day and from view to view. */
export function Toolbar({ date, view, showOff, onShowOff }: ToolbarProps): ReactNode {
  const words = useWords();
  const goTo = useGoTo();
  const today = useNow().date;
  const typed = useDateDraft(date, (chosen) => goTo({ date: chosen }));
  return (
    <div className={styles.toolbar}>
      <h2 className={styles.title} aria-live="polite">
        {titleOf(date, view)}
      </h2>
      <div className={styles.dates}>
        <Button
          aria-label={words.board.previous[view]}
          title={words.board.previous[view]}
          onClick={() => goTo({ date: stepped(date, view, -1) })}
        >
          <span aria-hidden="true">‹</span>
        </Button>
        <Button
          aria-current={date === today ? 'date' : undefined}
          onClick={() => goTo({ date: today })}
        >
          {words.common.today}
        </Button>
        <Button
          aria-label={words.board.next[view]}
          title={words.board.next[view]}
          onClick={() => goTo({ date: stepped(date, view, 1) })}
        >
          <span aria-hidden="true">›</span>
        </Button>
        <input type="date" className={styles.date} aria-label={words.common.date} {...typed} />
      </div>
      <nav className={styles.views} aria-label={words.board.view}>
        {VIEWS.map((each) => (
          <Link
            key={each}
            to="/board"
            search={{ date, view: each }}
            activeProps={{}}
            aria-current={each === view ? 'page' : undefined}
          >
            {words.board.views[each]}
          </Link>
        ))}
      </nav>
      {view !== 'month' && (
        <label className={styles.toggle}>
          <input
            type="checkbox"
            checked={showOff}
            onChange={(event) => onShowOff(event.target.checked)}
          />
          {words.board.showOff}
        </label>
      )}
    </div>
  );
}

function titleOf(date: string, view: View): string {
  if (view === 'month') return monthName(date);
  if (view !== 'week') return longDate(date);
  const monday = mondayOf(date);
  return `${shortDate(monday)} – ${shortDate(addDays(monday, 6))}`;
}
