import { Fragment, type ReactNode } from 'react';
import { isStaff, usePerson } from '../person.tsx';
import { duration, instant } from '../time/format.ts';
import { typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import { useWorkshop } from '../workshop.tsx';
import styles from './appointment-screen.module.css';
import type { TaggedAppointment } from './appointments.queries.ts';

/** Everything that is written down about an appointment, for its reader. */
export function AppointmentFacts({
  appointment,
}: {
  readonly appointment: TaggedAppointment;
}): ReactNode {
  const words = useWords();
  const { time_zone } = useWorkshop();
  const texts = words.appointments;
  const staff = isStaff(usePerson());
  const { estimated_cost, duration_seconds, cancelled_at, completed_at } = appointment;
  const facts: readonly (readonly [string, string | null])[] = [
    [words.common.car, appointment.vehicle_details],
    [words.common.customer, staff ? appointment.customer_name : null],
    [words.common.type, typeName(appointment.appointment_type, words)],
    [texts.length, duration(appointment.duration_minutes)],
    [words.common.employee, appointment.employee_name || (staff ? words.common.nobody : null)],
    [texts.description, appointment.service_description || texts.nothingNoted],
    [texts.customerNotes, appointment.customer_notes || texts.nothingNoted],
    [texts.internalNotes, staff ? appointment.internal_notes || texts.nothingNoted : null],
    [texts.estimatedCost, estimated_cost],
    [texts.timeSpent, duration_seconds > 0 ? duration(duration_seconds / 60) : null],
    [texts.bookedOn, instant(appointment.created_at, time_zone)],
    [texts.completedOn, completed_at && instant(completed_at, time_zone)],
    [texts.cancelledOn, cancelled_at && instant(cancelled_at, time_zone)],
    [texts.reference, appointment.id.slice(0, 8)],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ),
      )}
    </dl>
  );
}
