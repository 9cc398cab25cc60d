import { useQuery } from '@tanstack/react-query';
import { isActive } from '../api.ts';
import type { Taken } from '../availability/free-slots.rules.ts';
import { customerAppointmentsQuery } from './appointments.queries.ts';

/** When a customer is busy with other appointments; none as long as it is not known. */
export function useTaken(customerId: string | undefined, exceptId?: string): readonly Taken[] {
  const { data = [] } = useQuery({
    ...customerAppointmentsQuery(customerId ?? ''),
    enabled: customerId !== undefined,
  });
  return data
    .filter(({ id, status }) => isActive(status) && id !== exceptId)
    .map(({ scheduled_date, scheduled_time, duration_minutes }) => ({
      date: scheduled_date,
      time: scheduled_time,
      minutes: duration_minutes,
    }));
}
