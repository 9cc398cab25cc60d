import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { Appointment } from '../api.ts';
import type { Start } from '../availability/free-slots.rules.ts';
import { startText } from '../availability/start-text.ts';
import { isStaff, usePerson } from '../person.tsx';
import { duration } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { useWords } from '../words/use-words.tsx';
import { employeesQuery } from './appointments.queries.ts';
import styles from './booking.module.css';
import { bodyOf, type Step, type StepProps } from './booking-draft.ts';
import { BookingRefusal } from './booking-refusal.tsx';
import { useBook } from './use-book.ts';
import { useTaken } from './use-taken.ts';

interface ConfirmStepProps extends StepProps {
  readonly onBooked: (booked: Appointment) => void;
}

/** All of it once more, and the press that books it. */
export function ConfirmStep({ draft, change, go, onBooked }: ConfirmStepProps): ReactNode {
  const words = useWords();
  const texts = words.appointments;
  const staff = isStaff(usePerson());
  const book = useBook(onBooked);
  const taken = useTaken(draft.customer?.id);
  const [refused, setRefused] = useState<readonly Start[]>([]);
  // The second click of a double click comes before the button shows that it is busy.
  const isUnderWay = useRef(false);
  const buttons = useRef<HTMLDivElement>(null);
  const { start, type } = draft;
  const body = bodyOf(draft, staff);

  function press(): void {
    if (body === undefined || isUnderWay.current) return;
    isUnderWay.current = true;
    book.mutate(body, {
      onSettled: () => {
        isUnderWay.current = false;
      },
      onError: () => {
        if (start) setRefused((before) => [...before, start]);
      },
    });
  }

  const rows: readonly (readonly [Step, string, string])[] = [
    ...(staff ? [['car', words.common.customer, draft.customer?.full_name ?? ''] as const] : []),
    ['car', words.common.car, draft.vehicle?.vehicle_details ?? ''],
    ['wants', words.common.type, type ? words.common.types[type] : ''],
    ...(draft.description ? [['wants', texts.description, draft.description] as const] : []),
    ...(draft.notes ? [['wants', texts.customerNotes, draft.notes] as const] : []),
    ['wants', texts.length, duration(draft.minutes)],
    ['slot', texts.when, start ? startText(start, words) : ''],
  ];
  return (
    <>
      <dl className={styles.summary}>
        {rows.map(([step, name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            <dd>
              <Button
                look="quiet"
                small
                aria-label={texts.booking.changeStep(name)}
                onClick={() => go(step)}
              >
                {texts.booking.change}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      {book.error && start && (
        <BookingRefusal
          error={book.error}
          wanted={start}
          refused={refused}
          taken={taken}
          minutes={draft.minutes}
          onPick={(picked) => {
            change({ start: picked });
            book.reset();
            // The offer that was pressed goes with the refusal; the next press is the booking.
            buttons.current?.querySelector<HTMLElement>('button:last-of-type')?.focus();
          }}
          onChooseAnother={() => go('slot')}
        />
      )}
      {staff && <StaffChoices draft={draft} change={change} />}
      {!staff && <p className={styles.hint}>{texts.booking.requestHint}</p>}
      <div className={styles.buttons} ref={buttons}>
        <Button onClick={() => go('slot')}>{texts.booking.back}</Button>
        <Button look="primary" busy={book.isPending} onClick={press}>
          {staff ? texts.booking.submit : texts.booking.submitCustomer}
        </Button>
      </div>
    </>
  );
}

/** What staff may decide at once. */
function StaffChoices({ draft, change }: Pick<StepProps, 'draft' | 'change'>): ReactNode {
  const words = useWords();
  const texts = words.appointments.booking;
  const { data: employees = [] } = useQuery(employeesQuery);
  return (
    <div className={styles.fields}>
      <SelectField
        label={texts.assignTo}
        value={draft.employeeId}
        onChange={(event) => change({ employeeId: event.target.value })}
      >
        <option value="">{words.common.nobody}</option>
        {employees.map(({ id, full_name }) => (
          <option key={id} value={id}>
            {full_name}
          </option>
        ))}
      </SelectField>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={draft.confirmed}
          onChange={(event) => change({ confirmed: event.target.checked })}
        />
        <span>
          <b>{texts.confirmNow}</b>
          <span className={styles.hint}>{texts.confirmNowHint}</span>
        </span>
      </label>
    </div>
  );
}
