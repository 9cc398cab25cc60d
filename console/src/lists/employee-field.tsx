import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { employeesQuery } from '../appointments/appointments.queries.ts';
import { SelectField } from '../ui/field.tsx';
import { useWords } from '../words/use-words.tsx';

/** Chooses to whom a request is given; the one who has it is offered, known or not. */
export function EmployeeField({
  request: { assigned_employee_id: current, employee_name },
  value,
  busy,
  onChange,
}: {
  readonly request: AppointmentListItem;
  readonly value: string | null;
  readonly busy: ReadonlySet<string>;
  readonly onChange: (id: string | null) => void;
}): ReactNode {
  const { common, lists } = useWords();
  const { data: employees = [] } = useQuery(employeesQuery);
  const isListed = current === null || employees.some(({ id }) => id === current);
  return (
    <SelectField
      label={lists.requests.assign}
      optional
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{common.nobody}</option>
      {!isListed && <option value={current}>{employee_name}</option>}
      {employees.map(({ id, full_name }) => (
        <option key={id} value={id}>
          {busy.has(id) ? lists.requests.busyThen(full_name) : full_name}
        </option>
      ))}
    </SelectField>
  );
}
