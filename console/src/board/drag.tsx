import {
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { type AppointmentListItem, isActive } from '../api.ts';
import { followDrag, type Point } from './drag-gesture.ts';
import { keepFocusOn } from './keep-focus.ts';
import type { NamedPlace } from './moves.tsx';
import { isSamePlace, placeOf } from './moving.rules.ts';

/** Where the card would come to rest, and the box to draw there, relative to the board. */
export interface Target {
  readonly place: NamedPlace;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Dragged {
  readonly item: AppointmentListItem;
  readonly target: Target | undefined;
}

/** Where the pointer took hold, and where it is. */
export interface Hold {
  readonly item: AppointmentListItem;
  readonly card: DOMRect;
  readonly from: Point;
  readonly to: Point;
  /** How far the board was scrolled since. */
  readonly scrolled: Point;
}

/** What is being dragged; kept outside of React, so that a pointer that moves draws one ghost only. */
export interface DragStore {
  readonly get: () => Dragged | undefined;
  readonly set: (dragged: Dragged | undefined) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

interface Surface {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly targetOf: (hold: Hold) => Target | undefined;
  readonly onDrop: (item: AppointmentListItem, to: NamedPlace) => Promise<void>;
}

export interface Drag {
  readonly store: DragStore;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>, item: AppointmentListItem) => void;
}

/** Lets cards be dragged over a surface. Both answers stay the same for the life of the board. */
export function useDrag(surface: Surface): Drag {
  const current = useRef(surface);
  useEffect(() => {
    current.current = surface;
  });
  const [drag] = useState(() => createDrag(() => current.current));

  // Whether a touch scrolls is settled before a drag begins: somebody has to be listening by then.
  const { scroller } = surface;
  useEffect(() => {
    const element = scroller.current;
    const prevent = (event: TouchEvent): void => {
      if (drag.store.get() !== undefined && event.cancelable) event.preventDefault();
    };
    element?.addEventListener('touchmove', prevent, { passive: false });
    return () => element?.removeEventListener('touchmove', prevent);
  }, [drag, scroller]);
  return drag;
}

export function useDragged(store: DragStore): Dragged | undefined {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** The id of what is being dragged: changes when a drag begins and ends, not while it goes on. */
export function useDraggedId(store: DragStore): string | undefined {
  return useSyncExternalStore(store.subscribe, () => store.get()?.item.id);
}

function createDrag(surface: () => Surface): Drag {
  const store = createStore();
  return {
    store,
    onPointerDown(event, item) {
      const scroller = surface().scroller.current;
      // One card at a time, whatever other fingers do.
      if (!event.isPrimary || event.button !== 0) return;
      if (scroller === null || !isActive(item.status)) return;
      const card = event.currentTarget.getBoundingClientRect();
      const from = { x: event.clientX, y: event.clientY };
      const before = { x: scroller.scrollLeft, y: scroller.scrollTop };
      followDrag(event.nativeEvent, {
        scroller,
        onStart: () => store.set({ item, target: undefined }),
        onMove(to) {
          const scrolled = {
            x: scroller.scrollLeft - before.x,
            y: scroller.scrollTop - before.y,
          };
          const target = surface().targetOf({ item, card, from, to, scrolled });
          if (!isSame(target, store.get()?.target)) store.set({ item, target });
        },
        onDrop() {
          const target = store.get()?.target;
          if (target === undefined || isSamePlace(target.place, placeOf(item))) return;
          void surface()
            .onDrop(item, target.place)
            .then(() => keepFocusOn(item.id));
          keepFocusOn(item.id);
        },
        onEnd: () => store.set(undefined),
      });
    },
  };
}

function createStore(): DragStore {
  let dragged: Dragged | undefined;
  const listeners = new Set<() => void>();
  return {
    get: () => dragged,
    set(next) {
      dragged = next;
      for (const tell of listeners) tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isSame(one: Target | undefined, other: Target | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (
    one.left === other.left &&
    one.top === other.top &&
    one.place.date === other.place.date &&
    one.place.time === other.place.time &&
    one.place.employee_id === other.place.employee_id
  );
}
