import { expect } from 'vitest';
import type { Attempt, Load, Outcome } from './booking-load.ts';
import { eventually } from './eventually.ts';
import type { Fleet } from './fleet.ts';
import { overfullMinutes } from './minute-sweep.ts';

interface Booked {
  readonly id: string;
  readonly customer_id: string;
  readonly attempt: number;
  readonly hour: string;
  readonly messages: number;
}

const OUTCOMES: readonly Outcome[] = [
  'acknowledged',
  'refused',
  'unavailable',
  'in doubt',
  'not sent',
  'unexpected',
];

/** Expects that the database holds what the callers were told, and nothing that they were not. */
export async function expectLedgerHolds(fleet: Fleet, load: Load): Promise<void> {
  const rows = await fleet.query<Booked>(
    `select appointments.id, appointments.customer_id,
      split_part(appointments.customer_notes, ' ', 2)::int as attempt,
      appointments.scheduled_date::text || ' ' || appointments.scheduled_time::text as hour,
      (select count(*)::int from outbox
        where outbox.appointment_id = appointments.id and outbox.event = 'created') as messages
    from appointments`,
  );
  const byAttempt = new Map(rows.map((row) => [row.attempt, row]));
  expect(byAttempt.size, 'rows of one attempt').toBe(rows.length);

  const wrong = load.attempts.filter((attempt) => {
    const row = byAttempt.get(attempt.number);
    if (attempt.outcome === 'acknowledged') return row === undefined || row.id !== idOf(attempt);
    return attempt.outcome !== 'in doubt' && row !== undefined;
  });
  expect(wrong.map(told), 'attempts that were told wrong').toEqual([]);

  const taken = new Map<string, number>();
  for (const { hour } of rows) taken.set(hour, (taken.get(hour) ?? 0) + 1);
  const fobbedOff = load.attempts.filter(
    ({ outcome, date, time }) => outcome === 'refused' && taken.get(`${date} ${time}`) !== 3,
  );
  expect(fobbedOff.map(told), 'attempts refused although there was a place').toEqual([]);

  expect(await overfullMinutes(fleet)).toEqual([]);
  expect(
    rows.filter((row) => row.messages !== 1),
    'bookings without exactly one message',
  ).toEqual([]);
  expect(await messagesOfNothing(fleet)).toEqual([]);
}

/** Messages of the outbox whose appointment does not exist. */
export async function messagesOfNothing(fleet: Fleet): Promise<unknown[]> {
  return await fleet.query(
    `select outbox.id, outbox.event
    from outbox
    left join appointments on appointments.id = outbox.appointment_id
    where appointments.id is null`,
  );
}

/** As the database counts them: a change that is caught in one is made again, and nobody is told. */
export async function deadlocks(fleet: Fleet): Promise<string | undefined> {
  const [database] = await fleet.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return database?.deadlocks;
}

/** Expects that the customers of all bookings are told in the end, each at least once. */
export async function expectEveryoneIsTold(fleet: Fleet): Promise<void> {
  const rows = await fleet.query<{ id: string; customer_id: string }>(
    'select id, customer_id from appointments',
  );
  await eventually(() => {
    const told = new Set(
      fleet.platform.notifications.map(({ recipient_user_id, data }) => {
        const { appointment_id, event } = data as { appointment_id: string; event: string };
        return `${event} ${appointment_id} ${recipient_user_id}`;
      }),
    );
    const untold = rows.filter(({ id, customer_id }) => !told.has(`created ${id} ${customer_id}`));
    expect(untold).toEqual([]);
  }, 120_000);
  await eventually(async () => {
    expect(await fleet.query('select id from outbox where delivered_at is null')).toEqual([]);
  }, 60_000);
}

/** Expects that nothing went wrong but what was announced: a 503 in JSON with a Retry-After. */
export function expectOnlyHonestAnswers(load: Load): void {
  for (const attempt of load.attempts) {
    expect(attempt.outcome, told(attempt)).not.toBe('unexpected');
    expect(attempt.milliseconds, told(attempt)).toBeLessThan(20_000);
    const { answer } = attempt;
    if (answer?.status === 400)
      expect(answer.body).toEqual({
        non_field_errors: ['The selected time slot is fully booked'],
      });
    if (answer?.status !== 503) continue;
    expect(answer.body).toEqual({ detail: expect.any(String) });
    expect(answer.headers['retry-after'], told(attempt)).toMatch(/^\d+$/);
  }
}

/** One line for people: how many attempts ended how. */
export function summary(load: Load): string {
  const counts = OUTCOMES.map((outcome) => `${load.count(outcome)} ${outcome}`);
  const slowest = Math.max(...load.attempts.map(({ milliseconds }) => milliseconds));
  return `${load.attempts.length} bookings: ${counts.join(', ')}; the slowest answer took ${slowest} ms`;
}

function idOf({ answer }: Attempt): string | undefined {
  return (answer?.body as { id: string } | undefined)?.id;
}

function told({ number, outcome, milliseconds, answer }: Attempt): string {
  return `attempt ${number}, ${outcome} after ${milliseconds} ms: ${JSON.stringify(answer?.body)}`;
}
