import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { refreshAppointments } from '../appointments/appointments.queries.ts';
import { clockTime, shortDate } from '../time/format.ts';
import { wallClockAt } from '../time/wall-time.ts';
import { useNotify } from '../ui/notices.tsx';
import { errorTexts } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { useWorkshop } from '../workshop.tsx';
import { keepFocusOn } from './keep-focus.ts';
import { canGoBack, isSamePlace, type Place, placeOf } from './moving.rules.ts';
import type { Arranged } from './overlay.rules.ts';
import { sendMove, UNDO_SECONDS } from './send-move.ts';
import { showRefusal } from './show-refusal.ts';
import { createUndoStack, type Undo } from './undo-stack.ts';

/** A place with the name of the employee, so that a card can show it before the service answers. */
export interface NamedPlace extends Place {
  readonly employee_name: string;
}

interface Moves {
  /** Cards that stand elsewhere than the service has listed so far. */
  readonly arranged: ReadonlyMap<string, Arranged>;
  /** Why the last move of a card was refused. */
  readonly refusals: ReadonlyMap<string, readonly string[]>;
  /** Moves a card at once; throws, with the card back in its place, if the service refuses. */
  readonly move: (item: AppointmentListItem, to: NamedPlace, reason?: string) => Promise<void>;
  /** The same, with the refusal shown on the card, or told if the card is out of sight. */
  readonly moveOrSayWhy: (item: AppointmentListItem, to: NamedPlace) => Promise<void>;
  readonly dismiss: (id: string) => void;
  /** Takes the last move back, and when called again the one before, as long as that is offered. */
  readonly undoLast: () => void;
}

/** What the service answered to the last move of a card. */
interface Made {
  readonly version: number;
  readonly place: Place;
}

/** A slow answer leaves time to read what it says, though no longer to undo it. */
const SHORTEST_NOTICE = 3;

const Context = createContext<Moves | undefined>(undefined);

export function useMoves(): Moves {
  const moves = use(Context);
  if (moves === undefined) throw new Error('Cards move on a board only.');
  return moves;
}

