import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { isAwaited, isRefusal } from '../api.ts';
import { Timeline } from '../history/timeline.tsx';
import { isStaff, usePerson } from '../person.tsx';
import { longDate, timeRange } from '../time/format.ts';
import { Page } from '../ui/page.tsx';
import { Empty, ErrorMessage, Loading } from '../ui/states.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import { AppointmentActions } from './appointment-actions-bar.tsx';
import { AppointmentFacts } from './appointment-facts.tsx';
import styles from './appointment-screen.module.css';
import {
  appointmentQuery,
  employeesQuery,
  type TaggedAppointment,
} from './appointments.queries.ts';
import { untilText } from './until.ts';

/** Everything about one appointment, and what its reader may do with it. */
export function AppointmentScreen(): ReactNode {
  const words = useWords();
  const { id } = useParams({ from: '/inside/appointments/$id' });
  const found = useQuery(appointmentQuery(id));
  const { screen } = words.appointments;
  if (found.data === undefined)
    return (
      <Page title={screen.plainTitle}>
        {found.isPending && <Loading />}
        {isRefusal(found.error, 'not_found') ? (
          <Empty title={screen.missing}>
            <p>{screen.missingHint}</p>
            <Link to="/">{words.common.backToStart}</Link>
          </Empty>
        ) : (
          found.isError && <ErrorMessage error={found.error} onRetry={() => void found.refetch()} />
        )}
      </Page>
    );
  return <Found appointment={found.data} isGone={isRefusal(found.error, 'not_found')} />;
}

function Found({
  appointment,
  isGone,
}: {
  readonly appointment: TaggedAppointment;
  readonly isGone: boolean;
}): ReactNode {
  const words = useWords();
  const { screen } = words.appointments;
  const staff = isStaff(usePerson());
  const now = useNow();
  const facts = useId();
  const names = useNames(appointment);
  const { status, scheduled_date, scheduled_time, duration_minutes } = appointment;
  const until = isAwaited(status) ? untilText(appointment, now) : undefined;
  return (
    <Page title={screen.title(typeName(appointment.appointment_type, words))}>
      {isGone && <p role="alert">{screen.missing}</p>}
      <section className={styles.card} aria-label={words.appointments.when}>
        <div className={styles.when}>
          <p className={styles.date}>{longDate(scheduled_date)}</p>
          <p className={styles.time}>{timeRange(scheduled_time, duration_minutes)}</p>
        </div>
        <div className={styles.state}>
          <StatusBadge status={status} />
          {until && <span className={styles.until}>{until}</span>}
          {!staff && <span>{screen.whatHappens[status as keyof typeof screen.whatHappens]}</span>}
        </div>
        {!isGone && <AppointmentActions appointment={appointment} />}
        {!staff && status === 'in_progress' && <p>{screen.tooLateToChange}</p>}
      </section>
      <div className={styles.columns}>
        <section aria-labelledby={facts} className={styles.section}>
          <h2 id={facts}>{screen.facts}</h2>
          <AppointmentFacts appointment={appointment} />
        </section>
        <Timeline appointment={appointment} names={names} />
      </div>
    </Page>
  );
}

/** The names that the history may show: the appointment's own people, for staff also colleagues. */
function useNames(appointment: TaggedAppointment): ReadonlyMap<string, string> {
  const staff = isStaff(usePerson());
  const { data: employees = [] } = useQuery({ ...employeesQuery, enabled: staff });
  const { customer_id, customer_name, assigned_employee_id, employee_name } = appointment;
  return new Map([
    ...employees.map(({ id, full_name }) => [id, full_name] as const),
    [customer_id, customer_name] as const,
    ...(assigned_employee_id === null ? [] : [[assigned_employee_id, employee_name] as const]),
  ]);
}
