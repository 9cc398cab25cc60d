import { createContext, type PointerEvent, use } from 'react';
import type { AppointmentListItem } from '../api.ts';

/** What can be done with a card; stays the same, so that a card is drawn anew only when it changes. */
export interface CardHandlers {
  readonly onOpen: (item: AppointmentListItem) => void;
  readonly onMove: (item: AppointmentListItem) => void;
  readonly onDismiss: (id: string) => void;
}

export type StartDrag = (event: PointerEvent<HTMLElement>, item: AppointmentListItem) => void;

const Context = createContext<CardHandlers | undefined>(undefined);
export const CardHandlersProvider = Context;

export function useCardHandlers(): CardHandlers {
  const handlers = use(Context);
  if (handlers === undefined) throw new Error('Cards are drawn on a board only.');
  return handlers;
}
