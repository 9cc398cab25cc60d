import { ApiError } from '@servease/appointment-sdk/api-error';
import { type ChangeEvent, followChanges } from '@servease/appointment-sdk/changes';
import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../api.ts';
import { refreshAppointments } from '../appointments/appointments.queries.ts';
import { readAnew } from '../appointments/read-anew.ts';
import { useWords } from '../words/use-words.tsx';
import { type ConnectionNews, watchConnection } from './connection-news.ts';
import { gathering } from './gathering.ts';
import styles from './live.module.css';

/**
 * Follows what others change and looks up again whatever is on the screen; forms keep what is being
 * entered. Says when the connection is lost and when it is back.
 */
export function LiveChanges(): ReactNode {
  const queries = useQueryClient();
  const words = useWords();
  const [news, setNews] = useState<ConnectionNews>();

  useEffect(() => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const watch = watchConnection({
      onNews: setNews,
      onConnected: () => void queries.refetchQueries({ type: 'active', predicate: wasCutOff }),
      isOffline: () => !navigator.onLine,
    });
    const gather = gathering((events: readonly ChangeEvent[]) => refresh(queries, events));
    let isFirst = true;
    void followChanges({
      baseUrl: '',
      send: api.send,
      onEvent: (event) => {
        // The stream tells what comes after its beginning, and what is on the screen was read before.
        // Every later `ready` goes on from where the stream broke.
        if (isFirst || event.event !== 'ready') gather(event);
        isFirst = false;
      },
      onConnected: (isConnected) => {
        if (!signal.aborted) watch.tell(isConnected);
      },
      signal,
    });
    return () => {
      stopping.abort();
      watch.stop();
    };
  }, [queries]);

  return (
    <div role="status" className={styles.place}>
      {news === 'lost' && <p className={styles.lost}>{words.common.connectionLost}</p>}
      {news === 'found' && <p className={styles.found}>{words.common.connectionFound}</p>}
    </div>
  );
}

/** Whether a read failed for want of a service; one that was refused would be refused again. */
function wasCutOff({ state: { status, error } }: Query): boolean {
  const isRefused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return status === 'error' && !isRefused;
}

async function refresh(queries: QueryClient, events: readonly ChangeEvent[]): Promise<void> {
  const isReset = events.some(({ event }) => event === 'reset');
  await (isReset ? readAnew(queries) : refreshAppointments(queries));
}
