import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { shortDate } from '../time/format.ts';
import { datesFrom } from '../time/wall-time.ts';
import { useWords } from '../words/use-words.tsx';
import { JobCard } from './job-card.tsx';
import type { JobQuestions } from './job-questions.ts';
import styles from './my-work.module.css';

/** Seven days beside each other, below each other on a phone. */
export function WeekOfWork({
  monday,
  today,
  jobs,
  questions,
}: {
  readonly monday: string;
  readonly today: string;
  readonly jobs: readonly AppointmentListItem[];
  readonly questions: JobQuestions;
}): ReactNode {
  const { work } = useWords();
  return (
    <div className={styles.week}>
      {datesFrom(monday, 7).map((date) => {
        const ofDay = jobs.filter((job) => job.scheduled_date === date);
        return (
          <section key={date} className={styles.day} aria-labelledby={`day-${date}`}>
            <h2 id={`day-${date}`} className={date === today ? styles.today : undefined}>
              <Link
                to="/work"
                search={{ date }}
                activeOptions={{ exact: true }}
                aria-current={date === today ? 'date' : undefined}
              >
                {shortDate(date)}
              </Link>
            </h2>
            {ofDay.length === 0 ? (
              <p className={styles.nothing}>{work.nothing}</p>
            ) : (
              <ul className={styles.cards}>
                {ofDay.map((job) => (
                  <li key={job.id}>
                    <JobCard job={job} size="small" questions={questions} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}
