import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Appointment } from '../api.ts';
import { startText } from '../availability/start-text.ts';
import { isStaff, usePerson } from '../person.tsx';
import { isDate } from '../time/wall-time.ts';
import { useNotify } from '../ui/notices.tsx';
import { Page } from '../ui/page.tsx';
import { useWords } from '../words/use-words.tsx';
import { whenText } from './appointment-texts.ts';
import { appointmentQuery } from './appointments.queries.ts';
import styles from './booking.module.css';
import { CarStep } from './booking-car-step.tsx';
import { ConfirmStep } from './booking-confirm-step.tsx';
import {
  type BookingDraft,
  reachable,
  type Step,
  startIn,
  USUAL_MINUTES,
} from './booking-draft.ts';
import { SlotStep } from './booking-slot-step.tsx';
import { Stepper } from './booking-stepper.tsx';
import { WantsStep } from './booking-wants-step.tsx';

/** Books in four steps; what was entered stays while one goes back and forth. */
export function Booking(): ReactNode {
  const words = useWords();
  const texts = words.appointments.booking;
  const person = usePerson();
  const navigate = useNavigate();
  const notify = useNotify();
  const queries = useQueryClient();
  const search = useSearch({ from: '/inside/book' });
  // The step is a state of the browser's history, so that its Back button leads a step back.
  const wanted = useLocation({
    select: ({ state }) => (state as { bookingStep?: Step }).bookingStep ?? 'car',
  });
  const [draft, setDraft] = useState<BookingDraft>(() => ({
    customer: isStaff(person) ? undefined : { id: person.id, full_name: person.firstName },
    vehicle: undefined,
    type: undefined,
    description: '',
    notes: '',
    minutes: USUAL_MINUTES,
    start: startIn(search),
    employeeId: '',
    confirmed: false,
  }));
  const step = reachable(wanted, draft);
  const heading = useFocusOnChange(`${step} ${draft.customer?.id}`);

  function go(to: Step): void {
    void navigate({
      to: '/book',
      search: true,
      state: (before) => ({ ...before, bookingStep: to }),
    });
  }

  function booked(appointment: Appointment): void {
    const when = whenText(appointment, words);
    const { done } = words.appointments;
    notify({
      text: appointment.status === 'pending' ? done.request(when) : done.book(when),
    });
    void queries.invalidateQueries(appointmentQuery(appointment.id));
    void navigate({ to: '/appointments/$id', params: { id: appointment.id } });
  }

  const props = {
    draft,
    change: (change: Partial<BookingDraft>) => setDraft((before) => ({ ...before, ...change })),
    go,
  };
  const questions: Record<Step, string> = {
    car: isStaff(person) && !draft.customer ? texts.customerQuestion : texts.carQuestion,
    wants: texts.wantsQuestion,
    slot: texts.slotQuestion,
    confirm: texts.confirmQuestion,
  };
  return (
    <Page title={texts.title}>
      <Stepper step={step} draft={draft} go={go} />
      {step !== 'confirm' && <SoFar draft={draft} />}
      <section className={styles.step} aria-labelledby="booking-question">
        <h2 id="booking-question" ref={heading} tabIndex={-1} className={styles.question}>
          {questions[step]}
        </h2>
        {step === 'car' && <CarStep {...props} wantedCustomer={search.customer} />}
        {step === 'wants' && <WantsStep {...props} />}
        {step === 'slot' && (
          <SlotStep {...props} startDate={isDate(search.date) ? search.date : undefined} />
        )}
        {step === 'confirm' && <ConfirmStep {...props} onBooked={booked} />}
      </section>
    </Page>
  );
}

/** What has been chosen already, in a line. */
function SoFar({ draft }: { readonly draft: BookingDraft }): ReactNode {
  const words = useWords();
  const { vehicle, type, start } = draft;
  const chosen = [
    vehicle?.vehicle_details,
    type && words.common.types[type],
    start && startText(start, words),
  ].filter(Boolean);
  return chosen.length > 0 && <p className={styles.soFar}>{chosen.join(' · ')}</p>;
}

/** Moves the focus to what is asked whenever that changes. */
function useFocusOnChange(question: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(question);
  useEffect(() => {
    if (before.current !== question) heading.current?.focus();
    before.current = question;
  }, [question]);
  return heading;
}
