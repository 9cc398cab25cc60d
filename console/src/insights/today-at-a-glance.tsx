import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { calendarQuery } from '../appointments/appointments.queries.ts';
import { clockTime, count } from '../time/format.ts';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import styles from './dashboard.module.css';
import { glanceAt } from './glance.ts';
import { statisticsQuery } from './insights.queries.ts';

/** The figures of the day, each leading to where something can be done about it. */
export function TodayAtAGlance(): ReactNode {
  const { insights } = useWords();
  const now = useNow();
  const today = { start_date: now.date, end_date: now.date };
  const calendar = useQuery(calendarQuery(today));
  const statistics = useQuery(statisticsQuery);
  const failed = [calendar, statistics].find(({ isError }) => isError);
  return (
    <section className={styles.section} aria-labelledby="glance">
      <h2 id="glance">{insights.glance}</h2>
      {failed && <ErrorMessage error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && (calendar.data === undefined || statistics.data === undefined) && (
        <Loading lines={2} />
      )}
      {calendar.data && statistics.data && (
        <Figures
          glance={glanceAt(calendar.data, now.time)}
          waiting={statistics.data.pending}
          date={now.date}
        />
      )}
    </section>
  );
}

function Figures({
  glance,
  waiting,
  date,
}: {
  readonly glance: ReturnType<typeof glanceAt>;
  readonly waiting: number;
  readonly date: string;
}): ReactNode {
  const { insights } = useWords();
  const { next } = glance;
  const ofStatus = (status: string) => ({ status, start_date: date, end_date: date });
  return (
    <ul className={styles.figures}>
      <li className={`${styles.figure} ${styles.next}`}>
        <h3>{insights.nextUp}</h3>
        {next ? (
          <>
            <p className={styles.number}>{clockTime(next.scheduled_time)}</p>
            <Link to="/appointments/$id" params={{ id: next.id }} className={styles.cover}>
              {next.customer_name}
            </Link>
            <p className={styles.small}>{next.vehicle_details}</p>
          </>
        ) : (
          <p>{insights.nothingNext}</p>
        )}
      </li>
      <li className={`${styles.figure} ${waiting > 0 ? styles.attention : ''}`}>
        <h3>
          <Link to="/requests" className={styles.cover}>
            {insights.waiting}
          </Link>
        </h3>
        <p className={styles.number}>{count(waiting)}</p>
      </li>
      <li className={styles.figure}>
        <h3>
          <Link to="/appointments" search={ofStatus('in_progress')} className={styles.cover}>
            {insights.inProgress}
          </Link>
        </h3>
        <p className={styles.number}>{count(glance.inProgress)}</p>
      </li>
      <li className={styles.figure}>
        <h3>
          <Link to="/board" className={styles.cover}>
            {insights.freePlaces}
          </Link>
        </h3>
        <p className={styles.number}>{count(glance.freePlaces)}</p>
        <p className={styles.small}>{insights.freeHint}</p>
      </li>
      <li className={styles.figure}>
        <h3>
          <Link to="/appointments" search={ofStatus('completed')} className={styles.cover}>
            {insights.doneToday}
          </Link>
        </h3>
        <p className={styles.number}>{count(glance.completed)}</p>
        <p className={styles.small}>{insights.ofToday(glance.all)}</p>
      </li>
    </ul>
  );
}
