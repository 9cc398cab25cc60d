import { useMemo, useRef } from 'react';
import type { AppointmentListItem } from '../api.ts';
import type { Hour } from '../availability/room.rules.ts';
import { useFrozen } from '../ui/use-frozen.ts';
import { useWorkshop } from '../workshop.tsx';
import { shownHours } from './day-grid.rules.ts';
import { type Hold, type Target, useDrag, useDraggedId } from './drag.tsx';
import { useMoves } from './moves.tsx';

interface Shown {
  readonly items: readonly AppointmentListItem[];
  readonly hours: readonly Hour[];
}

/**
 * What a board of hours needs for cards to be dragged over it: its elements, the drag, and what it
 * shows, which holds still meanwhile.
 */
export function useDragBoard<Live extends Shown>(
  live: Live,
  targetOf: (hold: Hold) => Target | undefined,
) {
  const workshop = useWorkshop();
  const { refusals, moveOrSayWhy } = useMoves();
  const scroller = useRef<HTMLElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const drag = useDrag({ scroller, targetOf, onDrop: moveOrSayWhy });
  const draggedId = useDraggedId(drag.store);
  const still = useFrozen(live, draggedId !== undefined);
  const { hours, items } = still;
  const shown = useMemo(() => shownHours(workshop, hours, items), [workshop, hours, items]);
  const dragged = drag.store.get()?.item;
  return { scroller, grid, drag, dragged, draggedId, refusals, still, shown };
}
