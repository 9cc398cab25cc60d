import type { Operation, OperationName } from '../history/history.ts';
import type { Fields } from './evidence.ts';
import type { Step } from './timeline.ts';

type Asked = Partial<Record<keyof Fields, unknown>>;

const STATUS_OF: Partial<Record<OperationName, string>> = {
  cancel: 'cancelled',
  confirm: 'confirmed',
  start: 'in_progress',
  complete: 'completed',
  no_show: 'no_show',
};
/** What a body may name that a row holds just as it was said. */
const SAID: readonly (keyof Fields)[] = [
  ...(['customer_id', 'vehicle_id', 'assigned_employee_id', 'appointment_type'] as const),
  ...(['scheduled_date', 'scheduled_time', 'duration_minutes', 'status'] as const),
  ...(['customer_notes', 'internal_notes', 'duration_seconds'] as const),
];

/** What asks for a state, and succeeds without a change where that is the state already. */
export const MAY_CHANGE_NOTHING: readonly OperationName[] = ['assign', 'move'];

/** The values that an appointment has once a request has been granted. */
export function askedFor({ operation, body }: Pick<Operation, 'operation' | 'body'>): Asked {
  const status = STATUS_OF[operation];
  if (status !== undefined) return { status };
  const said = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (!['move', 'reschedule', 'assign'].includes(operation))
    return present(Object.fromEntries(SAID.map((name) => [name, said[name]])));
  return present({
    scheduled_date: said.new_date,
    scheduled_time: said.new_time,
    assigned_employee_id: said.employee_id,
  });
}

/** Whether an appointment is in the state that was asked for. */
export function isAsAsked(asked: Asked, fields: Fields): boolean {
  return Object.entries(asked).every(([name, value]) => fields[name as keyof Fields] === value);
}

/**
 * Whether an appointment may have been in the state that was asked for at some moment of the call:
 * then the success of a request that changed nothing is true.
 */
export function mayHaveBeenSo(life: readonly Step[], operation: Operation): boolean {
  const asked = askedFor(operation);
  return life.some(({ after, earliest }, index) => {
    const until = life[index + 1]?.latest ?? Number.POSITIVE_INFINITY;
    const overlaps = earliest <= operation.returned && until >= operation.at;
    return overlaps && after !== null && isAsAsked(asked, after);
  });
}

function present(asked: Asked): Asked {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