/** Keeps the moves that are under way, and why others were refused. */
export function MovesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const notify = useNotify();
  const words = useWords();
  const { clockAheadMs, time_zone } = useWorkshop();
  const [arranged, setArranged] = useState<ReadonlyMap<string, Arranged>>(new Map());
  const [refusals, setRefusals] = useState<ReadonlyMap<string, readonly string[]>>(new Map());
  // A card may be moved again before the first answer is there: one after the other, each on top of
  // the version that the one before made.
  const underWay = useRef(new Map<string, Promise<unknown>>());
  const lastMade = useRef(new Map<string, Made>());
  const [undos] = useState(createUndoStack);
  // A card has one notice: of where it stands now.
  const dismissNotice = useRef(new Map<string, () => void>());

  const dismiss = useCallback((id: string) => setRefusals((all) => without(all, id)), []);

  const sayWhy = useCallback(
    async ({ id, customer_name }: AppointmentListItem, error: unknown, isUndo: boolean) => {
      const texts = errorTexts(error, words);
      setRefusals((all) => new Map(all).set(id, texts));
      const isShown = await showRefusal(id);
      const { notMoved, notPutBack, notPutBackFor } = words.board;
      const why = texts.join(' ');
      // Who has gone on to another day or screen sees no card: a notice goes along.
      if (!isShown)
        notify({ text: (isUndo ? notPutBackFor : notMoved)(customer_name, why), tone: 'bad' });
      else if (isUndo) notify({ text: notPutBack(customer_name), tone: 'bad' });
    },
    [words, notify],
  );

  const make = useCallback(
    async (item: AppointmentListItem, to: NamedPlace, reason = '') => {
      dismiss(item.id);
      const shown = { item: { ...item, ...scheduled(to) }, isMade: false };
      setArranged((all) => new Map(all).set(item.id, shown));
      const before = underWay.current.get(item.id);
      const sending = (async () => {
        await Promise.allSettled([before]);
        const version = Math.max(item.version, lastMade.current.get(item.id)?.version ?? 0);
        return await sendMove(item, version, to, reason);
      })();
      underWay.current.set(item.id, sending);
      let last: Arranged = shown;
      try {
        const version = await sending;
        lastMade.current.set(item.id, { version, place: to });
        last = { item: { ...shown.item, version }, isMade: true };
        const made = last;
        setArranged((all) => (all.get(item.id) === shown ? new Map(all).set(item.id, made) : all));
        void refreshAppointments(queries).finally(() =>
          setArranged((all) => (all.get(item.id) === made ? without(all, item.id) : all)),
        );
      } catch (error) {
        setArranged((all) => (all.get(item.id) === shown ? without(all, item.id) : all));
        void refreshAppointments(queries);
        throw error;
      }
    },
    [queries, dismiss],
  );

  const value = useMemo<Moves>(() => {
    const move: Moves['move'] = async (item, to, reason) => {
      const madeAt = Date.now();
      await make(item, to, reason);
      dismissNotice.current.get(item.id)?.();
      const secondsLeft = UNDO_SECONDS - (Date.now() - madeAt) / 1_000;
      const back = { ...placeOf(item), employee_name: item.employee_name };
      const moved = { ...item, ...scheduled(to) };
      const takeBack = async (): Promise<void> => {
        let before: Promise<unknown> | undefined;
        do {
          before = underWay.current.get(item.id);
          await Promise.allSettled([before]);
        } while (before !== underWay.current.get(item.id));
        // A later move, or one that could not be taken back: it does not stand where this led.
        if (!isSamePlace(lastMade.current.get(item.id)?.place ?? to, to)) return;
        try {
          await make(moved, back);
          notify({ text: words.board.putBack(item.customer_name) });
        } catch (error) {
          void sayWhy(item, error, true);
        }
      };
      const undo: Undo = {
        id: item.id,
        run() {
          dismissThis();
          // Now, for the notice goes with its button; then again, for in another column the card is
          // another button.
          keepFocusOn(item.id);
          void takeBack().then(() => keepFocusOn(item.id));
        },
      };
      const now = wallClockAt(new Date(Date.now() + clockAheadMs), time_zone);
      const isOffered = secondsLeft > 0 && canGoBack(back, to, now);
      const where = to.employee_name || words.board.unassigned;
      const when = `${shortDate(to.date)}, ${clockTime(to.time)}`;
      const dismissThis = notify({
        text: words.board.moved(item.customer_name, when, where),
        seconds: Math.max(secondsLeft, SHORTEST_NOTICE),
        ...(isOffered ? { action: { label: words.common.undo, run: () => undos.run(undo) } } : {}),
      });
      dismissNotice.current.set(item.id, dismissThis);
      // The moves before lead back from where it stood: not without this one taken back first.
      if (isOffered) undos.add(undo, secondsLeft);
      else undos.removeOf(item.id);
    };
    return {
      arranged,
      refusals,
      dismiss,
      undoLast: undos.runLast,
      move,
      async moveOrSayWhy(item, to) {
        await move(item, to).catch((error: unknown) => void sayWhy(item, error, false));
      },
    };
  }, [arranged, refusals, dismiss, undos, make, notify, sayWhy, words, clockAheadMs, time_zone]);

  return <Context value={value}>{children}</Context>;
}

type Scheduled = Pick<
  AppointmentListItem,
  'scheduled_date' | 'scheduled_time' | 'assigned_employee_id' | 'employee_name'
>;

function scheduled(to: NamedPlace): Scheduled {
  return {
    scheduled_date: to.date,
    scheduled_time: to.time,
    assigned_employee_id: to.employee_id,
    employee_name: to.employee_name,
  };
}

function without<Value>(all: ReadonlyMap<string, Value>, id: string): ReadonlyMap<string, Value> {
  if (!all.has(id)) return all;
  const rest = new Map(all);
  rest.delete(id);
  return rest;
}
