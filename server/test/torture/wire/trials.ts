import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type pg from 'pg';
import { given, of } from '../../support/given.ts';
import { carOwners, nth } from '../../support/people.ts';
import type { World } from '../../support/world.ts';

/** One change that somebody asks for, on a day of its own, and what the database knows of it. */
export interface Trial {
  readonly kind: Kind;
  /** Asks for it; with the same key it is the same request. */
  ask(key?: string): Promise<LightMyRequestResponse>;
  /** How often it has happened, as each of its traces tells. */
  traces(): Promise<Readonly<Record<string, number>>>;
}

/** The kinds of change whose COMMIT may get lost. */
export const KINDS = [
  'booking',
  'confirmation',
  'reschedule',
  'deletion',
  'new slot',
  'changed slot',
  'deleted slot',
] as const;
export type Kind = (typeof KINDS)[number];

interface Asked {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly payload?: object;
}

const FIRST_DAY = Date.UTC(2027, 0, 1);
const MILLISECONDS_A_DAY = 86_400_000;

/** What an appointment's tables tell of a change with this history line, message and action. */
const OF_APPOINTMENT = `
  with changed as (
    select transaction_id from appointment_audit where appointment_id = $1 and $2 = any (actions)
  )
  select
    (select count(*)::int from changed) as audit,
    (select count(*)::int from appointment_history
      where appointment_id = $1 and change_reason ~ $3) as history,
    (select count(*)::int from outbox where appointment_id = $1 and event = $4) as messages,
    (select count(*)::int from idempotency_keys
      where transaction_id in (select transaction_id from changed)) as keys
`;

/** Prepares the change with this number; no two share a day. */
export async function prepareTrial(
  world: World,
  past: pg.Client,
  kind: Kind,
  number: number,
): Promise<Trial> {
  const date = new Date(FIRST_DAY + number * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
  const owner = nth(carOwners(world.people), 0);
  const hour = { date, start_time: '10:00', end_time: '11:00' };

  const ask =
    ({ method, url, payload }: Asked): Trial['ask'] =>
    async (key) => {
      const admin = nth(world.people.admins, 0);
      return await world.app.inject({
        method,
        url: `/api/v1${url}`,
        ...(payload === undefined ? {} : { payload }),
        headers: {
          authorization: `Bearer ${await world.platform.accessToken(admin.user_id)}`,
          accept: 'application/json, application/problem+json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
      });
    };
  const count = async (sql: string, values: readonly unknown[]) => {
    const { rows } = await past.query<Record<string, number>>(sql, [...values]);
    return nth(rows, 0);
  };
  const appointment = async (): Promise<string> => {
    const row = await given(world).appointment({
      ...of(owner),
      scheduled_date: date,
      guarded: true,
      adopted: false,
    });
    return row.id;
  };
  const slot = async (): Promise<string> => {
    const id = randomUUID();
    await past.query('insert into time_slots values ($1, $2, $3, $4, true, 3)', [
      id,
      ...Object.values(hour),
    ]);
    return id;
  };

  switch (kind) {
    case 'booking': {
      const payload = {
        customer_id: owner.person.user_id,
        vehicle_id: owner.car.vehicle_id,
        appointment_type: 'repair',
        scheduled_date: date,
        scheduled_time: '10:00',
      };
      return {
        kind,
        ask: ask({ method: 'POST', url: '/appointments/', payload }),
        traces: () =>
          count(
            `select count(distinct a.id)::int as rows, count(distinct u.transaction_id)::int as audit,
              count(distinct o.id)::int as messages, count(distinct k.transaction_id)::int as keys
            from appointments as a
            left join appointment_audit as u on u.appointment_id = a.id
            left join outbox as o on o.appointment_id = a.id
            left join idempotency_keys as k on k.transaction_id = u.transaction_id
            where a.scheduled_date = $1`,
            [date],
          ),
      };
    }
    case 'confirmation': {
      const id = await appointment();
      return {
        kind,
        ask: ask({ method: 'POST', url: `/appointments/${id}/confirm/` }),
        traces: () => count(OF_APPOINTMENT, [id, 'status_changed', '^$', 'confirmed']),
      };
    }
    case 'reschedule': {
      const id = await appointment();
      const payload = { new_date: date, new_time: '14:00' };
      return {
        kind,
        ask: ask({ method: 'POST', url: `/appointments/${id}/reschedule/`, payload }),
        traces: () => count(OF_APPOINTMENT, [id, 'rescheduled', '^Rescheduled', 'rescheduled']),
      };
    }
    case 'deletion': {
      const id = await appointment();
      return {
        kind,
        ask: ask({ method: 'DELETE', url: `/appointments/${id}/` }),
        async traces() {
          const {
            audit = 0,
            history = 0,
            keys = 0,
          } = await count(OF_APPOINTMENT, [...[id, 'deleted', '^Deleted$', 'deleted']]);
          const rows = await count(
            `select (select count(*)::int from deleted_appointments where id = $1) as moved,
              1 - (select count(*)::int from appointments where id = $1) as gone`,
            [id],
          );
          return { audit, history, keys, ...rows };
        },
      };
    }
    case 'new slot':
      return {
        kind,
        ask: ask({ method: 'POST', url: '/time-slots/', payload: hour }),
        traces: () => count('select count(*)::int as rows from time_slots where date = $1', [date]),
      };
    case 'changed slot': {
      const id = await slot();
      const payload = { max_concurrent_appointments: 5 };
      return {
        kind,
        ask: ask({ method: 'PATCH', url: `/time-slots/${id}/`, payload }),
        traces: () =>
          count(
            `select version - 1 as versions, (max_concurrent_appointments = 5)::int as values
            from time_slots where id = $1`,
            [id],
          ),
      };
    }
    case 'deleted slot': {
      const id = await slot();
      return {
        kind,
        ask: ask({ method: 'DELETE', url: `/time-slots/${id}/` }),
        traces: () => count('select 1 - count(*)::int as gone from time_slots where id = $1', [id]),
      };
    }
  }
}
