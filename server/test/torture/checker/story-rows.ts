import type { AuditRow, Fields } from './evidence.ts';
import { DAY } from './story-people.ts';

const NO_AUDIT = ['version'];

/** The row of a new booking. */
export function newFields(
  id: string,
  customer: string,
  now: string,
  wish: Partial<Fields>,
): Fields {
  return {
    ...{ id, customer_id: customer, vehicle_id: 'car', assigned_employee_id: null },
    ...{ appointment_type: 'repair', scheduled_date: DAY, scheduled_time: '10:00:00' },
    ...{ duration_minutes: 60, status: 'pending', service_description: '', customer_notes: '' },
    ...{ internal_notes: '', estimated_cost: null, duration_seconds: 0, version: 1 },
    ...{ created_by_user_id: customer, created_at: now, updated_at: now },
    ...{ cancelled_at: null, completed_at: null, ...wish },
  };
}

/** What a body asks for. */
export function pick({
  customer_id,
  scheduled_date,
  scheduled_time,
  duration_minutes,
}: Fields): object {
  return { customer_id, scheduled_date, scheduled_time, duration_minutes };
}

/** The fields that a change touched, each before and after. */
export function differences(before: Fields | null, after: Fields | null): AuditRow['changes'] {
  const names = Object.keys(after ?? before ?? {}) as (keyof Fields)[];
  return Object.fromEntries(
    names
      .filter((name) => !NO_AUDIT.includes(name) && before?.[name] !== after?.[name])
      .map((name) => [name, { before: before?.[name] ?? null, after: after?.[name] ?? null }]),
  );
}

/** What the audit calls such a change. */
export function actionsOf(
  before: Fields | null,
  after: Fields | null,
  changed: string[],
): string[] {
  if (before === null) return ['created'];
  if (after === null) return ['deleted'];
  const kinds: [string, string[]][] = [
    ['status_changed', ['status']],
    ['rescheduled', ['scheduled_date', 'scheduled_time']],
    ['assigned', ['assigned_employee_id']],
    ['edited', ['customer_notes', 'internal_notes', 'duration_minutes', 'vehicle_id']],
  ];
  return kinds
    .filter(([, names]) => names.some((name) => changed.includes(name)))
    .map(([kind]) => kind);
}

/** What the customer is told of it. */
export function messagesOf(before: Fields | null, after: Fields | null): string[] {
  if (after === null) return [];
  if (before === null) return ['created'];
  return [
    ...(before.status === after.status ? [] : [after.status]),
    ...(before.scheduled_time === after.scheduled_time ? [] : ['rescheduled']),
  ];
}

/** The lines that it leaves in the history. */
export function linesOf(before: Fields | null, after: Fields | null): [string, string][] {
  if (before === null) return [];
  return [[before.status, after?.status ?? before.status]];
}
