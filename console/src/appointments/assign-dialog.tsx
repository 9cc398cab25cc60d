import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField } from '../ui/field.tsx';
import { ErrorMessage } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { whenText } from './appointment-texts.ts';
import {
  appointmentQuery,
  employeesQuery,
  type TaggedAppointment,
} from './appointments.queries.ts';
import styles from './dialogs.module.css';
import { Refusal } from './refusal.tsx';
import { useChange } from './use-change.ts';

/** Gives an appointment to an employee, or takes it away from the one who has it. */
export function AssignDialog({
  appointment,
  onClose,
}: {
  readonly appointment: TaggedAppointment;
  readonly onClose: () => void;
}): ReactNode {
  const words = useWords();
  const queries = useQueryClient();
  const { assigning, done } = words.appointments;
  const employees = useQuery(employeesQuery);
  const [seen, setSeen] = useState(appointment);
  const [chosen, setChosen] = useState(appointment.assigned_employee_id ?? '');
  const nameOf = (id: string): string =>
    employees.data?.find((each) => each.id === id)?.full_name ?? seen.employee_name;
  const assign = useChange<string>({
    // A move that keeps the time: the only way to give a job to nobody.
    send: (employeeId) =>
      api.POST('/api/v1/appointments/{id}/move/', {
        params: { path: { id: seen.id }, header: { 'If-Match': seen.etag } },
        body: {
          new_date: seen.scheduled_date,
          new_time: seen.scheduled_time,
          employee_id: employeeId === '' ? null : employeeId,
        },
      }),
    done: (employeeId) => (employeeId === '' ? done.unassign : done.assign(nameOf(employeeId))),
    onDone: onClose,
  });

  async function load(): Promise<void> {
    setSeen(await queries.fetchQuery({ ...appointmentQuery(seen.id), staleTime: 0 }));
    assign.reset();
  }

  const current = seen.assigned_employee_id;
  const isKnown = current === null || employees.data?.some(({ id }) => id === current);
  return (
    <Dialog
      title={assigning.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button
            look="primary"
            disabled={chosen === (current ?? '')}
            busy={assign.isPending}
            onClick={() => assign.mutate(chosen)}
          >
            {assigning.confirm}
          </Button>
        </>
      }
    >
      <p className={styles.now}>
        {whenText(seen, words)} · {seen.vehicle_details}
      </p>
      {employees.isError && (
        <ErrorMessage error={employees.error} onRetry={() => void employees.refetch()} />
      )}
      <SelectField
        label={assigning.employee}
        value={chosen}
        onChange={(event) => {
          setChosen(event.target.value);
          assign.reset();
        }}
      >
        <option value="">{words.common.nobody}</option>
        {!isKnown && current !== null && <option value={current}>{seen.employee_name}</option>}
        {employees.data?.map(({ id, full_name }) => (
          <option key={id} value={id}>
            {full_name}
          </option>
        ))}
      </SelectField>
      <Refusal error={assign.error} keepsEntries onLoad={() => void load()} />
    </Dialog>
  );
}
