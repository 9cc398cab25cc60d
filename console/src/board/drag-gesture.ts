export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Gesture {
  /** What scrolls while the pointer is held at its edge. */
  readonly scroller: HTMLElement;
  readonly onStart: () => void;
  /** The pointer was moved, or what lies under it was scrolled. */
  readonly onMove: (pointer: Point) => void;
  readonly onDrop: () => void;
  /** Dropped or given up. */
  readonly onEnd: () => void;
}

const MOUSE_SLOP = 4;
const TOUCH_SLOP = 10;
const LONG_PRESS_MS = 350;
const EDGE = 56;
const FASTEST = 18;
/** A click comes right after its pointer is released. */
const CLICK_MS = 50;

/**
 * Follows one pointer from the moment it is pressed: a mouse drags once it moves, a finger after a
 * long press, so that it can still scroll. Escape gives up.
 */
export function followDrag(pressed: PointerEvent, gesture: Gesture): void {
  const ending = new AbortController();
  const { signal } = ending;
  const first = { x: pressed.clientX, y: pressed.clientY };
  const isMouse = pressed.pointerType === 'mouse';
  let last: Point = first;
  let isDragging = false;

  const timer = isMouse ? undefined : setTimeout(start, LONG_PRESS_MS);

  function start(): void {
    isDragging = true;
    gesture.onStart();
    gesture.onMove(last);
    requestAnimationFrame(scrollAtEdges);
  }

  function end(): void {
    clearTimeout(timer);
    ending.abort();
    if (isDragging) gesture.onEnd();
    isDragging = false;
  }

  function scrollAtEdges(): void {
    if (!isDragging) return;
    const { scroller } = gesture;
    const box = scroller.getBoundingClientRect();
    const before = [scroller.scrollLeft, scroller.scrollTop];
    scroller.scrollBy(
      speed(last.x, box.left, Math.min(box.right, window.innerWidth)),
      speed(last.y, box.top, Math.min(box.bottom, window.innerHeight)),
    );
    if (before[0] !== scroller.scrollLeft || before[1] !== scroller.scrollTop) gesture.onMove(last);
    requestAnimationFrame(scrollAtEdges);
  }

  window.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId !== pressed.pointerId) return;
      last = { x: event.clientX, y: event.clientY };
      const moved = Math.hypot(last.x - first.x, last.y - first.y);
      if (isDragging) gesture.onMove(last);
      else if (isMouse && moved > MOUSE_SLOP) start();
      else if (!isMouse && moved > TOUCH_SLOP) end();
    },
    { signal },
  );
  window.addEventListener(
    'pointerup',
    (event) => {
      if (event.pointerId !== pressed.pointerId) return;
      if (isDragging) {
        // The click that follows a drop opens nothing.
        setTimeout(swallowClicks(), CLICK_MS);
        gesture.onDrop();
      }
      end();
    },
    { signal },
  );
  window.addEventListener(
    'keydown',
    (event) => {
      if (!isDragging) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key !== 'Escape') return;
      const stop = swallowClicks();
      const release = (): unknown => setTimeout(stop, CLICK_MS);
      window.addEventListener('pointerup', release, { once: true });
      end();
    },
    { signal, capture: true },
  );
  window.addEventListener('pointercancel', end, { signal });
  window.addEventListener('blur', end, { signal });
  // A long press would otherwise open the browser's menu.
  const prevent = (event: Event): void => {
    if (isDragging || event.type === 'dragstart') event.preventDefault();
  };
  window.addEventListener('contextmenu', prevent, { signal });
  window.addEventListener('dragstart', prevent, { signal });
}

/** Lets no click through until it is told to stop. */
function swallowClicks(): () => void {
  const swallow = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('click', swallow, { capture: true });
  return () => window.removeEventListener('click', swallow, { capture: true });
}

function speed(at: number, from: number, to: number): number {
  if (at < from + EDGE) return -FASTEST * Math.min(1, (from + EDGE - at) / EDGE);
  if (at > to - EDGE) return FASTEST * Math.min(1, (at - to + EDGE) / EDGE);
  return 0;
}
