import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type AppointmentListItem, entityTag } from '../api.ts';
import {
  act,
  isDue,
  type StatusAction,
  staffActions,
} from '../appointments/appointment-actions.ts';
import { refreshAppointments } from '../appointments/appointments.queries.ts';
import { Refusal } from '../appointments/refusal.tsx';
import { clockTime } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { useNotify } from '../ui/notices.tsx';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import styles from './job-card.module.css';

type JobAction = Exclude<StatusAction, 'cancel'>;

interface JobActionsProps {
  readonly job: AppointmentListItem;
  readonly small: boolean;
  readonly onMissed: () => void;
  /** Called after a move; the card may stand elsewhere by then. */
  readonly onDone: () => void;
}

/** The next moves of a job, made at one press; only "missed" asks first. */
export function JobActions({ job, small, onMissed, onDone }: JobActionsProps): ReactNode {
  const { work } = useWords();
  const queries = useQueryClient();
  const notify = useNotify();
  const [busy, setBusy] = useState<JobAction>();
  const [error, setError] = useState<unknown>();
  const now = useNow();
  const actions = staffActions(job, now).filter((action) => action !== 'cancel');

  async function run(action: JobAction): Promise<void> {
    setBusy(action);
    setError(undefined);
    try {
      await act(job.id, action, { etag: entityTag(job.version) });
      notify({ text: work.acted[action](job.customer_name) });
    } catch (refusal) {
      setError(refusal);
    }
    await refreshAppointments(queries);
    setBusy(undefined);
    onDone();
  }

  return (
    <>
      {error !== undefined && (
        <div className={styles.error}>
          <Refusal error={error} onLoad={() => setError(undefined)} />
        </div>
      )}
      {actions.map((action, index) => (
        <Button
          key={action}
          look={index === 0 && isDue(action, job, now) ? 'primary' : 'plain'}
          small={small}
          busy={busy === action}
          aria-label={work.actionOf(
            work.actions[action],
            job.customer_name,
            clockTime(job.scheduled_time),
          )}
          onClick={() => (action === 'no_show' ? onMissed() : void run(action))}
        >
          {work.actions[action]}
        </Button>
      ))}
    </>
  );
}
