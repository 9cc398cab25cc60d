import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { employeesQuery, refreshAppointments } from '../appointments/appointments.queries.ts';
import { useNotify } from '../ui/notices.tsx';
import { errorTexts } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { type Approval, approve } from './approve.ts';

/** Approves a request and says what became of it. */
export function useApproval(request: AppointmentListItem, onAnswered: () => void) {
  const words = useWords();
  const texts = words.lists.requests;
  const queries = useQueryClient();
  const { data: employees = [] } = useQuery(employeesQuery);
  const notify = useNotify();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const name = request.customer_name;

  async function run(employeeId: string | null): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      say(await approve(request, employeeId), employeeId);
      await refreshAppointments(queries);
      onAnswered();
    } catch (refusal) {
      setError(refusal);
      // What is on the card may be why.
      await refreshAppointments(queries);
    } finally {
      setBusy(false);
    }
  }

  function say({ assignment }: Approval, employeeId: string | null): void {
    if (assignment === undefined) {
      notify({ text: textFor(employeeId) });
      return;
    }
    notify({
      text: texts.onlyApproved(name, errorTexts(assignment, words).join(' ')),
      tone: 'bad',
      action: {
        label: texts.open,
        run: () => void navigate({ to: '/appointments/$id', params: { id: request.id } }),
      },
    });
  }

  function textFor(employeeId: string | null): string {
    if (employeeId === null)
      return request.assigned_employee_id === null
        ? texts.approved(name)
        : texts.approvedForNobody(name);
    const employee = employees.find(({ id }) => id === employeeId)?.full_name;
    return texts.approvedAndGiven(name, employee ?? request.employee_name);
  }

  return { run, busy, error, forget: () => setError(undefined) };
}
