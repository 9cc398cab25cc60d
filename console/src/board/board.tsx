import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { type AppointmentListItem, isActive } from '../api.ts';
import { Page } from '../ui/page.tsx';
import states from '../ui/states.module.css';
import { useWords } from '../words/use-words.tsx';
import { AgendaView } from './agenda-view.tsx';
import styles from './board.module.css';
import { CardDialog } from './card-dialog.tsx';
import { type CardHandlers, CardHandlersProvider } from './card-handlers.tsx';
import { onCardKey } from './card-keys.ts';
import { DayView } from './day-view.tsx';
import { findListed } from './find-listed.ts';
import { keepFocusOn } from './keep-focus.ts';
import { MonthView } from './month-view.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { MovesProvider, useMoves } from './moves.tsx';
import { useBoardPlace, type View } from './place.ts';
import { Toolbar } from './toolbar.tsx';
import { useUndoKey } from './undo-key.ts';
import { WeekView } from './week-view.tsx';

interface Opened {
  readonly dialog: 'card' | 'move';
  readonly item: AppointmentListItem;
}

/** The workshop's days: who does what and when, and what is still free. */
export function Board(): ReactNode {
  return (
    <MovesProvider>
      <BoardScreen />
    </MovesProvider>
  );
}

function BoardScreen(): ReactNode {
  const words = useWords();
  const queries = useQueryClient();
  const { date, view } = useBoardPlace();
  const { arranged, dismiss, undoLast } = useMoves();
  useUndoKey(undoLast);
  const [showOff, setShowOff] = useState(false);
  const [opened, setOpened] = useState<Opened>();

  const handlers = useMemo<CardHandlers>(
    () => ({
      onOpen: (item) => setOpened({ dialog: 'card', item }),
      onMove: (item) => setOpened({ dialog: 'move', item }),
      onDismiss: dismiss,
    }),
    [dismiss],
  );

  function close(): void {
    const id = opened?.item.id;
    setOpened(undefined);
    keepFocusOn(id);
  }

  return (
    <Page
      title={words.board.title}
      wide
      actions={<Toolbar date={date} view={view} showOff={showOff} onShowOff={setShowOff} />}
    >
      <CardHandlersProvider value={handlers}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the cards inside, which are buttons */}
        <div
          className={styles.view}
          onKeyDown={(event) =>
            onCardKey(event, (id) => {
              const item = arranged.get(id)?.item ?? findListed(queries, id);
              if (item !== undefined)
                setOpened({ dialog: isActive(item.status) ? 'move' : 'card', item });
            })
          }
        >
          <ShownView view={view} date={date} showOff={showOff} />
        </div>
      </CardHandlersProvider>
      <Refused />
      {opened?.dialog === 'card' && (
        <CardDialog item={opened.item} onMove={handlers.onMove} onClose={close} />
      )}
      {opened?.dialog === 'move' && <MoveDialog item={opened.item} onClose={close} />}
    </Page>
  );
}

function ShownView({
  view,
  date,
  showOff,
}: {
  readonly view: View;
  readonly date: string;
  readonly showOff: boolean;
}): ReactNode {
  switch (view) {
    case 'day':
      return <DayView date={date} showOff={showOff} />;
    case 'week':
      return <WeekView date={date} showOff={showOff} />;
    case 'month':
      return <MonthView date={date} />;
    case 'agenda':
      return <AgendaView date={date} showOff={showOff} />;
  }
}

/** Reads out the refusals that stand on the cards. */
function Refused(): ReactNode {
  const words = useWords();
  const { refusals } = useMoves();
  return (
    <div role="status" className={states.hidden}>
      {[...refusals].map(([id, texts]) => (
        <p key={id}>
          {words.board.refused} {texts.join(' ')}
        </p>
      ))}
    </div>
  );
}
