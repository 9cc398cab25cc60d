import type { Operation } from '../history/history.ts';
import type { Fields } from './evidence.ts';
import type { Step, Timeline } from './timeline.ts';
import { microsOf } from './wall-clock.ts';

/** An appointment as an answer showed it in full. */
export interface Sighting {
  readonly operation: Operation;
  readonly body: Body;
  /** The committed version that was written at the time the body names. */
  readonly step: Step | undefined;
  /** Whether the answer carried the version of this very body in its ETag. */
  readonly alone: boolean;
}

export type Body = Omit<Fields, 'version' | 'estimated_cost'> & {
  readonly estimated_cost: string | null;
};

/** The eleven keys that a list shows. */
export type ListItem = Pick<
  Body,
  | 'id'
  | 'customer_id'
  | 'vehicle_id'
  | 'assigned_employee_id'
  | 'appointment_type'
  | 'scheduled_date'
  | 'scheduled_time'
  | 'status'
>;

const known = new WeakMap<Timeline, Sighting[]>();

/** Every full appointment in every answer that was a success. */
export function sightingsOf(timeline: Timeline): readonly Sighting[] {
  const before = known.get(timeline);
  if (before !== undefined) return before;
  const written = new Map<string, Step>();
  for (const step of timeline.steps)
    if (step.after !== null) written.set(`${step.id} ${microsOf(step.after.updated_at)}`, step);
  const sightings = timeline.operations.flatMap((operation) => {
    const bodies = fullBodiesIn(operation);
    return bodies.map((body) => ({
      ...{ operation, body, alone: bodies.length === 1 && !Array.isArray(operation.answer) },
      step: written.get(`${body.id} ${microsOf(body.updated_at)}`),
    }));
  });
  known.set(timeline, sightings);
  return sightings;
}

/** The full appointments in an answer: one, one with an action's message, or an array. */
export function fullBodiesIn({ outcome, answer }: Operation): Body[] {
  if (outcome !== 'ok' || typeof answer !== 'object' || answer === null) return [];
  if (Array.isArray(answer)) return answer.filter(isBody);
  if (isBody(answer)) return [answer];
  const inner = (answer as { appointment?: unknown }).appointment;
  return isBody(inner) ? [inner] : [];
}

/** The items of a page of the list of appointments. */
export function listItemsIn({ operation, outcome, answer }: Operation): ListItem[] {
  if (operation !== 'read_list' || outcome !== 'ok') return [];
  return (answer as { results: ListItem[] }).results;
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && 'updated_at' in value && 'status' in value;
}
