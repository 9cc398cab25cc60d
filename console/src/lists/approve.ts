import { type AppointmentListItem, api, entityTag, tagOf } from '../api.ts';

/** How an approval ended: `assignment` says why it was not given to the employee that was wanted. */
export interface Approval {
  readonly assignment?: unknown;
}

/** Confirms a request as it was seen, then gives it to an employee, or to nobody. */
export async function approve(
  request: AppointmentListItem,
  employeeId: string | null,
): Promise<Approval> {
  const path = { id: request.id };
  const { response } = await api.POST('/api/v1/appointments/{id}/confirm/', {
    params: { path, header: { 'If-Match': entityTag(request.version) } },
  });
  if (employeeId === request.assigned_employee_id) return {};
  try {
    // A move that keeps the time: the only way to give a job to nobody.
    await api.POST('/api/v1/appointments/{id}/move/', {
      params: { path, header: { 'If-Match': tagOf(response) || '*' } },
      body: {
        new_date: request.scheduled_date,
        new_time: request.scheduled_time,
        employee_id: employeeId,
      },
    });
    return {};
  } catch (error) {
    return { assignment: error };
  }
}
