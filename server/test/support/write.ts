import type { Answer, Client } from './client.ts';
import type { World } from './world.ts';

type Body = Readonly<Record<string, string | number | boolean>>;

/** A request of a write, ready to be sent, and what else a story may want to send. */
export interface PreparedWrite {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: Body;
  /** Another body that would be served as well; none where a body is ignored. */
  readonly otherBody?: Body;
  /** What it changes, which exists already, at `VERSION`. */
  readonly id?: string;
}

/** One operation of the API that changes something. */
export interface Write {
  /** Its name in the API's description. */
  readonly operation: string;
  readonly status: 200 | 201 | 204;
  /** Who may do it besides an admin. */
  readonly other: 'owner' | 'employee';
  /** How many rows it adds to each table. */
  readonly effects: Readonly<Record<string, number>>;
  /** Whether it changes what exists already. */
  readonly changes: 'appointment' | 'slot' | 'nothing';
  /** Makes what it is about, on days of its own. */
  readonly prepare: (world: World) => Promise<PreparedWrite>;
}

/** The version of what a write is prepared for: there has been another one before. */
export const VERSION = 2;

let weeks = 0;
/**
 * A Monday that no other write of the file touches, nor the days after it: far from every date that
 * a file names, for the files of a worker go on counting.
 */
export function freshMonday(): string {
  weeks += 1;
  return new Date(Date.UTC(2200, 0, 6 + 7 * weeks)).toISOString().slice(0, 10);
}

export function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}

/** Sends a write as a client, with these headers. */
export async function send(
  client: Client,
  { method, path, body }: PreparedWrite,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<unknown>> {
  return await client.request({
    method,
    url: `/api/v1${path}`,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
}
