import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { clockTime, duration, timeRange } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { focusIfLost } from '../ui/focus.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import { typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import { JobActions } from './job-actions.tsx';
import styles from './job-card.module.css';
import { JobNotes } from './job-notes.tsx';
import type { JobQuestions } from './job-questions.ts';
import { useMinutesSinceStart } from './use-minutes-since-start.ts';

export function cardId({ id }: { readonly id: string }): string {
  return `job-${id}`;
}

interface JobCardProps {
  readonly job: AppointmentListItem;
  readonly size: 'large' | 'usual' | 'small';
  readonly questions: JobQuestions;
}

/** One job: when, which car, whose, what to do, and what can be done with it now. */
export function JobCard({ job, size, questions }: JobCardProps): ReactNode {
  const words = useWords();
  const { work } = words;
  const minutes = useMinutesSinceStart(job);
  const time = clockTime(job.scheduled_time);
  return (
    <article
      id={cardId(job)}
      tabIndex={-1}
      className={`${styles.card} ${styles[size]} ${styles[job.status] ?? ''}`}
    >
      <div className={styles.head}>
        <p className={styles.time}>{timeRange(job.scheduled_time, job.duration_minutes)}</p>
        <StatusBadge status={job.status} />
      </div>
      <h3 className={styles.car}>
        <Link to="/appointments/$id" params={{ id: job.id }}>
          {job.vehicle_details}
        </Link>
      </h3>
      <p className={styles.customer}>{job.customer_name}</p>
      <p className={styles.task}>
        <strong>{typeName(job.appointment_type, words)}</strong>
        {job.service_description !== '' && ` – ${job.service_description}`}
      </p>
      {minutes !== undefined && <p className={styles.clock}>{work.inWorkFor(duration(minutes))}</p>}
      {size === 'large' && <JobNotes id={job.id} />}
      <div className={styles.actions}>
        <JobActions
          job={job}
          small={size === 'small'}
          onMissed={() => questions.onMissed(job)}
          onDone={() => focusIfLost(cardId(job))}
        />
        <Button
          small={size === 'small'}
          aria-label={work.recordOf(job.customer_name, time)}
          onClick={() => questions.onRecord(job)}
        >
          {work.record}
        </Button>
      </div>
    </article>
  );
}
