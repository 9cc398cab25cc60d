import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { listQuery } from '../appointments/appointments.queries.ts';
import { Button } from '../ui/button.tsx';
import { focusIfLost } from '../ui/focus.ts';
import { Page } from '../ui/page.tsx';
import { Empty, ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { DeclineDialog } from './decline-dialog.tsx';
import { cardId, RequestCard } from './request-card.tsx';
import styles from './requests.module.css';
import { useAim } from './use-aim.ts';

/** The requests that wait for an answer, the earliest asked-for time first. */
export function Requests(): ReactNode {
  const words = useWords();
  const [pages, setPages] = useState(1);
  const [declining, setDeclining] = useState<AppointmentListItem>();
  const loaded = useQueries({
    queries: Array.from({ length: pages }, (_, index) => listQuery(filterOfPage(index + 1))),
  });
  const [first] = loaded;
  const count = first?.data?.count ?? 0;
  // A page past the end has become empty meanwhile; the first tells of every other trouble.
  const requests = uniqueById(loaded.flatMap(({ data }) => data?.results ?? []));
  const isMeant = useAim(requests.map(({ id }) => id));

  /** Where somebody goes on who has just answered a request. */
  function neighbourOf({ id }: AppointmentListItem): string | undefined {
    const index = requests.findIndex((request) => request.id === id);
    const neighbour = requests[index + 1] ?? requests[index - 1];
    return neighbour && cardId(neighbour);
  }

  return (
    <Page title={words.lists.requests.title}>
      {first?.isPending && <Loading />}
      {first?.isError && <ErrorMessage error={first.error} onRetry={() => void first.refetch()} />}
      {first?.data && count === 0 && (
        <Empty title={words.lists.requests.none}>
          <Link to="/board">{words.lists.requests.toBoard}</Link>
        </Empty>
      )}
      <p role="status" className={styles.waiting}>
        {count > 0 && words.lists.requests.waiting(count)}
      </p>
      <ul className={styles.cards}>
        {requests.map((request) => (
          <li key={request.id}>
            <RequestCard
              request={request}
              isMeant={isMeant}
              onDecline={() => setDeclining(request)}
              onAnswered={() => focusIfLost(neighbourOf(request))}
            />
          </li>
        ))}
      </ul>
      {requests.length < count && (
        <Button
          busy={loaded.at(-1)?.isPending ?? false}
          onClick={() => setPages((shown) => shown + 1)}
        >
          {words.lists.requests.more}
        </Button>
      )}
      {declining && (
        <DeclineDialog
          request={declining}
          onClose={() => setDeclining(undefined)}
          onDeclined={() => focusIfLost(neighbourOf(declining))}
        />
      )}
    </Page>
  );
}

function filterOfPage(page: number) {
  return {
    status: 'pending',
    ordering: 'scheduled_date,scheduled_time,id',
    ...(page === 1 ? {} : { page: String(page) }),
  };
}

/** One that moved between two pages while they were fetched is shown once. */
function uniqueById(items: readonly AppointmentListItem[]): AppointmentListItem[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
