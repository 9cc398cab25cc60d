import type { AppointmentAnswer } from '../../src/appointments/appointments.schemas.ts';
import type { Answer, Client } from './client.ts';

/** Changes, replaces and deletes appointments as a client. */
export function editsOf(client: Client): {
  patch(id: string, body: unknown): Promise<Answer<AppointmentAnswer>>;
  put(id: string, body: unknown): Promise<Answer<AppointmentAnswer>>;
  remove(id: string): Promise<Answer<unknown>>;
} {
  const url = (id: string): string => `/api/v1/appointments/${id}/`;
  const send = (method: 'PUT' | 'PATCH', id: string, body: unknown) =>
    client.request<AppointmentAnswer>({ method, url: url(id), payload: body as object });
  return {
    patch: (id, body) => send('PATCH', id, body),
    put: (id, body) => send('PUT', id, body),
    remove: (id) => client.request({ method: 'DELETE', url: url(id) }),
  };
}
