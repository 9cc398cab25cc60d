import type { ReactNode } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { useWords } from '../words/use-words.tsx';
import { orderDay } from './day-order.ts';
import { JobCard } from './job-card.tsx';
import type { JobQuestions } from './job-questions.ts';
import styles from './my-work.module.css';

/** A day's jobs in order, the one to look at now large and first. */
export function DayOfWork({
  jobs,
  isToday,
  questions,
}: {
  readonly jobs: readonly AppointmentListItem[];
  readonly isToday: boolean;
  readonly questions: JobQuestions;
}): ReactNode {
  const { work } = useWords();
  const { current, open, over } = orderDay(jobs, isToday);
  return (
    <>
      {current && (
        <section className={styles.section} aria-labelledby="work-now">
          <h2 id="work-now">{current.status === 'in_progress' ? work.now : work.next}</h2>
          <JobCard key={current.id} job={current} size="large" questions={questions} />
        </section>
      )}
      <Jobs id="work-open" title={work.later} jobs={open} questions={questions} />
      <Jobs id="work-over" title={work.done} jobs={over} questions={questions} />
    </>
  );
}

function Jobs({
  id,
  title,
  jobs,
  questions,
}: {
  readonly id: string;
  readonly title: string;
  readonly jobs: readonly AppointmentListItem[];
  readonly questions: JobQuestions;
}): ReactNode {
  if (jobs.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className={styles.cards}>
        {jobs.map((job) => (
          <li key={job.id}>
            <JobCard job={job} size="usual" questions={questions} />
          </li>
        ))}
      </ul>
    </section>
  );
}
