import { useCallback, useMemo, useState } from 'react';
import type { AppointmentListItem } from '../api.ts';

/** The requests that are marked, over all pages, as they were when they were marked. */
export interface Selection {
  readonly items: readonly AppointmentListItem[];
  has(id: string): boolean;
  set(items: readonly AppointmentListItem[], isSelected: boolean): void;
  clear(): void;
}

/** Only a request can be confirmed, so nothing else can be marked. */
export function isSelectable(item: AppointmentListItem): boolean {
  return item.status === 'pending';
}

export function useSelection(): Selection {
  const [selected, setSelected] = useState<ReadonlyMap<string, AppointmentListItem>>(new Map());
  const set = useCallback<Selection['set']>((items, isSelected) => {
    setSelected((before) => {
      const after = new Map(before);
      for (const item of items)
        if (isSelected && isSelectable(item)) after.set(item.id, item);
        else after.delete(item.id);
      return after;
    });
  }, []);
  const clear = useCallback(() => setSelected(new Map()), []);
  return useMemo(
    () => ({ items: [...selected.values()], has: (id) => selected.has(id), set, clear }),
    [selected, set, clear],
  );
}
