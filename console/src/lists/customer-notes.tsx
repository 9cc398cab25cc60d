import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { appointmentQuery } from '../appointments/appointments.queries.ts';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './requests.module.css';

/** The customer's own words, looked up when somebody wants to read them. */
export function CustomerNotes({ id }: { readonly id: string }): ReactNode {
  const { lists } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.notes} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{lists.requests.notes}</summary>
      {isOpen && <Notes id={id} />}
    </details>
  );
}

function Notes({ id }: { readonly id: string }): ReactNode {
  const { lists } = useWords();
  const appointment = useQuery(appointmentQuery(id));
  if (appointment.isError)
    return <ErrorMessage error={appointment.error} onRetry={() => void appointment.refetch()} />;
  if (appointment.data === undefined) return <Loading lines={1} />;
  return <p>{appointment.data.customer_notes || lists.requests.noNotes}</p>;
}
