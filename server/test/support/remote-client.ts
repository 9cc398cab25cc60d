import type { Answer, Client } from './client.ts';

/** One caller of the API over HTTP, as stories speak of it. */
export type RemoteClient = Omit<Client, 'request'>;

/** Nothing may hang longer; a test that waits for this has failed. */
const ANSWER_LIMIT_MS = 60_000;

/** A client that asks anew for every request where to send it and as whom. */
export function remoteClient(
  where: () => string,
  token: () => Promise<string | undefined>,
): RemoteClient {
  async function ask<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const access = await token();
    const response = await fetch(`${where()}/api/v1${path}`, {
      method,
      headers: {
        ...(access === undefined ? {} : { authorization: `Bearer ${access}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (isJson ? JSON.parse(text) : text) as Body,
      text,
    };
  }
  const post = <Body>(path: string, body?: unknown): Promise<Answer<Body>> =>
    ask<Body>('POST', path, body);
  return {
    get: (path) => ask('GET', path),
    post,
    book: (owner, wish) =>
      post('/appointments/', {
        customer_id: owner.person.user_id,
        vehicle_id: owner.car.vehicle_id,
        appointment_type: 'maintenance',
        ...wish,
      }),
    act: (id, action, body) => post(`/appointments/${id}/${action}/`, body),
  };
}
