import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { appointmentQuery } from '../appointments/appointments.queries.ts';
import { duration } from '../time/format.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './job-card.module.css';

/** What customer and workshop wrote about a job, and the time recorded for it. */
export function JobNotes({ id }: { readonly id: string }): ReactNode {
  const { work } = useWords();
  const { data } = useQuery(appointmentQuery(id));
  if (data === undefined) return null;
  const facts = [
    [work.customerNotes, data.customer_notes],
    [work.internalNotes, data.internal_notes],
    [work.timeSpent, data.duration_seconds > 0 ? duration(data.duration_seconds / 60) : ''],
  ].filter(([, text]) => text !== '');
  if (facts.length === 0) return null;
  return (
    <dl className={styles.notes}>
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
