import { useCallback, useLayoutEffect, useRef } from 'react';
import { cardsMoved, isAimed } from './aim.ts';

/** Answers whether a press was meant for the card that it hit, by pointer or by key. */
export type IsMeant = (press: { readonly timeStamp: number }) => boolean;

/** Notes when the cards of a list last changed their places under a pointer. */
export function useAim(ids: readonly string[]): IsMeant {
  const shown = useRef(ids);
  const movedAt = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (cardsMoved(shown.current, ids)) movedAt.current = performance.now();
    shown.current = ids;
  });
  return useCallback((press) => isAimed(press.timeStamp, movedAt.current), []);
}
