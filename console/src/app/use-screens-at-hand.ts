import type { Person } from '@servease/appointment-sdk/tokens';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { screensOf } from './screens.ts';

/** By then the first screen has its data. */
const AFTER_MS = 1_500;

/**
 * Fetches the code of a person's other screens ahead of time: going there must not depend on a
 * connection that may have been lost since. What cannot be fetched is fetched when it is opened.
 */
export function useScreensAtHand(role: Person['role']): void {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const path of [...screensOf(role).map(({ to }) => to), '/appointments/$id'] as const)
        void router.loadRouteChunk(router.routesByPath[path]);
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [router, role]);
}
