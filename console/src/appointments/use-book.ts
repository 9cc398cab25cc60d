import { ApiError } from '@servease/appointment-sdk/api-error';
import { newKey } from '@servease/appointment-sdk/new-key';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type Appointment, api } from '../api.ts';
import { refreshAppointments } from './appointments.queries.ts';
import type { BookingBody } from './booking-draft.ts';

/**
 * Books. As long as it is not certain what became of a try, the same content goes under the same
 * key, so that however often it is pressed there is one appointment.
 */
export function useBook(onBooked: (booked: Appointment) => void) {
  const queries = useQueryClient();
  const last = useRef<{ content: string; key: string }>(undefined);
  return useMutation({
    mutationFn: async (body: BookingBody): Promise<Appointment> => {
      const content = JSON.stringify(body);
      if (last.current?.content !== content) last.current = { content, key: newKey() };
      const { data } = await api.POST('/api/v1/appointments/', {
        params: { header: { 'Idempotency-Key': last.current.key } },
        body,
      });
      return data as Appointment;
    },
    onSuccess: onBooked,
    onError: (error) => {
      if (isFinal(error)) last.current = undefined;
    },
    onSettled: () => void refreshAppointments(queries),
  });
}

/** Nothing was booked, and a key remembers that answer: the next press has to be a new try. */
function isFinal(error: unknown): boolean {
  // 409: the first request is still running.
  return (
    error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 409
  );
}
