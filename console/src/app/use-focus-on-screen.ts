import { useRouterState } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * Gives the focus to the heading of every new screen, so that it is read out and the keyboard goes
 * on from there; what a screen itself has given the focus keeps it.
 */
export function useFocusOnScreen(main: RefObject<HTMLElement | null>): void {
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef(pathname);

  useEffect(() => {
    const isFirst = before.current === undefined || before.current === '/sign-in';
    const isNew = before.current !== pathname;
    before.current = pathname;
    const place = main.current;
    if (isFirst || !isNew || place === null) return;
    const held = document.activeElement;
    const isHeld = held !== place && place.contains(held);
    let heading = isHeld ? undefined : focusHeading(place);
    // What holds it may be of the screen before, and a heading that of a screen that still loads.
    const changes = new MutationObserver(() => {
      if (heading?.isConnected) return;
      if (document.activeElement === document.body) heading = focusHeading(place);
    });
    changes.observe(place, { childList: true, subtree: true });
    return () => changes.disconnect();
  }, [pathname, main]);
}

function focusHeading(place: HTMLElement): HTMLElement | undefined {
  const heading = place.querySelector('h1');
  if (heading === null) return undefined;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return heading;
}
