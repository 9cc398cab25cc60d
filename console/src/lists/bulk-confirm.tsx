import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type AppointmentListItem, entityTag, isRefusal } from '../api.ts';
import { act } from '../appointments/appointment-actions.ts';
import { refreshAppointments } from '../appointments/appointments.queries.ts';
import { clockTime, shortDate } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { focusIfLost } from '../ui/focus.ts';
import { errorTexts } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './bulk-confirm.module.css';
import type { Selection } from './use-selection.ts';

interface Refused {
  readonly item: AppointmentListItem;
  readonly error: unknown;
}

interface Run {
  readonly done: number;
  readonly all: number;
}

interface Outcome {
  readonly confirmed: number;
  readonly refused: readonly Refused[];
}

const SUMMARY = 'bulk-summary';

/** Confirms the marked requests one after the other, and sums up which were refused and why. */
export function BulkConfirm({ selection }: { readonly selection: Selection }): ReactNode {
  const { lists } = useWords();
  const queries = useQueryClient();
  const [run, setRun] = useState<Run>();
  const [outcome, setOutcome] = useState<Outcome>();
  const count = selection.items.length;

  async function confirmAll(): Promise<void> {
    const { items } = selection;
    const refused: Refused[] = [];
    setOutcome(undefined);
    for (const [index, item] of items.entries()) {
      setRun({ done: index + 1, all: items.length });
      const error = refused.at(-1)?.error;
      // Without a connection the rest would only wait in vain.
      if (isRefusal(error, 'unreachable')) refused.push({ item, error });
      else
        await act(item.id, 'confirm', { etag: entityTag(item.version) }).catch(
          (reason: unknown) => {
            refused.push({ item, error: reason });
          },
        );
    }
    setRun(undefined);
    setOutcome({ confirmed: items.length - refused.length, refused });
    selection.clear();
    await refreshAppointments(queries);
    focusIfLost(SUMMARY);
  }

  return (
    <>
      {count > 0 && (
        <section className={styles.bar} aria-label={lists.selected(count)}>
          <strong>{lists.selected(count)}</strong>
          <span className={styles.buttons}>
            <Button look="quiet" disabled={run !== undefined} onClick={selection.clear}>
              {lists.unselect}
            </Button>
            <Button look="primary" busy={run !== undefined} onClick={() => void confirmAll()}>
              {lists.confirm(count)}
            </Button>
          </span>
          {run && (
            <progress
              className={styles.progress}
              aria-label={lists.confirming(run.done, run.all)}
              max={run.all}
              value={run.done - 1}
            />
          )}
        </section>
      )}
      <div role="status" className={run || outcome ? styles.status : undefined}>
        {run && <p>{lists.confirming(run.done, run.all)}</p>}
        {outcome && <Summary outcome={outcome} onClose={() => setOutcome(undefined)} />}
      </div>
    </>
  );
}

function Summary({
  outcome: { confirmed, refused },
  onClose,
}: {
  readonly outcome: Outcome;
  readonly onClose: () => void;
}): ReactNode {
  const words = useWords();
  return (
    <div
      id={SUMMARY}
      tabIndex={-1}
      className={`${styles.summary} ${refused.length > 0 ? styles.withRefused : ''}`}
    >
      <div>
        {confirmed > 0 && <p>{words.lists.confirmed(confirmed)}</p>}
        {refused.length > 0 && (
          <>
            <p>{words.lists.refused(refused.length)}</p>
            <ul>
              {refused.map(({ item, error }) => (
                <li key={item.id}>
                  <Link to="/appointments/$id" params={{ id: item.id }}>
                    {item.customer_name}, {shortDate(item.scheduled_date)}{' '}
                    {clockTime(item.scheduled_time)}
                  </Link>{' '}
                  {errorTexts(error, words).join(' ')}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Button look="quiet" small aria-label={words.common.dismiss} onClick={onClose}>
        <span aria-hidden="true">✕</span>
      </Button>
    </div>
  );
}
