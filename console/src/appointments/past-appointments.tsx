import { type ReactNode, useId, useState } from 'react';
import type { Appointment } from '../api.ts';
import { monthName } from '../time/format.ts';
import { firstOfMonth } from '../time/wall-time.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/use-words.tsx';
import { AppointmentRow } from './appointment-row.tsx';
import styles from './my-appointments.module.css';

const SHOWN_AT_FIRST = 10;

/** What was, newest first, month by month. */
export function PastAppointments({ past }: { readonly past: readonly Appointment[] }): ReactNode {
  const { mine } = useWords().appointments;
  const heading = useId();
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? past : past.slice(0, SHOWN_AT_FIRST);
  const months = [...new Set(shown.map(({ scheduled_date }) => firstOfMonth(scheduled_date)))];
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 id={heading}>{mine.past}</h2>
      <div className={styles.timeline}>
        {months.map((month) => (
          <div key={month} className={styles.monthOfPast}>
            <h3>{monthName(month)}</h3>
            <ul className={styles.rows}>
              {shown
                .filter(({ scheduled_date }) => firstOfMonth(scheduled_date) === month)
                .map((appointment) => (
                  <AppointmentRow key={appointment.id} appointment={appointment} />
                ))}
            </ul>
          </div>
        ))}
      </div>
      {shown.length < past.length && (
        <p>
          <Button onClick={() => setShowsAll(true)}>{mine.showAllPast(past.length)}</Button>
        </p>
      )}
    </section>
  );
}
