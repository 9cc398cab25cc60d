import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { calendarQuery } from '../appointments/appointments.queries.ts';
import { Refusal } from '../appointments/refusal.tsx';
import { clockTime, longDate, timeRange } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import { useNow, useWorkshop } from '../workshop.tsx';
import { surroundingsOf } from './at-that-time.ts';
import { CustomerNotes } from './customer-notes.tsx';
import { EmployeeField } from './employee-field.tsx';
import { RequestFacts } from './request-facts.tsx';
import styles from './requests.module.css';
import type { IsMeant } from './use-aim.ts';
import { useApproval } from './use-approval.ts';

const NOBODY: ReadonlySet<string> = new Set();

export function cardId({ id }: { readonly id: string }): string {
  return `request-card-${id}`;
}

/** One request: what is asked for, what speaks against it, and the possible answers. */
export function RequestCard({
  request,
  isMeant,
  onDecline,
  onAnswered,
}: {
  readonly request: AppointmentListItem;
  /** A press that was not meant for this card answers nothing. */
  readonly isMeant: IsMeant;
  readonly onDecline: () => void;
  /** Called when the request has been approved and is gone from the list. */
  readonly onAnswered: () => void;
}): ReactNode {
  const words = useWords();
  const { lists } = words;
  const now = useNow();
  const { default_places } = useWorkshop();
  const day = request.scheduled_date;
  const calendar = useQuery(calendarQuery({ start_date: day, end_date: day }));
  const surroundings = calendar.data && surroundingsOf(request, calendar.data, default_places);
  // Untouched it follows the request, of which the newest version is approved.
  const [chosen, setChosen] = useState<string | null>();
  const employeeId = chosen === undefined ? request.assigned_employee_id : chosen;
  const approval = useApproval(request, onAnswered);
  const isOverdue = `${day} ${request.scheduled_time}` < `${now.date} ${now.time}`;
  const time = clockTime(request.scheduled_time);

  return (
    <article
      id={cardId(request)}
      tabIndex={-1}
      className={styles.card}
      aria-labelledby={`request-${request.id}`}
    >
      <div className={styles.wish}>
        <p className={styles.time}>
          {longDate(day)}, {timeRange(request.scheduled_time, request.duration_minutes)}
          {isOverdue && <span className={styles.overdue}>{lists.requests.overdue}</span>}
        </p>
        <h2 id={`request-${request.id}`}>
          <Link to="/appointments/$id" params={{ id: request.id }} className={styles.name}>
            {request.customer_name}
          </Link>
        </h2>
        <p className={styles.car}>{request.vehicle_details}</p>
        <p>
          <strong>{typeName(request.appointment_type, words)}</strong>
          {request.service_description !== '' && ` – ${request.service_description}`}
        </p>
        <RequestFacts surroundings={surroundings} />
        <CustomerNotes id={request.id} />
      </div>
      <div className={styles.answer}>
        <EmployeeField
          request={request}
          value={employeeId}
          busy={surroundings?.busyEmployees ?? NOBODY}
          onChange={setChosen}
        />
        <Refusal error={approval.error} keepsEntries onLoad={approval.forget} />
        <div className={styles.buttons}>
          <Button
            look="primary"
            busy={approval.busy}
            aria-label={lists.requests.approveOf(request.customer_name, time)}
            onClick={(press) => {
              if (isMeant(press)) void approval.run(employeeId);
            }}
          >
            {lists.requests.approve}
          </Button>
          <Button
            look="danger"
            aria-label={lists.requests.declineOf(request.customer_name, time)}
            onClick={(press) => {
              if (isMeant(press)) onDecline();
            }}
          >
            {lists.requests.decline}
          </Button>
        </div>
        <p className={styles.links}>
          <Link to="/appointments/$id" params={{ id: request.id }}>
            {lists.requests.otherTime}
          </Link>
          <Link to="/board" search={{ date: day }}>
            {lists.requests.day}
          </Link>
        </p>
      </div>
    </article>
  );
}
