import { randomUUID } from 'node:crypto';
import type { SlotWithCapacity } from '../../src/time-slots/with-capacity.ts';
import type { Answer, Client } from './client.ts';
import type { World } from './world.ts';

export type SlotBody = SlotWithCapacity;

export interface SlotPage {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly SlotBody[];
}

/** Changes, replaces and removes slots as a client. */
export function slotsOf(client: Client) {
  const write = (method: 'PUT' | 'PATCH' | 'DELETE', id: string, body?: unknown) =>
    client.request<SlotBody>({
      method,
      url: `/api/v1/time-slots/${id}/`,
      ...(body === undefined ? {} : { payload: body as object }),
    });
  return {
    add: (body: unknown): Promise<Answer<SlotBody>> => client.post('/time-slots/', body),
    get: (id: string): Promise<Answer<SlotBody>> => client.get(`/time-slots/${id}/`),
    list: (query = ''): Promise<Answer<SlotPage>> => client.get(`/time-slots/${query}`),
    replace: (id: string, body: unknown) => write('PUT', id, body),
    change: (id: string, body: unknown) => write('PATCH', id, body),
    remove: (id: string) => write('DELETE', id),
    plan: (body: unknown): Promise<Answer<unknown>> =>
      client.post('/time-slots/bulk_create/', body),
  };
}

/** Puts a slot of an hour into the world's database, past every rule; answers its id. */
export async function storedSlot(
  world: World,
  slot: { readonly date: string; readonly from: string; readonly to: string },
  places = 3,
): Promise<string> {
  const id = randomUUID();
  await world.db
    .insertInto('time_slots')
    .values({
      id,
      date: slot.date,
      start_time: slot.from,
      end_time: slot.to,
      is_available: true,
      max_concurrent_appointments: places,
    })
    .execute();
  return id;
}

/** All stored slots as `date start-end`, in order. */
export async function storedHours(world: World): Promise<string[]> {
  const rows = await world.db
    .selectFrom('time_slots')
    .select(['date', 'start_time', 'end_time'])
    .orderBy('date')
    .orderBy('start_time')
    .execute();
  return rows.map(
    ({ date, start_time, end_time }) => `${date} ${start_time.slice(0, 5)}-${end_time.slice(0, 5)}`,
  );
}
