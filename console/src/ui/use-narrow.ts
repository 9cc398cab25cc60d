import { useCallback, useSyncExternalStore } from 'react';

/** Whether the page is narrower than a length of CSS; usually too narrow for a table. */
export function useNarrow(than = '48rem'): boolean {
  const query = `(width < ${than})`;
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
