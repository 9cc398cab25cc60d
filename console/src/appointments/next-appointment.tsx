import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Appointment } from '../api.ts';
import { longDate, timeRange } from '../time/format.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import { typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import { AppointmentActions } from './appointment-actions-bar.tsx';
import { appointmentQuery } from './appointments.queries.ts';
import { LinkButton } from './link-button.tsx';
import styles from './next-appointment.module.css';
import { untilText } from './until.ts';

/** The appointment that matters now: when, how long until, what, which car, what can be done. */
export function NextAppointment({
  appointment,
  heading,
  onAsking,
}: {
  readonly appointment: Appointment;
  /** The id of its heading. */
  readonly heading: string;
  readonly onAsking: (isAsking: boolean) => void;
}): ReactNode {
  const words = useWords();
  const { mine, screen, customerNotes } = words.appointments;
  const now = useNow();
  // The list knows no versions; the changes below want to name the one that was seen.
  const tagged = useQuery(appointmentQuery(appointment.id)).data;
  const { scheduled_date, scheduled_time, duration_minutes, status } = appointment;
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading} tabIndex={-1}>
          {mine.next}
        </h2>
        <StatusBadge status={status} />
      </div>
      <div className={styles.when}>
        <p className={styles.until}>{untilText(appointment, now) ?? mine.overdue}</p>
        <p className={styles.date}>{longDate(scheduled_date)}</p>
        <p className={styles.time}>{timeRange(scheduled_time, duration_minutes)}</p>
      </div>
      <div className={styles.what}>
        <p className={styles.job}>
          {appointment.service_description || typeName(appointment.appointment_type, words)}
        </p>
        <p>{appointment.vehicle_details}</p>
        {appointment.employee_name && (
          <p>
            {words.common.employee}: {appointment.employee_name}
          </p>
        )}
        {appointment.customer_notes && (
          <p>
            {customerNotes}: {appointment.customer_notes}
          </p>
        )}
        <p className={styles.hint}>
          {screen.whatHappens[status as keyof typeof screen.whatHappens]}
        </p>
      </div>
      <div className={styles.actions}>
        <LinkButton to="/appointments/$id" params={{ id: appointment.id }}>
          {mine.open}
        </LinkButton>
        {tagged && (
          <AppointmentActions
            appointment={tagged}
            only={['reschedule', 'cancel']}
            onAsking={onAsking}
          />
        )}
      </div>
    </section>
  );
}
