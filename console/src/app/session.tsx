import { type Person, personIn } from '@servease/appointment-sdk/tokens';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { accessToken, onTokens } from '../api.ts';
import { NoticesProvider } from '../ui/notices.tsx';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { WorkshopContext, workshopQuery } from '../workshop.tsx';
import styles from './session.module.css';

const PersonContext = createContext<Person | undefined>(undefined);

/** Knows who is signed in, and the workshop's settings; everything waits for the latter. */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const [access, setAccess] = useState(accessToken);
  const workshop = useQuery(workshopQuery);
  const person = useMemo(() => (access === undefined ? undefined : personIn(access)), [access]);
  const id = person?.id;

  useEffect(() => onTokens(() => setAccess(accessToken())), []);
  // What one person was shown is not for the next.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the person changes
  useEffect(() => () => queries.removeQueries({ predicate: isPersonal }), [id, queries]);

  // Looked up again in the background, an error is no reason to take everything away.
  if (workshop.data === undefined)
    return (
      <main className={styles.waiting}>
        {workshop.isError ? (
          <ErrorMessage error={workshop.error} onRetry={() => void workshop.refetch()} />
        ) : (
          <Loading />
        )}
      </main>
    );
  return (
    <WorkshopContext value={workshop.data}>
      <PersonContext value={person}>
        {/* What one person was told, and may undo, is not for the next. */}
        <NoticesProvider key={id}>{children}</NoticesProvider>
      </PersonContext>
    </WorkshopContext>
  );
}

function isPersonal({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean {
  return queryKey[0] !== workshopQuery.queryKey[0];
}

/** Who is signed in, if anybody. */
export function useVisitor(): Person | undefined {
  return use(PersonContext);
}
