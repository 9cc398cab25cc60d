import type { FastifyInstance, InjectOptions } from 'fastify';
import type { AppointmentAnswer } from '../../src/appointments/appointments.schemas.ts';
import type { CarOwner } from './people.ts';

type Headers = Readonly<Record<string, string | string[] | number | undefined>>;

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  /** The body as it came over the wire. */
  readonly text: string;
}

export interface ActionBody {
  readonly status: string;
  readonly message: string;
  readonly appointment: AppointmentAnswer;
}

/** One caller of the API, as stories speak of it. */
export interface Client {
  request<Body = unknown>(options: InjectOptions): Promise<Answer<Body>>;
  get<Body = unknown>(path: string): Promise<Answer<Body>>;
  post<Body = unknown>(path: string, body?: unknown): Promise<Answer<Body>>;
  /** Books the owner's car; `wish` overrides or adds body fields. */
  book(owner: CarOwner, wish: BookingWish): Promise<Answer<AppointmentAnswer>>;
  /** POSTs an action on an appointment, such as `confirm`. */
  act(id: string, action: string, body?: unknown): Promise<Answer<ActionBody>>;
}

export interface BookingWish {
  readonly scheduled_date: string;
  readonly scheduled_time: string;
  readonly [field: string]: unknown;
}

/** A client of the application in this process; every request asks for the header afresh. */
export function clientOf(
  app: FastifyInstance,
  authorization: () => Promise<string | undefined>,
): Client {
  async function request<Body>(options: InjectOptions): Promise<Answer<Body>> {
    const header = await authorization();
    const response = await app.inject({
      ...options,
      headers: { ...options.headers, ...(header === undefined ? {} : { authorization: header }) },
    });
    const isJson = String(response.headers['content-type'] ?? '').includes('json');
    const body = isJson && response.body !== '' ? response.json() : response.body;
    return {
      status: response.statusCode,
      headers: response.headers,
      body: body as Body,
      text: response.body,
    };
  }
  const post = <Body>(path: string, body?: unknown): Promise<Answer<Body>> =>
    request<Body>({
      method: 'POST',
      url: `/api/v1${path}`,
      ...(body === undefined ? {} : { payload: body as object }),
    });
  return {
    request,
    post,
    get: (path) => request({ method: 'GET', url: `/api/v1${path}` }),
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
