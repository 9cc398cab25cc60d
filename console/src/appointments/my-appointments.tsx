import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Appointment } from '../api.ts';
import { usePerson } from '../person.tsx';
import { ifFocusIsLost } from '../ui/focus.ts';
import { Page } from '../ui/page.tsx';
import { Empty, ErrorMessage, Loading } from '../ui/states.tsx';
import { useFrozen } from '../ui/use-frozen.ts';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import { AppointmentRow } from './appointment-row.tsx';
import { customerAppointmentsQuery } from './appointments.queries.ts';
import { FirstFreeLink } from './first-free-link.tsx';
import { LinkButton } from './link-button.tsx';
import styles from './my-appointments.module.css';
import { sortedForCustomer } from './my-appointments.rules.ts';
import { NextAppointment } from './next-appointment.tsx';
import { PastAppointments } from './past-appointments.tsx';

/** A customer's start: the next appointment first, then the others, then what was. */
export function MyAppointments(): ReactNode {
  const words = useWords();
  const person = usePerson();
  const all = useQuery(customerAppointmentsQuery(person.id));
  const { mine } = words.appointments;
  return (
    <Page
      title={mine.title}
      actions={
        <>
          <FirstFreeLink />
          <LinkButton to="/book" look="primary">
            {mine.book}
          </LinkButton>
        </>
      }
    >
      {all.isPending && <Loading />}
      {all.isError && <ErrorMessage error={all.error} onRetry={() => void all.refetch()} />}
      {all.data && <Sorted all={all.data} />}
    </Page>
  );
}

function Sorted({ all }: { readonly all: readonly Appointment[] }): ReactNode {
  const { mine } = useWords().appointments;
  const now = useNow();
  const [isAsking, setAsking] = useState(false);
  const sorted = useMemo(() => sortedForCustomer(all, now), [all, now]);
  // A dialog stands in the card of the next one: whatever the workshop does, it stays until closed.
  const { next, inWorkshop, later, past } = useFrozen(sorted, isAsking);
  const top = useId();
  useFocusWhenReplaced(next?.id, top);
  return (
    <>
      {next ? (
        <NextAppointment key={next.id} appointment={next} heading={top} onAsking={setAsking} />
      ) : (
        <div id={top} tabIndex={-1}>
          <Empty title={mine.nothingAhead}>
            <p>{mine.nothingAheadHint}</p>
          </Empty>
        </div>
      )}
      <Rows title={mine.inWorkshop} appointments={inWorkshop} />
      <Rows title={mine.later} appointments={later} />
      {past.length > 0 && <PastAppointments past={past} />}
    </>
  );
}

/** The button that was pressed goes with its card: the focus stays where the next one stands. */
function useFocusWhenReplaced(id: string | undefined, place: string): void {
  const before = useRef(id);
  useEffect(() => {
    if (before.current !== id)
      // Who was reading further down is not torn away from there.
      ifFocusIsLost(() => document.getElementById(place)?.focus({ preventScroll: true }));
    before.current = id;
  }, [id, place]);
}

function Rows({
  title,
  appointments,
}: {
  readonly title: string;
  readonly appointments: readonly Appointment[];
}): ReactNode {
  const heading = useId();
  if (appointments.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      <ul className={styles.rows}>
        {appointments.map((appointment) => (
          <AppointmentRow key={appointment.id} appointment={appointment} />
        ))}
      </ul>
    </section>
  );
}
