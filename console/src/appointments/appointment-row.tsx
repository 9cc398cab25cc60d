import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Appointment } from '../api.ts';
import { dayOfMonth, shortDate, timeRange, weekdayName } from '../time/format.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import { typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './my-appointments.module.css';

/** One appointment as a line that leads to it. */
export function AppointmentRow({ appointment }: { readonly appointment: Appointment }): ReactNode {
  const words = useWords();
  const { scheduled_date, scheduled_time, duration_minutes, service_description } = appointment;
  const title = service_description || typeName(appointment.appointment_type, words);
  return (
    <li className={styles.row}>
      <span className={styles.leaf} aria-hidden="true">
        <span>{weekdayName(scheduled_date)}</span>
        <b>{dayOfMonth(scheduled_date)}</b>
      </span>
      <div className={styles.rowText}>
        <Link to="/appointments/$id" params={{ id: appointment.id }} className={styles.rowLink}>
          {title}
        </Link>
        <p className={styles.rowFacts}>
          {shortDate(scheduled_date)}, {timeRange(scheduled_time, duration_minutes)} ·{' '}
          {appointment.vehicle_details}
        </p>
      </div>
      <StatusBadge status={appointment.status} />
    </li>
  );
}
